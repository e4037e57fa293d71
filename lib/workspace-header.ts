/** Members name their workspace in this header where the address doesn't. */
export const workspaceHeader = "x-flowra-workspace";

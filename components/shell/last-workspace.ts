/** The slug of the workspace that this browser showed last. */
export const lastWorkspaceCookie = "last-workspace";

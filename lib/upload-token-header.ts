/** Carries the secret of a browser that attaches files before its conversation exists. Never in addresses, which are logged. */
export const uploadTokenHeader = "x-flowra-upload-token";

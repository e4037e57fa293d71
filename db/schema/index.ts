export * from "./canned-replies";
export * from "./chats";
export * from "./customers";
export * from "./system";
export * from "./tags";
export * from "./tasks";
export * from "./users";
export * from "./workspaces";

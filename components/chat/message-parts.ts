// What messages need once somebody points at one or does something to it; fetched while the browser is idle.
export { EditBox } from "./edit-box";
export { MessageToolbar } from "./message-toolbar";
export { RemoveDialog } from "./remove-dialog";

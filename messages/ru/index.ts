// One line per area: messages/<language>/<area>.json is the namespace <area>.
export { default as account } from "./account.json";
export { default as auth } from "./auth.json";
export { default as chat } from "./chat.json";
export { default as common } from "./common.json";
export { default as customer } from "./customer.json";
export { default as customers } from "./customers.json";
export { default as emails } from "./emails.json";
export { default as errors } from "./errors.json";
export { default as fatal } from "./fatal.json";
export { default as inbox } from "./inbox.json";
export { default as notifications } from "./notifications.json";
export { default as people } from "./people.json";
export { default as search } from "./search.json";
export { default as settings } from "./settings.json";
export { default as shell } from "./shell.json";
export { default as tasks } from "./tasks.json";
export { default as workspaces } from "./workspaces.json";

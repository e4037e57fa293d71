// What lies over a screen once somebody follows a task or makes one.
export { MakeTask } from "./make-task";
export { TaskSheet } from "./task-sheet";

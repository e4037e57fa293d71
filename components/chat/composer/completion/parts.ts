// What a composer needs once somebody writes @, #, : or /; fetched while the browser is idle.
export { CommandChips } from "./command-chips";
export { Completion } from "./completion";

import { sweepOutbox } from "../dispatcher";

// A process of its own that dispatches what is due, so that a test can kill it at a moment of its choice.
await sweepOutbox();
process.exit(0);

import { join } from "node:path";
import { guardTemporaryFolder } from "../guard";
import { supervise } from "../supervisor";

// A program for the tests: supervises one that starts another, tells their process ids, and waits to be killed.
const [folder] = process.argv.slice(2);
guardTemporaryFolder(join(folder!, "throwaway"));
const child = supervise({
  name: "parent",
  command: "/bin/sh",
  args: ["-c", "sleep 600 & echo $!; wait"],
  cwd: folder!,
  env: process.env,
  isReady: async () => true,
  log: (grandchild) => console.log(JSON.stringify({ child: child.pid(), grandchild: Number(grandchild) })),
});

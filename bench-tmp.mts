import { randomBytes } from "node:crypto";
import { makeCustomer, makeInbox, makeWorkspace } from "@/db/testing/factories";
import { run } from "@/lib/core/command"; import { newId } from "@/lib/core/ids"; import { newToken } from "@/lib/auth/tokens";
import { startSupportChat } from "@/lib/domain/tasks/commands/start-support-chat"; import { writeToSupport } from "@/lib/domain/tasks/commands/write-to-support";
import { closeDatabase } from "@/db/client";
const ws = await makeWorkspace(); const N = 8; const people = [] as any[];
for (let i = 0; i < N; i++) { const c = await makeCustomer(ws); const chatId = newId(); await run(startSupportChat, c, { chatId, message: { id: newId(), body: "hi" } }); people.push({ c, chatId }); }
let n = 0; const end = Date.now() + 5000; const t = performance.now(); const c0 = process.cpuUsage();
await Promise.all(people.map(async ({ c, chatId }) => { while (Date.now() < end) { await run(writeToSupport, c, { chatId, id: newId(), body: "Some message of usual length, number " + n }); n++; } }));
const c1 = process.cpuUsage(c0); console.log(n, "msgs", (n / (performance.now() - t) * 1000).toFixed(0), "/s; node cpu ms/msg", ((c1.user + c1.system) / 1000 / n).toFixed(2)); await closeDatabase(); process.exit(0);

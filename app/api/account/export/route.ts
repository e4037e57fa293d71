import { accountCaller } from "@/lib/auth/callers";
import { readAccount } from "@/lib/core/query";
import { route } from "@/lib/core/route";
import { exportOwnData } from "@/lib/domain/people/queries/export-own-data";

/** One's own data as a JSON file. */
export const GET = route("account.export", "cookies", async () => {
  const data = await readAccount(exportOwnData, await accountCaller(), {});
  return new Response(JSON.stringify(data, null, 2), {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": 'attachment; filename="flowra-my-data.json"',
      "cache-control": "no-store",
    },
  });
});

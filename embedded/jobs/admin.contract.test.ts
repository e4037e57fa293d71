import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startJobs } from "./start";
import {
  ADMIN_TOKEN,
  type Contract,
  freePort,
  realServer,
  startContract,
  testConfig,
  until,
} from "./testing/executor";
import { Notes } from "./testing/notes";

const notes = new Notes();
const hostile = `<script>alert("x")</script>&'`;

describe.skipIf(realServer)("pages for admins", () => {
  let contract: Contract;
  let cookie: string;

  beforeAll(async () => {
    contract = await startContract((client) => [
      client.createFunction(
        { id: "shows", name: hostile, triggers: { event: "show/go" } },
        async ({ event, step }) => {
          await step.run(hostile, () => ({ said: hostile }));
          notes.add(event.data.k, "ran");
        },
      ),
      client.createFunction({ id: "breaks", retries: 0, triggers: { event: "break/go" } }, () => {
        throw new Error(hostile);
      }),
      client.createFunction({ id: "waits", triggers: { event: "wait/go" } }, async ({ step }) => {
        await step.sleep("long", "1h");
      }),
    ]);
    const entered = await visit(`/?token=${ADMIN_TOKEN}`, {});
    expect([entered.status, entered.headers.get("location")]).toEqual([303, "/"]);
    expect(entered.headers.get("set-cookie")).toMatch(/; HttpOnly; SameSite=Lax/);
    cookie = entered.headers.get("set-cookie")?.split(";")[0] ?? "";
  });
  afterAll(() => contract.close());

  const visit = (path: string, headers: Record<string, string> = { cookie }, init: RequestInit = {}) =>
    fetch(new URL(path, contract.base), { redirect: "manual", headers, ...init });
  const read = async (path: string, headers?: Record<string, string>) => (await visit(path, headers)).text();

  /** Starts a run and gives its id once it is in the given state. */
  async function runOf(name: string, fn: string, status: string): Promise<string> {
    const k = notes.newKey();
    await contract.app.client.send({ name, data: { k, text: hostile } });
    const [run] = await until(async () => {
      const rows = await contract.sql<{ id: string }[]>`
        select run.id from jobs_engine.run
        where function_id like ${`%-${fn}`} and events like ${`%${k}%`} and status = ${status}
          and (status <> 'running' or exists (select 1 from jobs_engine.step where run_id = run.id))`;
      return rows.length > 0 && rows;
    });
    return run!.id;
  }
  const formOf = (page: string, action: string) =>
    new RegExp(`action="(/runs/\\w+/${action})"><input type="hidden" name="token" value="(\\w+)"`).exec(page);

  test("without the cookie there is nothing to see, whatever the address", async () => {
    for (const path of ["/", "/runs", "/runs/01ARZ3NDEKTSV4RRFFQ69G5FAV", "/?token=wrong"]) {
      const answer = await visit(path, { cookie: "flowra_jobs=wrong" });
      expect(answer.status).toBe(403);
      expect(await answer.text()).not.toContain(contract.app.client.id);
    }
  });

  test("everything is escaped, and the policy forbids scripts", async () => {
    const id = await runOf("show/go", "shows", "completed");
    const failed = await runOf("break/go", "breaks", "failed");
    for (const path of [
      "/",
      "/runs",
      `/runs/${id}`,
      `/runs/${failed}`,
      `/runs?functionId=${encodeURIComponent(hostile)}`,
    ]) {
      const answer = await visit(path);
      expect(answer.status).toBe(200);
      const page = await answer.text();
      expect(page).not.toContain("<script");
      expect(answer.headers.get("content-security-policy")).toMatch(
        /^default-src 'none'; style-src 'nonce-[\w+/=]+'; /,
      );
    }
    expect(await read(`/runs/${id}`)).toContain("&#60;script&#62;alert(");
  });

  test("runs are found by function and by status", async () => {
    const completed = await runOf("show/go", "shows", "completed");
    const failed = await runOf("break/go", "breaks", "failed");
    const failures = await read("/runs?status=failed");
    expect(failures).toContain(failed);
    expect(failures).not.toContain(completed);
    const byFunction = await read(`/runs?functionId=${contract.app.client.id}-shows`);
    expect(byFunction).toContain(completed);
    expect(byFunction).not.toContain(failed);
  });

  test("a long list goes on to another page", async () => {
    await contract.sql`
      insert into jobs_engine.run (id, function_id, events, status, ended_at)
      select '01AAAAAAAAAAAAAAAAAAAAAA' || to_char(n, 'FM00'), 'paged', '[]', 'completed', now() from generate_series(1, 60) n`;
    const first = await read("/runs?functionId=paged");
    const older = /href="(\/runs\?[^"]*before=[^"]*)"/.exec(first)?.[1]?.replaceAll("&#38;", "&") ?? "";
    const second = await read(older);
    const idsIn = (page: string) => new Set(page.match(/01A{22}\d\d/g));
    expect([idsIn(first).size, idsIn(second).size]).toEqual([50, 10]);
    expect([...idsIn(first)].filter((id) => idsIn(second).has(id))).toEqual([]);
  });

  test("a run can be run again, with the token of its own page only", async () => {
    const id = await runOf("show/go", "shows", "completed");
    const other = await runOf("show/go", "shows", "completed");
    const [, action = "", token = ""] = formOf(await read(`/runs/${id}`), "replay") ?? [];
    const post = (path: string, body: string) => visit(path, { cookie }, { method: "POST", body });
    expect((await post(action, "")).status).toBe(403);
    expect((await post(`/runs/${other}/replay`, `token=${token}`)).status).toBe(403);
    expect((await visit(action, {}, { method: "POST", body: `token=${token}` })).status).toBe(403);

    const done = await post(action, `token=${token}`);
    expect(done.status).toBe(303);
    const replay = done.headers.get("location")?.split("/").at(-1) ?? "";
    expect(replay).not.toBe(id);
    await until(async () => {
      const rows = await contract.sql`
        select 1 from jobs_engine.run where id = ${replay} and replay_of = ${id} and status = 'completed'`;
      return rows.length > 0;
    });
  });

  test("a run that goes can be cancelled, once", async () => {
    const id = await runOf("wait/go", "waits", "running");
    const [, action = "", token = ""] = formOf(await read(`/runs/${id}`), "cancel") ?? [];
    const post = () => visit(action, { cookie }, { method: "POST", body: `token=${token}` });
    expect((await post()).status).toBe(303);
    await until(async () => {
      const rows =
        await contract.sql`select 1 from jobs_engine.run where id = ${id} and status = 'cancelled'`;
      return rows.length > 0;
    });
    expect((await post()).status).toBe(409);
    expect(formOf(await read(`/runs/${id}`), "cancel")).toBeNull();
  });

  test("the pages speak the reader's language", async () => {
    expect(await read("/", { cookie, "accept-language": "ru-RU,ru;q=0.9,en;q=0.8" })).toContain(
      "<h1>Функции</h1>",
    );
    expect(await read("/", { cookie, "accept-language": "ru;q=0.2, en-GB" })).toContain("<h1>Functions</h1>");
    expect(await read("/", { cookie, "accept-language": "de" })).toContain('<html lang="en">');
  });

  test("without a configured token the pages are off and say so", async () => {
    const port = await freePort();
    const jobs = await startJobs(
      testConfig(contract.databaseUrl, contract.app.url, { port, adminToken: undefined }),
      () => {},
    );
    const answer = await fetch(`http://127.0.0.1:${port}/?token=`);
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining("JOBS_ADMIN_TOKEN")]);
    await jobs.close();
  });
});

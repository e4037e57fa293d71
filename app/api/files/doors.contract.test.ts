import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { eq } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { systemDb } from "@/db/client";
import { files, messages, tasks, workspaces } from "@/db/schema";
import { useTestDatabase } from "@/db/testing/factories";
import { makeTicket } from "@/db/testing/tickets";
import { makeWorld, type World } from "@/db/testing/world";
import { sessionCookieName } from "@/lib/auth/session-token";
import { newToken } from "@/lib/auth/tokens";
import { run } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { createGroup } from "@/lib/domain/chats/commands/create-group";
import { removeParticipant } from "@/lib/domain/chats/commands/remove-participant";
import { sendToChat } from "@/lib/domain/chats/commands/send-to-chat";
import { largestFile } from "@/lib/domain/chats/file-limits";
import type { FileView } from "@/lib/domain/chats/views";
import { replyToTicket } from "@/lib/domain/tasks/commands/reply-to-ticket";
import { writeToSupport } from "@/lib/domain/tasks/commands/write-to-support";
import { getOwnThread } from "@/lib/domain/tasks/queries/get-thread";
import { removeStrayFiles, removeUnsentFiles } from "@/lib/domain/upkeep/clean-up-files";
import { env } from "@/lib/env";
import { DELETE as firstDelete, PUT as firstPut } from "../c/[inbox]/files/route";
import { DELETE, PUT } from "../chats/[chatId]/files/route";
import { GET as whole } from "./[id]/route";
import { GET as thumbnail } from "./[id]/thumbnail/route";

useTestDatabase();
// Members come by cookie, which only Next's server knows; here everybody comes by token.
vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ get: () => undefined }),
}));

let world: World;
let ticket: Awaited<ReturnType<typeof makeTicket>>;
let folder: string;
let server: Server;
let origin: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "flowra uploads "));
  Object.assign(process.env, { FLOWRA_DATA: folder, CHATS_STARTED_PER_ADDRESS: "1000" });
  world = await makeWorld();
  server = createServer(answer);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  ticket = await makeTicket(world.workspace, { customer: world.customer, teamId: world.team.id });
});

/** The doors behind a real socket, as a server would call them. */
const answer: Parameters<typeof createServer>[1] = async (incoming, outgoing) => {
  const url = new URL(incoming.url!, origin);
  const [, , kind, id, part] = url.pathname.split("/");
  const hasBody = incoming.method === "PUT";
  const asked = new Request(url, {
    method: incoming.method,
    headers: Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    // As Next passes it on: read as it is asked for.
    ...(hasBody ? { body: incoming, duplex: "half" } : {}),
  } as RequestInit);
  const params = Promise.resolve({ chatId: id!, id: id!, inbox: id! });
  const uploading = kind === "c" ? { PUT: firstPut, DELETE: firstDelete } : { PUT, DELETE };
  const serving = part === "thumbnail" ? thumbnail : whole;
  const door = kind === "files" ? serving : uploading[hasBody ? "PUT" : "DELETE"];
  const response = await door(asked, { params });
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body)
    Readable.fromWeb(response.body as never)
      .on("error", () => {})
      .pipe(outgoing);
  else outgoing.end();
};

type Sent = { id?: string; name?: string; chatId?: string; token?: string; headers?: Record<string, string> };

const addressOf = ({ id = newId(), name = "a.bin", chatId = ticket.chatId! }: Sent) =>
  `/api/chats/${chatId}/files?id=${id}&name=${encodeURIComponent(name)}`;

async function put(content: BodyInit, given: Sent = {}) {
  const { token = world.customerToken, headers } = given;
  const response = await fetch(origin + addressOf(given), {
    method: "PUT",
    body: content,
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
  return { status: response.status, ...((await response.json()) as { file: FileView; error?: object }) };
}
/** Uploads megabytes without saying how many. @returns the status, or how the connection ended */
const sendParts = (megabytes: number) =>
  new Promise<string>((done) => {
    const headers = { authorization: `Bearer ${world.customerToken}`, "transfer-encoding": "chunked" };
    const sending = request(origin + addressOf({}), { method: "PUT", agent: false, headers }, (told) => {
      told.resume();
      done(String(told.statusCode));
    });
    sending.on("error", (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    Readable.from(Array.from({ length: megabytes }, () => bytesOf(1024 * 1024))).pipe(sending);
  });
const get = (address: string, headers?: Record<string, string>, method = "GET") =>
  fetch(origin + address, { method, headers });
const rowOf = async (id: string) => (await systemDb().select().from(files).where(eq(files.id, id)))[0];
/** What lies in the store of the workspace. */
const stored = () => {
  try {
    return readdirSync(join(folder, "uploads/files", world.workspace.id));
  } catch {
    return [];
  }
};
const refused = (field: string, problem: string) => ({
  status: 422,
  error: { code: "INVALID", fields: [expect.objectContaining({ field, problem })] },
});

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#18794e" } });
const bytesOf = (size: number) => new Uint8Array(size).fill(97);

describe("an upload", () => {
  test("comes back byte for byte, and is stored under no name that anybody gave", async () => {
    const before = stored();
    const content = crypto.getRandomValues(new Uint8Array(50_000));
    const { status, file } = await put(content, { name: "../../Отчёт \u202Efdp.exe" });
    expect(status).toBe(201);
    expect(file).toMatchObject({ name: "Отчёт fdp.exe", size: 50_000, image: null });
    const answer = await get(file.url);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(content);
    const added = stored().filter((name) => !before.includes(name));
    expect(added).toEqual([expect.stringMatching(/^[0-9a-f-]{36}\.bin$/)]);
    expect(statSync(join(folder, "uploads/files", world.workspace.id, added[0]!)).mode & 0o077).toBe(0);
  });

  test("of exactly the limit is taken, of one byte more refused before and while it comes", async () => {
    const before = stored();
    expect((await put(bytesOf(largestFile))).status).toBe(201);
    expect(await put(bytesOf(largestFile + 1))).toMatchObject(refused("file", "too_large"));
    // Without a length it is only found out on the way; whoever doesn't stop then may be cut off before they hear of it.
    expect(await sendParts(26)).toMatch(/^(422|ECONNRESET|EPIPE)$/);
    expect(stored()).toHaveLength(before.length + 1);
  });

  test("of nothing is refused, also when no length was told", async () => {
    const before = stored();
    expect(await put(new Uint8Array())).toMatchObject(refused("file", "empty_file"));
    expect(await sendParts(0)).toBe("422");
    expect(stored()).toEqual(before);
  });

  test("that breaks off leaves nothing behind, and one is never longer than it said", async () => {
    const before = stored();
    for (const [length, content] of [
      [100_000, "half of it"],
      [5, "whole and more than that"],
    ] as const) {
      const id = newId();
      await new Promise<void>((closed) => {
        const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
        socket
          .on("error", () => {})
          .on("close", closed)
          .resume();
        socket.end(
          `PUT ${addressOf({ id })} HTTP/1.1\r\nHost: flowra.test\r\nAuthorization: Bearer ${world.customerToken}\r\n` +
            `Content-Length: ${length}\r\n\r\n${content}`,
        );
      });
      await expect.poll(() => stored().some((name) => name.endsWith(".part"))).toBe(false);
      const row = await rowOf(id);
      if (length === 5) expect(row?.size ?? 5).toBe(5);
      else expect(row).toBeUndefined();
    }
    await expect.poll(() => stored().length - before.length).toBeLessThanOrEqual(1);
  });

  test("that is repeated is answered as at first, unread, and stored once", async () => {
    const id = newId();
    const first = await put("first", { id, name: "first.txt" });
    const [count, again] = [stored().length, await put("second and longer", { id, name: "second.txt" })];
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.file).toEqual(first.file);
    const both = newId();
    const answers = await Promise.all([
      put("x", { id: both }),
      put("x", { id: both }),
      put("x", { id: both }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect(stored()).toHaveLength(count + 1);
  });

  test("of somebody who may not write there is refused, and nothing of it stored", async () => {
    const before = stored();
    const statusOf = async (given: Sent) => (await put("x", given)).status;
    expect(await statusOf({ token: "no-such-token-no-such-token" })).toBe(401);
    expect(await statusOf({ chatId: world.hidden.chatId! })).toBe(404);
    expect(await statusOf({ chatId: newId() })).toBe(404);
    expect(await statusOf({ chatId: "nonsense" })).toBe(422);
    expect(await statusOf({ id: "nonsense" })).toBe(422);
    // By cookie, and then only from an own page.
    const response = await fetch(origin + addressOf({}), {
      method: "PUT",
      body: "x",
      headers: { "x-flowra-workspace": world.workspace.slug, origin: "https://evil.example" },
    });
    expect(response.status).toBe(403);
    expect(stored()).toEqual(before);
  });

  test("is taken back by its id until it was sent", async () => {
    const { file } = await put(await picture(20, 20).png().toBuffer());
    expect((await get(file.image!.thumbnailUrl)).status).toBe(200);
    const remove = () =>
      fetch(`${origin}/api/chats/${ticket.chatId}/files?id=${file.id}`, {
        method: "DELETE",
        headers: { authorization: `Bearer ${world.customerToken}` },
      });
    expect((await remove()).status).toBe(200);
    expect((await remove()).status).toBe(200);
    expect((await get(file.url)).status).toBe(404);
    expect((await get(file.image!.thumbnailUrl)).status).toBe(404);
  });
});

describe("what a file is", () => {
  test.each([
    [
      "a page that calls itself an image",
      "<!doctype html><script>alert(1)</script>",
      "photo.png",
      "text/plain",
    ],
    ["an SVG", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "logo.svg", "text/plain"],
    ["an image and a script in one", "GIF89a/*\u0001\u0001*/=1;alert(1)", "both.gif", "image/gif"],
    ["a document", "%PDF-1.7 <script>", "x.html", "application/pdf"],
    ["something", "\u0000\u0001\u0002\u0003", "x.jpg", "application/octet-stream"],
  ])("%s is known by its content and only ever saved", async (_, content, name, type) => {
    const { file } = await put(content, { name, headers: { "content-type": "image/png" } });
    expect(file).toMatchObject({ contentType: type, image: null });
    const { headers } = await get(file.url);
    expect(headers.get("content-type")).toBe("application/octet-stream");
    expect(headers.get("content-disposition")).toBe(`attachment; filename=${name}`);
    expect(headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toContain("private");
    expect(headers.get("set-cookie")).toBeNull();
  });

  test.each(["png", "jpeg", "gif", "webp", "avif"] as const)(
    "%s is an image with a thumbnail",
    async (format) => {
      const { file } = await put(await picture(1_200, 300).toFormat(format).toBuffer(), { name: "x.html" });
      expect(file).toMatchObject({ contentType: `image/${format}`, image: { width: 1_200, height: 300 } });
      const [shown, saved] = [await get(file.image!.thumbnailUrl), await get(file.url)];
      expect(shown.headers.get("content-type")).toBe("image/webp");
      expect((await sharp(await shown.arrayBuffer()).metadata()).width).toBe(640);
      expect(saved.headers.get("content-type")).toBe(`image/${format}`);
      expect(saved.headers.get("content-disposition")).toMatch(/^attachment/);
      expect(saved.headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
    },
  );

  test("an image of too many pixels is a file like any other", async () => {
    const huge = await picture(9_000, 9_000).png({ compressionLevel: 9, palette: true }).toBuffer();
    const { status, file } = await put(huge);
    expect({ status, image: file.image }).toEqual({ status: 201, image: null });
    expect((await get(file.url)).headers.get("content-type")).toBe("application/octet-stream");
  });

  test.each([
    ['a"b.txt', "attachment; filename=a_b.txt"],
    ["счёт.pdf", `attachment; filename="????.pdf"; filename*=UTF-8''%D1%81%D1%87%D1%91%D1%82.pdf`],
    ["a\r\nset-cookie: x=1.txt", 'attachment; filename="a set-cookie_ x=1.txt"'],
  ])("its name %j is offered safely", async (name, disposition) => {
    const { file } = await put("x", { name });
    expect((await get(file.url)).headers.get("content-disposition")).toBe(disposition);
  });
});

describe("an address", () => {
  test("fetches its file and nothing else", async () => {
    const { file } = await put(await picture(30, 30).png().toBuffer());
    const other = (await put("other")).file;
    const [path, query] = file.url.split("?") as [string, string];
    const shown = file.image!.thumbnailUrl.split("?")[1]!;
    const changed = (name: string, value: string) => {
      const parameters = new URLSearchParams(query);
      parameters.set(name, value);
      return `${path}?${parameters}`;
    };
    const wrong = [
      path,
      `/api/files/${other.id}?${query}`,
      `${path}/thumbnail?${query}`,
      `${path}?${shown}`,
      changed("workspace", newId()),
      changed("until", "9999999999"),
      changed("signature", "a".repeat(43)),
      `/api/files/..%2F..%2Fsecrets?${query}`,
    ];
    for (const address of wrong) expect([address, (await get(address)).status]).toEqual([address, 404]);
    expect((await get(file.url)).status).toBe(200);
  });

  test("gives parts of a file, and its head without it", async () => {
    const { file } = await put("0123456789");
    const part = await get(file.url, { range: "bytes=2-4" });
    expect([part.status, await part.text()]).toEqual([206, "234"]);
    expect(part.headers.get("content-range")).toBe("bytes 2-4/10");
    const beyond = await get(file.url, { range: "bytes=10-" });
    expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, "bytes */10"]);
    const head = await get(file.url, {}, "HEAD");
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "10", ""]);
  });

  test("ends with its message, with its workspace, and with what lies in the store", async () => {
    const { file } = await put("x");
    const sent = { chatId: ticket.chatId!, id: newId(), fileIds: [file.id] };
    const { entry } = await run(writeToSupport, world.customer, sent);
    expect((await get(entry.files[0]!.url)).status).toBe(200);
    const shut = (archivedAt: Date | null) =>
      systemDb().update(workspaces).set({ archivedAt }).where(eq(workspaces.id, world.workspace.id));
    await shut(new Date());
    expect((await get(file.url)).status).toBe(404);
    await shut(null);
    await systemDb().update(messages).set({ deletedAt: new Date() }).where(eq(messages.id, entry.id));
    expect((await get(file.url)).status).toBe(404);
    await systemDb().update(messages).set({ deletedAt: null }).where(eq(messages.id, entry.id));
    const row = (await rowOf(file.id))!;
    rmSync(join(folder, "uploads", row.storageKey));
    expect((await get(file.url)).status).toBe(404);
  });
});

describe("an address that a member was told", () => {
  const cookieOf = async ({ account }: World["agent"]) => ({
    cookie: `${sessionCookieName()}=${await encode({ token: { sessionId: account.user!.sessionId }, secret: env().AUTH_SECRET })}`,
  });
  const statusFor = async (address: string, who?: World["agent"]) =>
    (await get(address, who && (await cookieOf(who)))).status;
  const upload = async (chatId: string) => {
    const response = await fetch(origin + addressOf({ chatId }), {
      method: "PUT",
      body: await picture(20, 20).png().toBuffer(),
      headers: { ...(await cookieOf(world.agent)), "x-flowra-workspace": world.workspace.slug, origin },
    });
    return ((await response.json()) as { file: FileView }).file;
  };

  test("is for who sees its chat at that moment, signed in, and for nobody else who gets hold of it", async () => {
    const { chatId } = await run(createGroup, world.agent, {
      chatId: newId(),
      userIds: [world.user.user.id],
    });
    const file = await upload(chatId);
    const addresses = [file.url, file.image!.thumbnailUrl];
    // Not sent yet: its uploader's alone.
    expect(await statusFor(file.url, world.agent)).toBe(200);
    expect(await statusFor(file.url, world.user)).toBe(404);
    const { entry } = await run(sendToChat, world.agent, { chatId, id: newId(), fileIds: [file.id] });
    expect(entry.files[0]).toEqual(file);
    for (const address of addresses) {
      expect(await statusFor(address, world.user)).toBe(200);
      expect(await statusFor(address, world.admin)).toBe(404);
      expect(await statusFor(address, world.former)).toBe(404);
      expect(await statusFor(address)).toBe(401);
      // What is signed for members isn't valid as a customer's.
      expect(await statusFor(address.replace("for=members", "for=requester"))).toBe(404);
    }
    await run(removeParticipant, world.agent, { chatId, userId: world.user.user.id });
    for (const address of addresses) expect(await statusFor(address, world.user)).toBe(404);
    expect(await statusFor(file.url, world.agent)).toBe(200);
  });

  test("of a ticket's file ends when the ticket goes out of sight; the customer has one of their own", async () => {
    const file = await upload(ticket.chatId!);
    const at = { chatId: ticket.chatId!, id: newId(), fileIds: [file.id] };
    await run(replyToTicket, world.agent, at);
    expect(await statusFor(file.url, world.colleague)).toBe(200);
    const { entries } = await read(getOwnThread, world.customer, { chatId: ticket.chatId! });
    const told = entries.at(-1)!.files[0]!;
    expect(told.url).not.toBe(file.url);
    expect(await statusFor(told.url)).toBe(200);
    const away = { teamId: world.otherTeam.id, assigneeUserId: null };
    await systemDb().update(tasks).set(away).where(eq(tasks.id, ticket.id));
    expect(await statusFor(file.url, world.colleague)).toBe(404);
    expect(await statusFor(file.url, world.admin)).toBe(200);
    expect(await statusFor(told.url)).toBe(200);
  });
});

describe("before a conversation", () => {
  const address = (id: string) => `/api/c/${world.inbox.publicKey}/files?id=${id}&name=a.png`;
  const send = async (id: string, body: BodyInit | undefined, headers: Record<string, string>) => {
    const response = await fetch(origin + address(id), { method: body ? "PUT" : "DELETE", body, headers });
    return { status: response.status, ...((await response.json()) as { file: FileView; error?: object }) };
  };

  test("a visitor uploads with a token of their own, sees the picture, and takes it back", async () => {
    const [id, mine] = [newId(), { "x-flowra-upload-token": newToken() }];
    const { status, file } = await send(id, await picture(30, 30).png().toBuffer(), mine);
    expect(status).toBe(201);
    expect((await get(file.image!.thumbnailUrl)).status).toBe(200);
    expect((await send(id, "again", mine)).status).toBe(200);
    expect((await send(id, undefined, { "x-flowra-upload-token": newToken() })).status).toBe(200);
    expect((await get(file.url)).status).toBe(200);
    expect((await send(id, undefined, mine)).status).toBe(200);
    expect((await get(file.url)).status).toBe(404);
  });

  test("nothing comes without a token, too large or empty, and nothing of it is stored", async () => {
    const before = stored();
    const mine = { "x-flowra-upload-token": newToken() };
    expect(await send(newId(), "x", {})).toMatchObject({
      status: 422,
      error: { fields: [{ field: "token" }] },
    });
    expect(await send(newId(), bytesOf(largestFile + 1), mine)).toMatchObject(refused("file", "too_large"));
    expect(await send(newId(), new Uint8Array(), mine)).toMatchObject(refused("file", "empty_file"));
    expect(await send("nonsense", "x", mine)).toMatchObject({ status: 422 });
    expect(stored()).toEqual(before);
  });
});

describe("cleaning up", () => {
  const dayAgo = () => new Date(Date.now() - 90_000_000);
  const age = (key: string) => utimesSync(join(folder, "uploads", key), dayAgo(), dayAgo());

  test("removes what nobody sent within a day, and nothing else", async () => {
    const [old, fresh, sent] = [
      (await put(await picture(9, 9).png().toBuffer())).file,
      (await put("fresh")).file,
      (await put("sent")).file,
    ];
    await run(writeToSupport, world.customer, { chatId: ticket.chatId!, id: newId(), fileIds: [sent.id] });
    const key = (await rowOf(old.id))!.storageKey;
    for (const { id } of [old, sent])
      await systemDb().update(files).set({ createdAt: dayAgo() }).where(eq(files.id, id));
    expect(await removeUnsentFiles()).toEqual({ removed: 1 });
    expect(await rowOf(old.id)).toBeUndefined();
    expect(stored().filter((name) => key.includes(name.slice(0, 36)))).toEqual([]);
    expect((await get(fresh.url)).status).toBe(200);
    expect((await get(sent.url)).status).toBe(200);
    const late = run(replyToTicket, world.agent, { chatId: ticket.chatId!, id: newId(), fileIds: [old.id] });
    await expect(late).rejects.toThrow("unknown_file");
  });

  test("removes what lies in the store and is known to nobody, once it is a day old", async () => {
    const [known, lost, young] = [
      (await put(await picture(9, 9).png().toBuffer())).file,
      (await put(await picture(9, 9).png().toBuffer())).file,
      (await put("young")).file,
    ];
    const rows = [(await rowOf(known.id))!, (await rowOf(lost.id))!, (await rowOf(young.id))!];
    for (const { id } of [lost, young]) await systemDb().delete(files).where(eq(files.id, id));
    for (const { storageKey, thumbnailKey } of rows.slice(0, 2)) {
      age(storageKey);
      age(thumbnailKey!);
    }
    expect(await removeStrayFiles()).toEqual({ removed: 2 });
    expect((await get(known.url)).status).toBe(200);
    expect((await get(known.image!.thumbnailUrl)).status).toBe(200);
    expect(stored()).not.toContain(rows[1]!.storageKey.split("/").at(-1));
    expect(stored()).toContain(rows[2]!.storageKey.split("/").at(-1));
    expect(await removeStrayFiles()).toEqual({ removed: 0 });
  });
});

import { afterEach, expect, test, vi } from "vitest";
import { askDoor } from "./doors";

afterEach(() => vi.unstubAllGlobals());

const answering = (response: Response) => vi.stubGlobal("fetch", async () => response);

test("an answer is given on, a refusal is thrown as such", async () => {
  answering(Response.json({ items: [] }));
  expect(await askDoor("/api/some", {})).toEqual({ items: [] });
  answering(Response.json({ error: { code: "NOT_FOUND" } }, { status: 404 }));
  await expect(askDoor("/api/some", {})).rejects.toMatchObject({ error: { code: "NOT_FOUND" } });
});

test("an answer that breaks off is none", async () => {
  answering(new Response('{"items": ['));
  await expect(askDoor("/api/some", {})).rejects.toThrow();
});

import { describe, expect, test } from "vitest";
import { readBytes, readForm } from "./body";
import { publicError } from "./errors";

function streamed(parts: number, bytes: number) {
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      if (sent === parts) return controller.close();
      sent++;
      controller.enqueue(new Uint8Array(bytes));
    },
  });
  const request = new Request("http://flowra.test", { method: "POST", body, duplex: "half" } as RequestInit);
  return { request, sent: () => sent };
}

const form = (type: string, body: BodyInit) =>
  readForm(new Request("http://flowra.test", { method: "POST", body, headers: { "content-type": type } }));

describe("a body", () => {
  test("of the allowed size is read whole", async () => {
    expect(await readBytes(streamed(4, 25).request, 100)).toHaveLength(100);
    expect(await readBytes(new Request("http://flowra.test"), 100)).toHaveLength(0);
  });

  test("that names no length is read no further than the limit", async () => {
    const endless = streamed(1_000_000, 1_000);
    const refused = await readBytes(endless.request, 10_000, "picture").catch(publicError);
    expect(refused).toEqual({
      code: "INVALID",
      fields: [{ field: "picture", problem: "too_large", values: { limit: 10_000 } }],
    });
    expect(endless.sent()).toBeLessThan(20);
  });

  test("that names too great a length isn't read at all", async () => {
    const request = new Request("http://flowra.test", {
      method: "POST",
      body: "x",
      headers: { "content-length": "10001" },
    });
    await expect(readBytes(request, 10_000)).rejects.toThrow("too_large");
    expect(request.bodyUsed).toBe(false);
  });
});

describe("a form", () => {
  test("gives its fields, and refuses what is no form", async () => {
    const fields = await form("application/x-www-form-urlencoded;charset=UTF-8", "a=1&b=%C3%A9");
    expect([fields.get("a"), fields.get("b")]).toEqual(["1", "é"]);
    await expect(form("application/json", "{}")).rejects.toThrow("not_a_form");
  });
});

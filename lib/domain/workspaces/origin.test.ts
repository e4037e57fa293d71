import fc from "fast-check";
import { expect, test } from "vitest";
import { isOrigin } from "@/lib/security/csp";
import { originFrom } from "./origin";

test.each([
  ["https://shop.example", "https://shop.example"],
  [" Shop.Example/contact?x=1 ", "https://shop.example"],
  ["https://shop.example:8443/", "https://shop.example:8443"],
  ["https://магазин.рф", "https://xn--80aairftm.xn--p1ai"],
  ["http://localhost:4000", "http://localhost:4000"],
  ["http://127.0.0.1:4000/x", "http://127.0.0.1:4000"],
])("%j stands for %j", (typed, origin) => expect(originFrom(typed)).toBe(origin));

test.each([
  "http://shop.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "https://user:pass@shop.example",
  "https://*.example",
  "shop",
  "",
  "*",
  "https://shop.example; script-src *",
  "null",
])("%j stands for none", (typed) => expect(originFrom(typed)).toBeNull());

test("what it gives can stand in a content security policy", () =>
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.domain()), (typed) => {
      const origin = originFrom(typed);
      if (origin !== null) expect(isOrigin(origin)).toBe(true);
    }),
  ));

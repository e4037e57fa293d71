import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanFileName } from "./file-name";

test.each([
  ["report.pdf", "report.pdf"],
  ["Отчёт за май.docx", "Отчёт за май.docx"],
  ["家族 👨‍👩‍👧.png", "家族 👨👩👧.png"],
  ["דוח.pdf", "דוח.pdf"],
  [".env", ".env"],
  ["../../etc/passwd", "passwd"],
  ["C:\\Users\\ana\\shot.png", "shot.png"],
  ["/", "file"],
  ["..", "file"],
  ["", "file"],
  [" \u200B\uFEFF ", "file"],
  ["line\r\nSet-Cookie: a=b.txt", "line Set-Cookie_ a=b.txt"],
  ["nul\u0000byte\u0007.txt", "nulbyte.txt"],
  ["invoice\u202Efdp.exe", "invoicefdp.exe"],
  ["a\u2066b\u2069\u061C\u200F.txt", "ab.txt"],
  ["page.html . .", "page.html"],
  ['a<b>c:d"e|f?g*.txt', "a_b_c_d_e_f_g_.txt"],
  ["half\uD800.txt", "half\uFFFD.txt"],
  ["cafe\u0301.png", "café.png"],
])("%j is shown as %j", (given, shown) => expect(cleanFileName(given)).toBe(shown));

test("a long name loses its middle and keeps its ending", () => {
  const name = cleanFileName(`${"a".repeat(500)}.tar.gz`);
  expect([...name]).toHaveLength(120);
  expect(name).toMatch(/^a+….gz$/);
  expect([...cleanFileName(`${"😀".repeat(200)}.${"x".repeat(50)}`)]).toHaveLength(120);
});

test("whatever is given, the name is one visible line without a path, and cleaning it again changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (given) => {
      const name = cleanFileName(given);
      expect(name).toMatch(/^[^\\/\p{Cc}\p{Cf}]{1,120}$/u);
      expect(name).not.toMatch(/^\.+$/);
      expect(cleanFileName(name)).toBe(name);
      expect(encodeURIComponent(name)).toBeTruthy();
    }),
    { numRuns: 500 },
  );
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { passwordProblem } from "./password-rules";

const kim = { email: "kim.doe@example.com", name: "Kim Doe" };

describe("refused are", () => {
  test.each([
    ["qwertyuiop", "password_common"],
    ["Basketball", "password_common"],
    ["basketball2024!", "password_common"],
    ["12basketball", "password_common"],
    ["1234567890", "password_common"],
    ["98765432109", "password_common"],
    ["KIM.DOE@example.com", "password_personal"],
    ["i am kim.doe, hello", "password_personal"],
    ["my name is kimdoe", "password_personal"],
    ["aaaaaaaaaaaa", "password_repeats"],
    ["abcabcabcabca", "password_repeats"],
    ["ｐａｓｓｗｏｒｄ１２３", "password_common"],
  ])("%s: %s", (password, problem) => {
    expect(passwordProblem(password, kim)).toBe(problem);
  });
});

test.each(["a harbour at low tide", "correct horse battery", "Zq8#vLw2pX", "кот спит на окне", "8841920573"])(
  "%s is fine without any rule about its characters",
  (password) => {
    expect(passwordProblem(password, kim)).toBeNull();
  },
);

test("whatever holds the address is refused, in any case and place", () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 40 }),
      fc.string({ maxLength: 40 }),
      fc.boolean(),
      (before, after, upper) => {
        const inner = upper ? kim.email.toUpperCase() : kim.email;
        expect(passwordProblem(before + inner + after, kim)).not.toBeNull();
      },
    ),
  );
});

test("a common one stays refused with digits and signs around it", () => {
  const edge = fc.string({ unit: fc.constantFrom(..."0123456789!?.-_ "), maxLength: 6 });
  fc.assert(
    fc.property(edge, edge, (before, after) => {
      expect(passwordProblem(`${before}manchester${after}`, kim)).toBe("password_common");
    }),
  );
});

test("random words are let through, however they are put together", () => {
  const word = fc.stringMatching(/^[a-z]{9,14}$/);
  fc.assert(
    fc.property(word, word, word, (...words) => {
      fc.pre(new Set(words.join("")).size > 3);
      expect(passwordProblem(words.join(" "), { email: "q@example.com" })).toBeNull();
    }),
  );
});

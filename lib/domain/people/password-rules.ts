import { dictionary } from "@zxcvbn-ts/language-common";

/** A key of the `errors.fields` catalogue. */
export type PasswordProblem = "password_common" | "password_personal" | "password_repeats";

/**
 * Why nobody should use this as a password, or null. Length is checked with the input; there are no rules about
 * which characters it must have, since those make passwords worse.
 */
export function passwordProblem(
  password: string,
  about: { email: string; name?: string },
): PasswordProblem | null {
  const plain = password.normalize("NFKC").toLowerCase();
  if (repeats(plain)) return "password_repeats";
  if (isCommon(plain)) return "password_common";
  return personalParts(about).some((part) => plain.includes(part)) ? "password_personal" : null;
}

const common = new Set(dictionary["passwords-common"]);

/** A common one stays common with a year and an exclamation mark around it. */
function isCommon(plain: string): boolean {
  const core = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  return common.has(plain) || common.has(core) || (core.length === 0 && isDigitRun(plain));
}

/** `1234567890`, `9876543210`: neighbouring digits only. */
function isDigitRun(plain: string): boolean {
  const steps = [...plain].slice(1).map((c, i) => Math.abs(c.charCodeAt(0) - plain.charCodeAt(i)));
  return /^\d+$/.test(plain) && steps.every((step) => step === 1 || step === 9);
}

/** The same one to three characters over and over. */
function repeats(plain: string): boolean {
  return [1, 2, 3].some((n) => plain === plain.slice(0, n).repeat(plain.length).slice(0, plain.length));
}

/** The address and its first part; short ones would refuse too much. */
function personalParts({ email, name = "" }: { email: string; name?: string }): string[] {
  const [local = ""] = email.split("@");
  return [email, local, name.toLowerCase().replace(/\s+/g, "")].filter((part) => part.length >= 5);
}

/** A telephone number: as it was written, and its digits. */
export type Phone = { written: string; digits: string };

const fewestDigits = 7;
const mostDigits = 15;

/** What of the noted values looks like a telephone number. */
export function phonesIn(attributes: Record<string, string>): Phone[] {
  return Object.values(attributes).flatMap((written) => {
    if (!/^\+?[\d\s()./-]+$/.test(written)) return [];
    const digits = written.replace(/\D/g, "");
    return digits.length >= fewestDigits && digits.length <= mostDigits ? [{ written, digits }] : [];
  });
}

/** The same number, whether or not with the country before it: "+49 170 1234567" and "0170 1234567". */
export function samePhone(one: Phone, other: Phone): boolean {
  const [short, long] = [one.digits, other.digits].map((digits) => digits.replace(/^0+/, "")).sort(byLength);
  return short!.length >= fewestDigits && long!.endsWith(short!);
}

const byLength = (a: string, b: string) => a.length - b.length;

import { isIP, isIPv6 } from "node:net";

/** An address as a proxy or a socket writes it, without a port, zone or IPv4 mapping; null when it is none. */
export function plainAddress(written: string): string | null {
  const inBrackets = /^\[([^\]]+)\](?::\d+)?$/.exec(written.trim())?.[1];
  const [bare = ""] = (inBrackets ?? written.trim()).replace(/^::ffff:(?=\d+\.)/i, "").split("%");
  const address = bare.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1");
  return isIP(address) ? address : null;
}

/**
 * What one counter is for: an IPv4 address, or the network of an IPv6 subscriber (/64), who has more addresses than
 * could ever be counted.
 */
export function subscriberOf(address: string | null): string | null {
  if (address === null || !isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const before = head.split(":").filter(Boolean);
  const after = tail?.split(":").filter(Boolean) ?? [];
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0");
  const network = [...before, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}

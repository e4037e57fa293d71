import { expect, test } from "vitest";
import { plainAddress, subscriberOf } from "./address";

test.each([
  ["203.0.113.9", "203.0.113.9"],
  [" 203.0.113.9 ", "203.0.113.9"],
  ["203.0.113.9:51334", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["2001:db8::7", "2001:db8::7"],
  ["[2001:db8::7]:443", "2001:db8::7"],
  ["fe80::1%eth0", "fe80::1"],
  ["", null],
  ["unknown", null],
  ["_hidden", null],
  ["203.0.113.9, 198.51.100.1", null],
])("%j is the address %j", (written, address) => expect(plainAddress(written)).toBe(address));

test.each([
  [null, null],
  ["203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0db8:0001:0002::9", "2001:db8:1:2::/64"],
  ["2001:db8::9", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["1::", "1:0:0:0::/64"],
])("%j counts as %j", (address, subscriber) => expect(subscriberOf(address)).toBe(subscriber));

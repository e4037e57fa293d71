import { expect, test } from "vitest";
import { browserAndSystem } from "./user-agent";

test.each([
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0",
    "Edge Windows",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_2) AppleWebKit/605.1 Version/17.2 Safari/605.1",
    "Safari macOS",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1 CriOS/120 Mobile Safari/604.1",
    "Chrome iOS",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox Linux"],
  [
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 SamsungBrowser/23.0 Chrome/115.0 Mobile Safari/537.36",
    "Samsung Internet Android",
  ],
])("%s", (userAgent, words) => {
  const known = browserAndSystem(userAgent);
  expect(`${known?.browser} ${known?.system}`).toBe(words);
});

test.each([null, "", "curl/8.5.0"])("%j is nothing that people know", (userAgent) => {
  expect(browserAndSystem(userAgent)).toBeNull();
});

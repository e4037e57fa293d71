import { gzipSync } from "node:zlib";
import { v7 as newId } from "uuid";
import type { Flowra } from "../embedded/start/start-flowra";
import { type Figure, percentiles } from "./figures";
import { call } from "./http";
import type { BenchTenant } from "./tenant";

const seconds = 3;

/** How fast the pages and doors that an agent opens all day answer, alone and with eight at a time. */
export async function measurePages(flowra: Flowra, tenant: BenchTenant, tickets: number): Promise<Figure[]> {
  const { url } = flowra;
  const size = `${tickets.toLocaleString("en")} tickets`;
  const places = [
    [`inbox list as JSON, ${size}`, `/api/w/${tenant.slug}/tickets?view=all`],
    [`inbox search as JSON, ${size}`, `/api/w/${tenant.slug}/tickets?view=all&q=green%20jacket`],
    [`inbox page, ${size}`, `/w/${tenant.slug}/inbox`],
    [`queue as JSON, ${size}`, `/api/w/${tenant.slug}/queue?view=mine`],
    [`queue by urgency as JSON, ${size}`, `/api/w/${tenant.slug}/queue?group=status&sort=-priority`],
    [`queue page, ${size}`, `/w/${tenant.slug}/queue?view=mine`],
    ["thread as JSON", `/api/chats/${tenant.writers[0]!.chatId}/messages`],
    ["thread page", `/w/${tenant.slug}/inbox/${tickets + 1}`],
    ["customer's page", `/c/${tenant.inboxKey}`],
  ] as const;
  const figures: Figure[] = [];
  for (const [name, path] of places) {
    for (const atOnce of [1, 8]) {
      figures.push(...(await measure(`${name}, ${atOnce} at a time`, url + path, tenant.agent, atOnce)));
    }
  }
  const made = { url: `${url}/api/c/${tenant.inboxKey}/chats`, headers: tenant.writers[0]!.headers };
  for (const atOnce of [1, 8]) {
    const name = `ticket created by a customer's first message, ${size}, ${atOnce} at a time`;
    const [rate, ...times] = await measure(name, made.url, made.headers, atOnce, firstMessage);
    figures.push(rate!, ...times.slice(0, 3));
  }
  return figures;
}

const firstMessage = () => ({
  chatId: newId(),
  message: { id: newId(), body: "My parcel has not come, where is it?", fileIds: [] },
});

/**
 * How fast one address answers, and where it is asked alone how large the answer is. @param body makes what is posted;
 * without it the address is read
 */
export async function measure(
  name: string,
  url: string,
  headers: Record<string, string>,
  atOnce: number,
  body?: () => unknown,
): Promise<Figure[]> {
  const ask = async () => {
    const answer = await (body ? call("POST", url, headers, body()) : call("GET", url, headers));
    if (answer.status >= 300)
      throw new Error(`${url} answered ${answer.status}: ${answer.body.slice(0, 200)}`);
    return answer;
  };
  const first = await ask();
  const durations: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1_000;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < end) durations.push((await ask()).ms);
    }),
  );
  const rate = durations.length / ((performance.now() - started) / 1_000);
  const kb = gzipSync(first.body).length / 1_000;
  return [
    { name, value: rate, unit: "/s" },
    ...percentiles(name, durations),
    ...(atOnce === 1
      ? [{ name: `${name.replace(", 1 at a time", "")}, gzipped`, value: kb, unit: "kB" }]
      : []),
  ];
}

/** JavaScript that a page's HTML names: what it runs at once, and what it already fetches for what it shows. */
export async function measureScripts(
  flowra: Flowra,
  tenant: BenchTenant,
  tickets: number,
): Promise<Figure[]> {
  const pages = [
    ["inbox", `/w/${tenant.slug}/inbox`],
    ["thread", `/w/${tenant.slug}/inbox/${tickets + 1}`],
    ["customer's page", `/c/${tenant.inboxKey}`],
  ] as const;
  return Promise.all(
    pages.map(async ([name, path]) => {
      const { body } = await call("GET", flowra.url + path, tenant.agent);
      const named = [
        ...body.matchAll(/<script[^>]+src="([^"]+)"(?![^>]*nomodule)/gi),
        ...body.matchAll(/<link(?=[^>]+as="script")[^>]+href="([^"]+)"/gi),
      ];
      const sources = new Set(named.map((match) => match[1]!));
      const scripts = await Promise.all(
        [...sources].map((src) => call("GET", new URL(src, flowra.url).href, {})),
      );
      const kb = scripts.reduce((sum, script) => sum + gzipSync(script.body).length, 0) / 1_000;
      return { name: `client JavaScript of the ${name}, gzipped`, value: kb, unit: "kB" };
    }),
  );
}

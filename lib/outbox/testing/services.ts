import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach } from "vitest";

/** A status to answer with; `drop` ends the connection, `hang` never answers. */
export type Behaviour<Item> = number | "drop" | "hang" | ((items: Item[]) => number);

export type StandIn<Item> = { taken: Item[]; asked: number; behave(how: Behaviour<Item>): void };
export type Published = { channel: string; name: string; data: string };
export type JobEvent = { id: string; name: string; data: Record<string, unknown> };

/**
 * The realtime and the job service of a test file, at real addresses: what the SDKs send arrives here. Call it after
 * `useTestDatabase`.
 */
export function useServices(): { realtime: StandIn<Published>; jobs: StandIn<JobEvent> } {
  const realtime = standIn<Published>(
    (body) => (body as { batch?: Published[] }).batch ?? [body as Published],
    () => ({}),
  );
  const jobs = standIn<JobEvent>(
    (body) => [body].flat() as JobEvent[],
    (items) => ({ ids: items.map(({ id }) => id), status: 200 }),
  );
  beforeAll(async () => {
    const [realtimePort, jobsPort] = await Promise.all([listen(realtime.server), listen(jobs.server)]);
    process.env.PUSHER_PORT = String(realtimePort);
    process.env.INNGEST_BASE_URL = `http://127.0.0.1:${jobsPort}`;
  });
  beforeEach(() => {
    for (const { service } of [realtime, jobs]) {
      service.behave(200);
      service.taken.length = 0;
      service.asked = 0;
    }
  });
  afterAll(() => {
    for (const { server } of [realtime, jobs]) {
      server.closeAllConnections();
      server.close();
    }
  });
  return { realtime: realtime.service, jobs: jobs.service };
}

function standIn<Item>(itemsOf: (body: unknown) => Item[], answer: (items: Item[]) => object) {
  let behaviour: Behaviour<Item> = 200;
  const hanging: IncomingMessage[] = [];
  const service: StandIn<Item> = {
    taken: [],
    asked: 0,
    behave: (how) => {
      behaviour = how;
      for (const request of hanging.splice(0)) request.socket.destroy();
    },
  };
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const items = itemsOf(JSON.parse(body));
    service.asked++;
    if (behaviour === "hang") return void hanging.push(request);
    if (behaviour === "drop") return void request.socket.destroy();
    const status = typeof behaviour === "function" ? behaviour(items) : behaviour;
    if (status < 400) service.taken.push(...items);
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(status < 400 ? answer(items) : { error: "refused", status }));
  });
  return { service, server };
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

import { randomBytes } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/node";

export type Functions = InngestFunction.Any[];

/** A key pair as `npm start` makes it. */
export const KEYS = { eventKey: "contract-event-key", signingKey: `signkey-test-${"5a".repeat(32)}` };

/** An app of an id of its own that serves functions to whichever executor `baseUrl` names. */
export class TestApp {
  readonly client: Inngest;
  private server: http.Server | undefined;
  private port = 0;

  constructor(
    baseUrl: string,
    private readonly define: (client: Inngest) => Functions,
    options: { dev?: boolean } = {},
  ) {
    const keys = options.dev ? { isDev: true, eventKey: "dev" } : { ...KEYS, isDev: false };
    this.client = new Inngest({
      id: `contract-${randomBytes(4).toString("hex")}`,
      baseUrl,
      ...keys,
      logger: silent,
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/api/inngest`;
  }

  /** Starts to serve; on the port of last time if there was one. */
  async listen(): Promise<void> {
    this.server = http.createServer(serve({ client: this.client, functions: this.define(this.client) }));
    await new Promise<void>((resolve) => this.server?.listen(this.port, "127.0.0.1", resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    await new Promise<void>((resolve) => {
      if (!server) return resolve();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }
}

const nothing = () => {};
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

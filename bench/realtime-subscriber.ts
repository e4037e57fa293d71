import { connect, type Socket } from "node:net";

/**
 * A subscriber that costs next to nothing: a plain socket that speaks as much of WebSocket as it takes to
 * subscribe and to read short frames, so that ten thousand of them don't measure themselves.
 */
export class RawSubscriber {
  onMessage: ((text: string) => void) | null = null;
  #pending: Buffer | null = null;
  #arrived: ((at: number) => void) | null = null;
  #expected: { text: string; resolve: () => void } | null = null;

  private constructor(
    private readonly socket: Socket,
    readonly socketId: string,
  ) {
    socket.on("data", (data) => this.#read(data));
  }

  static open(port: number, key: string): Promise<RawSubscriber> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.write(
          `GET /app/${key}?protocol=7&client=bench HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        );
      });
      socket.once("error", reject);
      let greeting = "";
      const greet = (data: Buffer) => {
        greeting += data.toString("latin1");
        if (greeting.includes("pusher:error")) reject(new Error(greeting));
        if (!greeting.includes("activity_timeout")) return;
        socket.off("data", greet);
        resolve(new RawSubscriber(socket, /socket_id[^\d]+([\d.]+)/.exec(greeting)?.[1] ?? ""));
      };
      socket.on("data", greet);
    });
  }

  /** @param auth what a private channel asks for */
  subscribe(channel: string, auth?: string): Promise<void> {
    return this.#ask(
      { event: "pusher:subscribe", data: auth ? { channel, auth } : { channel } },
      `subscription_succeeded","channel":"${channel}"`,
    );
  }

  unsubscribe(channel: string): void {
    this.#send({ event: "pusher:unsubscribe", data: { channel } });
  }

  /** Everything sent so far has arrived. */
  settled(): Promise<void> {
    return this.#ask({ event: "pusher:ping", data: {} }, "pusher:pong");
  }

  /** The time at which the next event of a channel arrives. */
  nextArrival(): Promise<number> {
    return new Promise((resolve) => {
      this.#arrived = resolve;
    });
  }

  close(): void {
    this.socket.destroy();
  }

  #ask(frame: object, text: string): Promise<void> {
    return new Promise((resolve) => {
      this.#expected = { text, resolve };
      this.#send(frame);
    });
  }

  /** A masked text frame; a mask of zeros leaves the text as it is. */
  #send(frame: object): void {
    const text = Buffer.from(JSON.stringify(frame));
    const size =
      text.length < 126 ? [0x80 | text.length] : [0x80 | 126, text.length >> 8, text.length & 0xff];
    this.socket.write(Buffer.concat([Buffer.from([0x81, ...size, 0, 0, 0, 0]), text]));
  }

  #read(data: Buffer): void {
    let rest = this.#pending ? Buffer.concat([this.#pending, data]) : data;
    for (;;) {
      const short = (rest[1] ?? 0) & 0x7f;
      const head = short === 126 ? 4 : 2;
      if (rest.length < head) break;
      const length = short === 126 ? rest.readUInt16BE(2) : short;
      if (rest.length < head + length) break;
      const opcode = (rest[0] ?? 0) & 0x0f;
      if (opcode === 1) this.#receive(rest.toString("utf8", head, head + length));
      rest = rest.subarray(head + length);
    }
    this.#pending = rest.length > 0 ? rest : null;
  }

  #receive(text: string): void {
    if (text.includes('"event":"pusher:ping"')) this.#send({ event: "pusher:pong", data: {} });
    else if (this.#expected && text.includes(this.#expected.text)) {
      this.#expected.resolve();
      this.#expected = null;
    } else if (text.includes('"event":"message"') || text.includes('"event":"entry.changed"')) {
      this.#arrived?.(performance.now());
      this.#arrived = null;
      this.onMessage?.(text);
    }
  }
}

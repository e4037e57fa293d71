/** Headers as they are asked for. */
export type RequestHeaders = Pick<Headers, "get">;

/** As much of a request as doors read: a web request, or one that Next never saw (lib/direct-doors.ts). */
export type DoorRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: RequestHeaders;
  readonly body: AsyncIterable<Uint8Array> | null;
};

/** An answer in JSON, where a door says more than the body. */
export class Reply {
  readonly headers: Record<string, string> = {};

  constructor(
    readonly body: object,
    readonly status = 200,
  ) {}
}

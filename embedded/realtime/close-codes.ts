/**
 * Pusher's codes. The range tells the client what to do: 4000–4099 stay away, 4100–4199 come back after a
 * second, 4200–4299 come back at once. 43xx only ever travel in an error frame: pusher-js takes a close with
 * such a code as "stay away".
 */
export const codes = {
  tlsOnly: 4000,
  unknownApp: 4001,
  appDisabled: 4003,
  overQuota: 4004,
  pathNotFound: 4005,
  badVersion: 4006,
  unsupportedProtocol: 4007,
  noProtocol: 4008,
  unauthorized: 4009,
  overCapacity: 4100,
  reconnectNow: 4200,
  noPong: 4201,
  clientEventRate: 4301,
  watchlistTooLong: 4302,
} as const;

/** What is wrong, as a client is told it. A null code is an error without a number of its own. */
export type ProtocolError = { code: number | null; message: string };

import { NextRequest } from "next/server";
import { handleAuth } from "../handler";

/** A browser in front of the sign-in routes: keeps cookies, follows nothing by itself. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();

  constructor(
    readonly origin = "http://localhost:3000",
    readonly address = `test-${Math.random()}`,
  ) {}

  async request(path: string, body?: Record<string, string>): Promise<Response> {
    const headers = new Headers({
      host: new URL(this.origin).host,
      origin: this.origin,
      cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      "x-flowra-peer": this.address,
    });
    if (body) headers.set("content-type", "application/json");
    const request = new NextRequest(new URL(path, this.origin), {
      ...(body ? { method: "POST", body: JSON.stringify(body) } : {}),
      headers,
    });
    const [pathname] = path.split("?");
    const response = await handleAuth(request, pathname!.split("/").slice(3), async () => {});
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  /** Signs in one of our ways; null when it worked, else what the page would be told. */
  async signIn(way: string, fields: Record<string, string> = {}) {
    const response = await this.#post(`/api/auth/callback/${way}`, fields);
    const { url } = (await response.json()) as { url: string };
    const error = new URL(url).searchParams.get("error");
    return error ? (JSON.parse(error) as { code: string; reason?: string; retryAfter?: number }) : null;
  }

  /** Where the trip to a provider begins. */
  async startProvider(provider: string, fields: Record<string, string> = {}): Promise<string> {
    const response = await this.#post(`/api/auth/signin/${provider}`, fields);
    return ((await response.json()) as { url: string }).url;
  }

  signOut(): Promise<Response> {
    return this.#post("/api/auth/signout", {});
  }

  async #post(path: string, fields: Record<string, string>): Promise<Response> {
    const { csrfToken } = (await (await this.request("/api/auth/csrf")).json()) as { csrfToken: string };
    return this.request(path, { ...fields, csrfToken, json: "true" });
  }

  #keep(line: string) {
    const [pair = "", ...attributes] = line.split(";");
    const at = pair.indexOf("=");
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const over = attributes.some((a) => /^\s*max-age=0$/i.test(a) || /expires=thu, 01 jan 1970/i.test(a));
    if (over || !value) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

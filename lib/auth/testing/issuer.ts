import type { Server } from "node:http";
import Provider from "oidc-provider";

export type TestPerson = {
  sub: string;
  email: string;
  verified?: boolean;
  name?: string;
  groups?: string[];
  /** How the issuer says that it made sure who it is. */
  amr?: string[];
};

/** A real OpenID Connect issuer on loopback that signs in whoever `person` says, without asking. */
export async function startIssuer(redirectUri: string) {
  let person: TestPerson = { sub: "nobody", email: "nobody@example.com" };
  const { server, port } = await listen();
  const url = `http://127.0.0.1:${port}`;
  const provider = new Provider(url, {
    clients: [{ client_id: "flowra", client_secret: "flowra-secret", redirect_uris: [redirectUri] }],
    claims: { openid: ["sub", "amr"], email: ["email", "email_verified"], profile: ["name", "groups"] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: () => ({
        sub,
        email: person.email,
        email_verified: person.verified ?? true,
        name: person.name ?? "Kim Doe",
        groups: person.groups ?? [],
      }),
    }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    cookies: { keys: ["test"] },
    ttl: { Session: 600, Grant: 600, AccessToken: 600, IdToken: 600, Interaction: 600 },
  });
  const answer = provider.callback();
  server.on("request", async (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return answer(request, response);
    const { params, grantId } = await provider.interactionDetails(request, response);
    const grant =
      (grantId && (await provider.Grant.find(grantId))) ||
      new provider.Grant({ accountId: person.sub, clientId: String(params.client_id) });
    grant.addOIDCScope("openid email profile");
    const login = { accountId: person.sub, ...(person.amr ? { amr: person.amr } : {}) };
    const result = { login, consent: { grantId: await grant.save() } };
    await provider.interactionFinished(request, response, result);
  });

  return {
    url,
    /** Goes through the issuer's pages with cookies of its own, back to the address with the code. */
    async signIn(start: string, as: TestPerson): Promise<string> {
      person = as;
      const jar = new Map<string, string>();
      let next = start;
      for (let hop = 0; hop < 10 && !next.startsWith(redirectUri); hop++) {
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
        const response = await fetch(next, { redirect: "manual", headers: { cookie } });
        for (const line of response.headers.getSetCookie()) {
          const [pair = ""] = line.split(";");
          jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
        }
        const location = response.headers.get("location");
        if (!location) throw new Error(`The issuer answered ${response.status}: ${await response.text()}`);
        next = new URL(location, url).toString();
      }
      return next;
    },
    stop: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

async function listen(): Promise<{ server: Server; port: number }> {
  const { createServer } = await import("node:http");
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("The issuer has no port.");
  return { server, port: address.port };
}

/** A small OpenID Connect provider with real signatures: signs in whomever the test names, and lies where the test wants it to. */
import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Person {
  readonly sub: string;
  readonly email: string;
  readonly groups: readonly string[];
}

/** What it says wrongly in an ID token. */
export type Lie = "nonce" | "signature" | "audience" | "issuer" | "expired";

export interface OidcProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who signs in from now on. */
  readonly signInAs: (person: Person, lie?: Lie) => void;
  /** Requests to the token endpoint so far. */
  readonly exchanges: () => number;
  readonly close: () => Promise<void>;
}

interface Granted {
  readonly challenge: string;
  readonly redirectUri: string;
  readonly nonce: string;
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export async function openOidcProvider(): Promise<OidcProvider> {
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const others = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const codes = new Map<string, Granted>();
  const [clientId, clientSecret] = ["idc-doctor", `provider-secret-${randomUUID()}`];
  let person: Person = { sub: "nobody", email: "nobody@example.com", groups: [] };
  let lie: Lie | undefined;
  let exchanges = 0;
  let issuer = "";

  const idToken = (nonce: string): string => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: lie === "issuer" ? "https://other.example" : issuer,
      aud: lie === "audience" ? "somebody-else" : clientId,
      nonce: lie === "nonce" ? "another" : nonce,
      iat: now - (lie === "expired" ? 7200 : 0),
      exp: now + (lie === "expired" ? -3600 : 300),
      ...person,
    };
    const signed = `${base64({ alg: "RS256", kid: "1", typ: "JWT" })}.${base64(claims)}`;
    const key = lie === "signature" ? others.privateKey : keys.privateKey;
    return `${signed}.${sign("sha256", Buffer.from(signed), key).toString("base64url")}`;
  };

  const authorize = (query: URLSearchParams, response: ServerResponse): ServerResponse => {
    const code = randomUUID();
    const redirectUri = query.get("redirect_uri") ?? "";
    if (query.get("code_challenge_method") !== "S256" || query.get("client_id") !== clientId)
      return end(response, 400, {});
    codes.set(code, { challenge: query.get("code_challenge") ?? "", redirectUri, nonce: query.get("nonce") ?? "" });
    const back = new URL(redirectUri);
    back.searchParams.set("code", code);
    back.searchParams.set("state", query.get("state") ?? "");
    return response.writeHead(302, { location: back.href }).end();
  };

  const exchange = (form: URLSearchParams, response: ServerResponse): ServerResponse => {
    exchanges += 1;
    const code = form.get("code") ?? "";
    const granted = codes.get(code);
    codes.delete(code);
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const isClient = form.get("client_id") === clientId && form.get("client_secret") === clientSecret;
    if (!granted || !isClient || granted.challenge !== challenge || granted.redirectUri !== form.get("redirect_uri"))
      return end(response, 400, { error: "invalid_grant" });
    return end(response, 200, {
      access_token: `access-${randomUUID()}`,
      token_type: "Bearer",
      id_token: idToken(granted.nonce),
    });
  };

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", issuer);
    if (pathname === "/.well-known/openid-configuration") return end(response, 200, metadataOf(issuer));
    if (pathname === "/jwks")
      return end(response, 200, {
        keys: [{ ...keys.publicKey.export({ format: "jwk" }), kid: "1", alg: "RS256", use: "sig" }],
      });
    if (pathname === "/authorize") return authorize(searchParams, response);
    if (pathname === "/token") return exchange(new URLSearchParams(await textOf(request)), response);
    return end(response, 404, {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    clientId,
    clientSecret,
    signInAs: (who, wrongly) => {
      person = who;
      lie = wrongly;
    },
    exchanges: () => exchanges,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const metadataOf = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ["code"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256"],
  code_challenge_methods_supported: ["S256"],
});

const end = (response: ServerResponse, status: number, body: unknown): ServerResponse =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

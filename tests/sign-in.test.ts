/** Sign-in of people: at a provider with real signatures, by a browser with cookies, over a socket. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadScene } from "../scenes/scene.ts";
import { type RunningServer, startServer } from "../src/api/server.ts";
import { type OpenTeam, openTeam } from "../src/app/team/open-team.ts";
import { commandEnvironment } from "./support/cli.ts";
import { type Lie, type OidcProvider, openOidcProvider } from "./support/oidc-provider.ts";
import { testContext } from "./support/reader.ts";

const ALICE = { sub: "1", email: "alice@example.com", groups: ["idc-admins", "everybody"] };
const BOB = { sub: "2", email: "bob@example.com", groups: ["payments"] };
const NOBODY = { sub: "3", email: "eve@example.com", groups: ["everybody"] };

let provider: OidcProvider;
let team: OpenTeam;
let server: RunningServer;
let serverOptions: () => Parameters<typeof startServer>[0];
const log: string[] = [];
beforeAll(async () => {
  provider = await openOidcProvider();
  const { document } = loadScene(join(import.meta.dirname, "../scenes/not-a-member.yaml"));
  team = await openTeam({
    flags: { from: document },
    database: ":memory:",
    context: testContext(),
    env: commandEnvironment(),
  });
  const signIn = {
    issuer: provider.issuer,
    "client-id": provider.clientId,
    "groups-claim": "groups",
    "name-claim": "email",
    scopes: "openid email",
    roles: [
      { group: "idc-admins", role: "approver" as const },
      { group: "payments", role: "operator" as const, organization: "payments" },
      { group: "payments", role: "viewer" as const, organization: "default" },
    ],
  };
  serverOptions = () => ({
    team,
    host: "127.0.0.1",
    port: 0,
    settings: { "sign-in": signIn },
    clientSecret: provider.clientSecret,
    writeLog: (line) => log.push(line),
  });
  server = await startServer(serverOptions());
});
afterAll(async () => {
  await server.stop();
  await team.close();
  await provider.close();
});

/** Keeps cookies by name, as a browser does for one site; follows nothing by itself. */
function browser() {
  const jar = new Map<string, string>();
  return {
    jar,
    go: async (url: string, init: RequestInit = {}): Promise<Response> => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
      const headers = { ...(url.startsWith(server.url) && cookie !== "" ? { cookie } : {}), ...init.headers };
      const response = await fetch(url, { ...init, headers, redirect: "manual" });
      for (const set of response.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
        if (/Max-Age=0/.test(set)) jar.delete(name);
        else jar.set(name, value);
      }
      return response;
    },
  };
}
type Browser = ReturnType<typeof browser>;

const location = (response: Response): string => response.headers.get("location") ?? "";

/** To the provider and back; gives the last answer. */
async function signIn(person: Browser, returnTo = "/"): Promise<Response> {
  const begun = await person.go(`${server.url}/auth/login?returnTo=${encodeURIComponent(returnTo)}`);
  return person.go(location(await person.go(location(begun))));
}

const organizations = (person: Browser) => person.go(`${server.url}/api/v1/organizations`);

test("a person signs in, has the roles of their groups, and signs out", async () => {
  provider.signInAs(ALICE);
  const alice = browser();
  expect((await organizations(alice)).status).toBe(401);
  const arrived = await signIn(alice, "/ask?user=bob");
  expect(arrived.status).toBe(200);
  expect(await arrived.text()).toContain("url=/ask?user=bob");
  expect(await (await organizations(alice)).json()).toEqual([
    expect.objectContaining({ name: "default", role: "approver" }),
  ]);
  const out = await alice.go(`${server.url}/auth/logout`, { method: "POST", headers: { "x-idc-doctor": "1" } });
  expect(await out.json()).toEqual({ kind: "signed-out" });
  expect((await organizations(alice)).status).toBe(401);
});

test("signing out ends the session at every process on the database, also for whoever kept the cookie", async () => {
  provider.signInAs(ALICE);
  const other = await startServer(serverOptions());
  try {
    const alice = browser();
    await signIn(alice);
    const cookie = `idc-doctor-session=${alice.jar.get("idc-doctor-session")}`;
    const asks = ({ url }: RunningServer) => fetch(`${url}/api/v1/organizations`, { headers: { cookie } });
    expect((await Promise.all([server, other].map(asks))).map(({ status }) => status)).toEqual([200, 200]);
    await alice.go(`${server.url}/auth/logout`, { method: "POST", headers: { "x-idc-doctor": "1" } });
    expect((await Promise.all([server, other].map(asks))).map(({ status }) => status)).toEqual([401, 401]);
    // Another session of the same person goes on.
    const elsewhere = browser();
    await signIn(elsewhere);
    expect((await organizations(elsewhere)).status).toBe(200);
  } finally {
    await other.stop();
  }
});

test("roles are by organization; without a group that the configuration knows there is none", async () => {
  provider.signInAs(BOB);
  const bob = browser();
  await signIn(bob);
  expect(await (await organizations(bob)).json()).toEqual([expect.objectContaining({ role: "viewer" })]);
  const write = await bob.go(`${server.url}/api/v1/organizations/default/snapshot/refresh`, {
    method: "POST",
    headers: { "x-idc-doctor": "1", "content-type": "application/json" },
    body: "{}",
  });
  expect(write.status).toBe(403);
  provider.signInAs(NOBODY);
  const eve = browser();
  await signIn(eve);
  expect((await organizations(eve)).status).toBe(403);
});

test("the cookie of a session is for this site and no script; the one of a sign-in ends with it", async () => {
  provider.signInAs(ALICE);
  const alice = browser();
  const begun = await alice.go(`${server.url}/auth/login`);
  expect(begun.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^idc-doctor-sign-in=.*; Path=\/auth; .*HttpOnly; SameSite=Lax$/),
  ]);
  const arrived = await alice.go(location(await alice.go(location(begun))));
  expect(arrived.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^idc-doctor-session=.*; Path=\/; Max-Age=28800; HttpOnly; SameSite=Strict$/),
    expect.stringMatching(/^idc-doctor-sign-in=; .*Max-Age=0/),
  ]);
});

describe("nobody is signed in", () => {
  test.each<Lie>(["nonce", "signature", "audience", "issuer", "expired"])(
    "by an ID token with a wrong %s",
    async (lie) => {
      provider.signInAs(ALICE, lie);
      const alice = browser();
      const arrived = await signIn(alice);
      expect([arrived.status, ((await arrived.json()) as { code: string }).code]).toEqual([400, "sign-in-failed"]);
      expect(alice.jar.has("idc-doctor-session")).toBe(false);
    },
  );

  test("by an answer that belongs to the sign-in of another browser", async () => {
    provider.signInAs(ALICE);
    const [alice, mallory] = [browser(), browser()];
    const answer = location(await alice.go(location(await alice.go(`${server.url}/auth/login`))));
    const before = provider.exchanges();
    expect((await mallory.go(answer)).status).toBe(400);
    await mallory.go(`${server.url}/auth/login`);
    expect((await mallory.go(answer)).status).toBe(400);
    expect(provider.exchanges()).toBe(before);
    expect(mallory.jar.has("idc-doctor-session")).toBe(false);
  });

  test("by a code a second time, or by a session that was changed", async () => {
    provider.signInAs(ALICE);
    const alice = browser();
    const begun = await alice.go(`${server.url}/auth/login`);
    const cookie = alice.jar.get("idc-doctor-sign-in") ?? "";
    const answer = location(await alice.go(location(begun)));
    expect((await alice.go(answer)).status).toBe(200);
    const again = browser();
    again.jar.set("idc-doctor-sign-in", cookie);
    expect((await again.go(answer)).status).toBe(400);
    const session = alice.jar.get("idc-doctor-session") ?? "";
    alice.jar.set(
      "idc-doctor-session",
      `${session.slice(0, 30)}${session[30] === "A" ? "B" : "A"}${session.slice(31)}`,
    );
    expect((await organizations(alice)).status).toBe(401);
  });
});

test.each(["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", '/"><script>'])(
  "after sign-in nobody is led to %s",
  async (returnTo) => {
    provider.signInAs(ALICE);
    const page = await (await signIn(browser(), returnTo)).text();
    expect(page).toContain('content="0;url=/"');
    expect(page).not.toContain("evil");
  },
);

test("the log holds neither secret nor token nor code", () => {
  expect(log.length).toBeGreaterThan(10);
  expect(log.join("\n")).not.toMatch(/provider-secret|access-[0-9a-f]|eyJ|code=/);
});

test("a server that others reach is not started without a way to sign in", async () => {
  const options = { team, port: 0, settings: {}, clientSecret: undefined, writeLog: () => undefined };
  await expect(
    startServer({ ...options, host: "127.0.0.2", settings: { url: "https://idc.example.com" } }),
  ).rejects.toThrow("nobody could sign in");
  await expect(startServer({ ...options, host: "0.0.0.0" })).rejects.toThrow("cannot know how others call it");
});

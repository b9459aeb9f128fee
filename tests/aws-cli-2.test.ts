/** aws CLI version 2 against the lab, as a person uses it: configure, sign in through the portal's pages, refresh, sign out. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { type TestLab, withLab } from "./support/lab.ts";
import { signedIn } from "./support/person.ts";
import { hasOpenssl, openProxy, openTls } from "./support/proxy.ts";

/** Version 1 may come first on the path. */
function versionTwo(): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/bin", "/usr/local/bin"];
  return [...new Set(folders)]
    .map((folder) => join(folder, "aws"))
    .find((program) => spawnSync(program, ["--version"], { encoding: "utf8" }).stdout?.startsWith("aws-cli/2"));
}

const aws = versionTwo();
if (aws === undefined) process.stdout.write("skipped: aws CLI version 2 is not on this machine (Debian: awscli)\n");
else if (!hasOpenssl) process.stdout.write("skipped: openssl is not on this machine\n");

const USER = "ana@example.com";
const MEMBER = "222233334444";
const organization: WrittenDocument = {
  schema: "idc-doctor/organization/1",
  accounts: [{ id: MEMBER, name: "shop" }],
  users: [{ userName: USER }],
  permissionSets: [{ name: "Reader" }],
  assignments: [{ account: MEMBER, permissionSet: "Reader", user: USER }],
};

/** Version 2.9 knows no endpoint for its sign-in calls: it asks AWS's own hosts, which a proxy takes to the lab. */
const HOSTS = ["*.us-east-1.amazonaws.com", "*.sso.us-east-1.amazonaws.com", "*.amazonaws.com"];

interface Typed {
  readonly code: number | null;
  readonly text: string;
}

type Run = (
  args: readonly string[],
  answers?: readonly (readonly [prompt: string, answer: string])[],
) => Promise<Typed>;

/** A person at a terminal, who types an answer when its prompt is shown, and allows the device in a browser when a code is. */
function personAt(lab: TestLab, program: string, env: NodeJS.ProcessEnv): Run {
  return (args, answers = []) => {
    const left = [...answers];
    const child = spawn(program, args, { env });
    let text = "";
    let seen = 0;
    let hasAllowed = false;
    const look = (chunk: string): void => {
      text += chunk;
      const [prompt, answer] = left[0] ?? [];
      const at = prompt === undefined ? -1 : text.indexOf(prompt, seen);
      if (at >= 0) {
        seen = text.length;
        left.shift();
        child.stdin.write(`${answer}\n`);
      }
      const code = /\b[B-Z]{4}-[B-Z]{4}\b/.exec(text)?.[0];
      if (code === undefined || hasAllowed) return;
      hasAllowed = true;
      void signedIn(lab, USER).then(({ submit }) => submit("/device", { user_code: code, decision: "allow" }));
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", look);
    return new Promise((resolve) => child.once("close", (code) => resolve({ code, text })));
  };
}

/** Runs with a home folder of its own and AWS's hosts led to the lab. */
async function withAws(work: (lab: TestLab, run: Run, home: string) => Promise<void>): Promise<void> {
  await withLab({ limits: "off" }, async (lab) => {
    await lab.put(organization);
    const home = mkdtempSync(join(tmpdir(), "idc-doctor-aws-2-"));
    const tls = await openTls(Number(new URL(lab.url).port), { hosts: HOSTS, folder: home });
    const proxy = await openProxy(tls.port);
    const env = {
      PATH: process.env["PATH"],
      HOME: home,
      HTTPS_PROXY: proxy.url,
      AWS_CA_BUNDLE: tls.cert,
      AWS_PAGER: "",
      AWS_EC2_METADATA_DISABLED: "true",
      PROMPT_TOOLKIT_NO_CPR: "1",
      // The person of these tests looks for the code.
      BROWSER: "true",
      TERM: "dumb",
    };
    try {
      await work(lab, personAt(lab, aws ?? "", env), home);
    } finally {
      proxy.close();
      tls.close();
    }
  });
}

interface CachedToken {
  readonly accessToken?: string;
}

/** The token that a sign-in left, beside the registration of the client. */
function tokenIn(home: string): { readonly path: string; readonly token: CachedToken } {
  const folder = join(home, ".aws/sso/cache");
  const found = readdirSync(folder)
    .map((name) => join(folder, name))
    .map((path) => ({ path, token: JSON.parse(readFileSync(path, "utf8")) as CachedToken }))
    .find(({ token }) => token.accessToken !== undefined);
  if (!found) throw new Error("no token was kept");
  return found;
}

const portalStatus = async (lab: TestLab, token = ""): Promise<number> =>
  (await fetch(`${lab.url}/assignment/accounts`, { headers: { "x-amz-sso_bearer_token": token } })).status;

test.runIf(aws !== undefined && hasOpenssl)("configure sso, use, refresh, login, logout", { timeout: 240_000 }, () =>
  withAws(async (lab, run, home) => {
    const configured = await run(
      ["configure", "sso"],
      [
        ["SSO session name", "lab"],
        ["SSO start URL", `${lab.url}/start`],
        ["SSO region", "us-east-1"],
        ["SSO registration scopes", ""],
        ["CLI default client Region", "us-east-1"],
        ["CLI default output format", "json"],
        ["CLI profile name", "shop"],
      ],
    );
    expect(configured, configured.text).toMatchObject({ code: 0 });
    expect(readFileSync(join(home, ".aws/config"), "utf8")).toMatch(
      new RegExp(`\\[profile shop\\][^]*sso_account_id = ${MEMBER}\\nsso_role_name = Reader`),
    );
    const asked = ["sts", "get-caller-identity", "--profile", "shop"];
    const role = new RegExp(`arn:aws:sts::${MEMBER}:assumed-role/AWSReservedSSO_Reader_[0-9a-f]{16}/${USER}`);
    expect((await run(asked)).text).toMatch(role);

    const first = tokenIn(home);
    // In the past, so that the client must refresh (facts 4.4); the role's credentials are kept apart.
    writeFileSync(first.path, JSON.stringify({ ...first.token, expiresAt: "2020-01-01T00:00:00Z" }));
    rmSync(join(home, ".aws/cli/cache"), { recursive: true });
    expect((await run(asked)).text).toMatch(role);
    const refreshed = tokenIn(home).token.accessToken;
    expect(refreshed).not.toBe(first.token.accessToken);

    const again = await run(["sso", "login", "--profile", "shop"]);
    expect(again, again.text).toMatchObject({ code: 0, text: expect.stringContaining("Successfully logged into") });
    const { accessToken } = tokenIn(home).token;
    expect(accessToken).not.toBe(refreshed);
    expect(await portalStatus(lab, accessToken)).toBe(200);

    expect((await run(["sso", "logout"])).code).toBe(0);
    expect(await portalStatus(lab, accessToken)).toBe(401);
    const afterwards = await run(asked);
    expect(afterwards.code).not.toBe(0);
    expect(afterwards.text).toMatch(/aws sso login|Token has expired|Error loading SSO Token/);
  }),
);

/** `serve` as a process: ready at once, says where it is, keeps secrets to itself, stops without losing what is under way. */
import { once } from "node:events";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { loadScene } from "../scenes/scene.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { freshHome, type Running, startCli } from "./support/cli.ts";
import { runInProcess } from "./support/in-process.ts";
import { openLab } from "./support/lab.ts";
import { openReceiver, type WebhookReceiver } from "./support/webhook-receiver.ts";

const running: Running[] = [];
afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill("SIGKILL");
    await ended;
  }
});

async function served(args: readonly string[], env: Record<string, string> = {}) {
  const one = startCli(["serve", "--port", "0", ...args], env);
  running.push(one);
  const { stdout } = one.child;
  if (!stdout) throw new Error("there is no standard output");
  const first = await Promise.race([once(createInterface(stdout), "line"), one.ended]);
  if (!Array.isArray(first)) throw new Error(`serve ended: ${first.stderr}`);
  return { ...one, url: String(first[0]) };
}

const SCENE = join(import.meta.dirname, "../scenes/not-a-member.yaml");

test("its first line is its address, and SIGTERM stops it: code 0, one line of JSON for each request", async () => {
  const { url, child, ended } = await served(["--from", SCENE]);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await (await fetch(`${url}/readyz`)).text()).toBe("ready\n");
  const stream = await fetch(`${url}/healthz`);
  expect(stream.status).toBe(200);
  child.kill("SIGTERM");
  const { code, stdout, stderr } = await ended;
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${url}\n` });
  const lines = stderr
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ route }) => route).filter(Boolean)).toEqual(["GET /readyz", "GET /healthz"]);
});

test("a port that is taken, a host without sign-in and a configuration that cannot be used are said before it starts", async () => {
  const { url } = await served(["--from", SCENE]);
  const taken = await runInProcess(["serve", "--from", SCENE, "--port", new URL(url).port]);
  expect([taken.code, taken.stderr]).toEqual([2, expect.stringContaining("is in use. Choose another with --port")]);
  const file = join(freshHome(), "config.yaml");
  writeFileSync(file, "server: { url: https://idc.example.com, sign_in: {} }\n");
  const wrong = await runInProcess(["serve", "--from", SCENE, "--port", "0", "--config", file]);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("there is no such setting")]);
  writeFileSync(file, "server: { url: https://idc.example.com }\n");
  const open = await runInProcess(["serve", "--from", SCENE, "--port", "0", "--config", file]);
  expect([open.code, open.stderr]).toEqual([2, expect.stringContaining("nobody could sign in")]);
  const everywhere = await runInProcess(["serve", "--from", SCENE, "--port", "0", "--host", "0.0.0.0"]);
  expect([everywhere.code, everywhere.stderr]).toEqual([2, expect.stringContaining("cannot know how others call it")]);
});

describe("tokens", () => {
  test("are made, listed, used and revoked; the database has only a digest", async () => {
    const home = freshHome();
    const env = { IDC_DOCTOR_HOME: home };
    const made = JSON.parse(
      (await runInProcess(["serve", "token", "ci", "--role", "operator", "--output", "json"], env)).stdout,
    );
    expect(made.token).toMatch(/^idcd_[\w-]{43}$/);
    const listed = (await runInProcess(["serve", "tokens"], env)).stdout;
    expect(listed).toMatch(
      new RegExp(`^${made.id}  operator in every organization, until \\d{4}-\\d\\d-\\d\\d: ci\\n$`),
    );
    expect((await runInProcess(["serve", "revoke", made.id], env)).code).toBe(0);
    expect((await runInProcess(["serve", "revoke", made.id], env)).code).toBe(2);
    expect((await runInProcess(["serve", "tokens"], env)).stdout).toContain("revoked on");
    expect(textsIn(home)).not.toContain(made.token);
  });

  test("for a day that never ends or an organization that is not there are refused", async () => {
    expect((await runInProcess(["serve", "token", "ci", "--days", "4000"])).stderr).toContain("1 to 366 days");
    expect((await runInProcess(["serve", "token", "ci", "--organization", "nowhere"])).code).toBe(2);
  });
});

describe("planted secrets", () => {
  const SECRET = "PlantedSecretAccessKey/0123456789";
  const SESSION = "PlantedSessionToken0123456789==";
  const QUESTION = "planted-words-of-a-question";
  const scene = loadScene(SCENE);
  /** The path of a channel's address, and what its messages are signed with. */
  const CHANNEL = "planted-path-of-a-channel";
  const SIGNING = "planted-secret-of-a-webhook";
  const SIGN_IN = "planted-secret-of-the-sign-in-provider";

  /** Outside of the folder that is looked through: there the secrets have to be. */
  function watchConfiguration({ url }: WebhookReceiver): string {
    const folder = freshHome();
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const alerts = [
      { kind: "slack", name: "people", group: 0, "url-file": file("url", `${url}/${CHANNEL}`) },
      { kind: "webhook", name: "program", group: 0, url: `${url}/hook`, "secret-file": file("secret", SIGNING) },
    ];
    return file("config.yaml", JSON.stringify({ watch: { alerts } }));
  }

  /** A finding, so that there is something to alert. */
  const withEmptyGroup = (written: WrittenDocument): WrittenDocument => ({
    ...written,
    groups: [...(written.groups ?? []), { displayName: "Empty" }],
    permissionSets: [...(written.permissionSets ?? []), { name: "Unused" }],
    assignments: [
      ...(written.assignments ?? []),
      { account: scene.document.accounts[0]?.id ?? "", permissionSet: "Unused", group: "Empty" },
    ],
  });

  let texts = "";
  beforeAll(async () => {
    const home = freshHome();
    const lab = await openLab({ limits: "off", provisioningMilliseconds: 10 });
    await lab.put(withEmptyGroup(writtenForm(scene.document)));
    const receiver = await openReceiver();
    // What does not arrive is said in the log, in the numbers and in the audit log.
    receiver.answer(`/${CHANNEL}`, 404);
    const config = watchConfiguration(receiver);
    const { url, child, ended } = await served(["--endpoint-url", lab.url, "--verbose", "--config", config], {
      IDC_DOCTOR_OIDC_SECRET: SIGN_IN,
      IDC_DOCTOR_HOME: home,
      AWS_SECRET_ACCESS_KEY: SECRET,
      AWS_SESSION_TOKEN: SESSION,
      AWS_REGION: "us-east-1",
    });
    const token = "idcd_planted-bearer-token-0123456789";
    const answers: string[] = [];
    const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: { "content-type": "application/json", "x-idc-doctor": "1", ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      answers.push(text);
      return text;
    };
    const organization = "/api/v1/organizations/default";
    const { user, account, permissionSet } = scene.question;
    await ask("POST", `${organization}/why`, { user, account, permissionSet });
    await ask("POST", `${organization}/why`, { user: QUESTION, account });
    const plan = JSON.parse(await ask("POST", `${organization}/plans`, { question: { user, account, permissionSet } }));
    const { id, hash } = plan.proposal;
    await ask("POST", `${organization}/plans/${id}/approve`, { hash });
    const job = JSON.parse(await ask("POST", `${organization}/plans/${id}/apply`, { hash }));
    await ask("GET", `/api/v1/jobs/${job.id}/events`);
    for (const path of [`/${CHANNEL}`, "/hook"]) await receiver.until(path, 1);
    await ask("GET", "/metrics", undefined, { authorization: `Bearer ${token}` });
    for (const path of ["/metrics", "/api/v1/audit", "/api/v1/jobs"]) await ask("GET", path);
    child.kill("SIGTERM");
    const { stdout, stderr } = await ended;
    await receiver.close();
    await lab.close();
    expect(answers.join("")).toContain('"isVerified\\":true');
    texts = [stdout, stderr, ...answers.filter((text) => !text.includes(QUESTION)), textsIn(home)].join("\n");
  });

  test("there were alerts, one of which failed", () => {
    expect(texts).toContain("failed: HTTP 404");
  });

  test.each([SECRET, SESSION, encodeURIComponent(SECRET), "planted-bearer-token", QUESTION, CHANNEL, SIGNING, SIGN_IN])(
    "%s is in no log, event, metric, page or database",
    (secret) => {
      expect(texts.length).toBeGreaterThan(10_000);
      expect(texts).not.toContain(secret);
    },
  );
});

/** Every byte of every file of a folder. */
function textsIn(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, "latin1"))
    .join("\n");
}

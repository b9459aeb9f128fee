/** The way to AWS: credentials that fail are named as what they are, and proxies and certificates of the environment are used. */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { loadScene } from "../scenes/scene.ts";
import { EXIT } from "../src/cli/exit-codes.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import { agentsFrom } from "../src/sources/aws/calling/agents.ts";
import { runCli } from "./support/cli.ts";
import { answerOf } from "./support/in-process.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { hasOpenssl, openProxy, openTls } from "./support/proxy.ts";

const { document, question } = loadScene(join(import.meta.dirname, "../scenes/works-through-group.yaml"));
const words = [question.user, question.account ?? "", question.permissionSet ?? ""];
const folder = mkdtempSync(join(tmpdir(), "idc-doctor-way-"));
const before = { ...process.env };
let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
  await lab.put(writtenForm(document));
});
afterEach(() => {
  process.env = { ...before };
});
afterAll(async () => {
  await lab.close();
  rmSync(folder, { recursive: true });
});

let homes = 0;
/** A machine with this configuration and no keys in its environment. */
function machine(config: string): string {
  homes += 1;
  const home = join(folder, `home-${homes}`);
  mkdirSync(join(home, ".aws", "sso", "cache"), { recursive: true });
  writeFileSync(join(home, ".aws", "config"), config);
  for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
  Object.assign(process.env, {
    HOME: home,
    AWS_CONFIG_FILE: join(home, ".aws", "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(home, ".aws", "credentials"),
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ENDPOINT_URL: lab.url,
  });
  return home;
}

const run = (...flags: readonly string[]) =>
  answerOf(["why", ...words, "--region", "us-east-1", ...flags], {
    ...process.env,
    IDC_DOCTOR_HOME: join(folder, "state"),
  });

describe("credentials that fail", () => {
  const SSO = `[profile dev]
sso_session = corp
sso_account_id = ${document.organization.managementAccountId}
sso_role_name = NoSuchRole
[sso-session corp]
sso_region = us-east-1
sso_start_url = https://example.awsapps.com/start
`;

  test("a profile that does not exist, with those that do", async () => {
    machine("[profile dev]\nregion = us-east-1\n");
    const { code, stderr } = await run("--profile", "prod");
    expect(stderr).toMatch(
      /^idc-doctor: No profile "prod" in the AWS configuration .*The profiles there are:\n {2}dev$/m,
    );
    expect(code).toBe(EXIT.badInput);
  });

  test("AWS_PROFILE that does not exist, where there is none at all", async () => {
    machine("");
    process.env["AWS_PROFILE"] = "it's mine";
    const { code, stderr } = await run();
    expect(stderr).toContain(`aws configure sso --profile 'it'\\''s mine'`);
    expect(code).toBe(EXIT.badInput);
  });

  test("a sign-in that is over", async () => {
    machine(SSO);
    const { code, stderr } = await run("--profile", "dev");
    expect(stderr).toMatch(/The sign-in of profile "dev" is over: .*aws sso login --profile dev\.$/m);
    expect(code).toBe(EXIT.undecided);
  });

  test("a role that the portal refuses", async () => {
    const home = machine(SSO);
    const accessToken = await lab.token(question.user);
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const name = createHash("sha1").update("corp").digest("hex");
    writeFileSync(
      join(home, ".aws", "sso", "cache", `${name}.json`),
      JSON.stringify({ accessToken, expiresAt, region: "us-east-1", startUrl: "https://example.awsapps.com/start" }),
    );
    const { code, stderr } = await run("--profile", "dev");
    expect(stderr).toMatch(/The access portal refuses role NoSuchRole in account \d{12}, which profile "dev" asks for/);
    expect(stderr).not.toContain(String(accessToken));
    expect(code).toBe(EXIT.undecided);
  });

  test("a role that cannot be assumed", async () => {
    machine(`[profile base]
aws_access_key_id = ${document.organization.managementAccountId}
aws_secret_access_key = planted-secret-key
[profile up]
source_profile = base
role_arn = arn:aws:iam::${document.organization.managementAccountId}:role/NoSuchRole
`);
    const { code, stderr } = await run("--profile", "up");
    expect(stderr).toMatch(/Profile "up" could not assume arn:aws:iam::\d{12}:role\/NoSuchRole: .*--profile base/);
    expect(code).toBe(EXIT.undecided);
  });

  test("an endpoint that refuses connections is one line", async () => {
    machine("");
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: "123456789012", AWS_SECRET_ACCESS_KEY: "lab" });
    const { code, stdout, stderr } = await run("--endpoint-url", "http://someone:hunter2hunter2@127.0.0.1:9");
    expect(stderr).toMatch(/^idc-doctor: Nothing answers at http:\/\/127\.0\.0\.1:9: the connection is refused\..*\n$/);
    expect(`${stdout}${stderr}`).not.toContain("hunter2");
    expect(code).toBe(EXIT.undecided);
  });
});

const asManagement = (config = ""): void => {
  machine(config);
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: document.organization.managementAccountId,
    AWS_SECRET_ACCESS_KEY: "lab",
  });
};

const labPort = (): number => Number(new URL(lab.url).port);

describe("proxies and certificates", () => {
  test("HTTP_PROXY is used, and NO_PROXY spares it", async () => {
    asManagement();
    const proxy = await openProxy(labPort());
    process.env["HTTP_PROXY"] = proxy.url;
    const endpoint = ["--endpoint-url", "http://identity-center.invalid"];
    expect(await run(...endpoint)).toMatchObject({ code: EXIT.ok, stderr: "" });
    expect(proxy.asked.length).toBeGreaterThan(3);
    expect(proxy.asked.every((url) => url.startsWith("http://identity-center.invalid"))).toBe(true);
    const asked = proxy.asked.length;
    process.env["NO_PROXY"] = "identity-center.invalid";
    expect(await run(...endpoint)).toMatchObject({ code: EXIT.undecided });
    expect(proxy.asked).toHaveLength(asked);
    proxy.close();
  });

  test.skipIf(!hasOpenssl)(
    "HTTPS_PROXY with AWS_CA_BUNDLE or a profile's ca_bundle; without a bundle the endpoint is not trusted",
    async () => {
      asManagement();
      const tls = await openTls(labPort(), { hosts: ["identity-center.invalid"], folder });
      const proxy = await openProxy(tls.port);
      process.env["HTTPS_PROXY"] = proxy.url;
      const endpoint = ["--endpoint-url", "https://identity-center.invalid"];
      const untrusted = await run(...endpoint);
      expect(untrusted.code).toBe(EXIT.undecided);
      expect(`${untrusted.stdout}${untrusted.stderr}`).toMatch(/certificate/i);
      process.env["AWS_CA_BUNDLE"] = tls.cert;
      expect(await run(...endpoint)).toMatchObject({ code: EXIT.ok, stderr: "" });
      const keys = `aws_access_key_id = ${document.organization.managementAccountId}\naws_secret_access_key = lab\n`;
      asManagement(`[default]\nca_bundle = /nowhere\n[profile corp]\nca_bundle = ${tls.cert}\n${keys}`);
      const unreadable = await run(...endpoint);
      expect(unreadable).toMatchObject({
        code: EXIT.badInput,
        stderr: expect.stringContaining('ca_bundle of profile "default" names /nowhere, which cannot be read: ENOENT'),
      });
      delete process.env["AWS_ACCESS_KEY_ID"];
      process.env["AWS_PROFILE"] = "corp";
      expect(await run(...endpoint)).toMatchObject({ code: EXIT.ok, stderr: "" });
      expect(new Set(proxy.asked)).toEqual(new Set(["identity-center.invalid:443"]));
      proxy.close();
      tls.close();
    },
  );

  test("a proxy that refuses connections is named, and not the endpoint", async () => {
    asManagement();
    process.env["HTTP_PROXY"] = "http://127.0.0.1:9";
    const { code, stderr } = await run("--endpoint-url", "http://identity-center.invalid");
    expect(stderr).toContain("The proxy at 127.0.0.1:9 refuses the connection. Check HTTP_PROXY");
    expect(code).toBe(EXIT.undecided);
  });

  test("a proxy that refuses the tunnel and keeps the connection holds no process", async () => {
    const open = new Set<Socket>();
    const proxy = createServer((socket) => {
      open.add(socket);
      socket.on("error", () => undefined);
      socket.on(
        "data",
        () => void socket.write("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n"),
      );
    });
    await new Promise<void>((resolve) => void proxy.listen(0, "127.0.0.1", resolve));
    const { port } = proxy.address() as AddressInfo;
    const { code, stdout } = await runCli(["why", "alice", "111122223333", "ReadOnly"], {
      HTTPS_PROXY: `http://127.0.0.1:${port}`,
      AWS_ENDPOINT_URL: "https://identity-center.invalid",
      AWS_REGION: "us-east-1",
      AWS_MAX_ATTEMPTS: "1",
    });
    // Nobody has ended the connections: a process that waited for that would still be there.
    expect([code, open.size > 0]).toEqual([EXIT.undecided, true]);
    expect(stdout.replace(/\s+/g, " ")).toContain("(a network failure): Failed to establish tunnel");
    for (const socket of open) socket.destroy();
    proxy.close();
  });

  test("a bundle that is not there is named", async () => {
    asManagement();
    process.env["AWS_CA_BUNDLE"] = "/nowhere/ca.pem";
    const { code, stderr } = await run();
    expect(stderr).toMatch(/AWS_CA_BUNDLE names \/nowhere\/ca\.pem, which cannot be read: ENOENT/);
    expect(code).toBe(EXIT.badInput);
  });

  test.each(["22.13.0", "22.20.1", "23.11.0", "24.4.0"])("Node.js %s cannot, and says so", async (version) => {
    await expect(agentsFrom({ https_proxy: "http://127.0.0.1:1" }, { version })).rejects.toMatchObject({
      code: "bad-input",
    });
    await expect(agentsFrom({}, { version })).resolves.toBeDefined();
  });

  test.each(["22.21.0", "24.5.0", "26.10.0"])("Node.js %s can", async (version) => {
    await expect(agentsFrom({ https_proxy: "http://127.0.0.1:1" }, { version })).resolves.toBeDefined();
  });
});

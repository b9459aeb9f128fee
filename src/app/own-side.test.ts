/** The user's own files: only what the flags allow, small regular files only, and a token only where it is clear whose. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { type OwnSideFlags, readOwnSide } from "./own-side.ts";

const AT = "2026-09-14T09:30:00Z";
const LATER = "2026-09-14T10:30:00Z";
const START = "https://example.awsapps.com/start";
const CONFIG = `[sso-session main]
sso_start_url = ${START}
sso_region = us-east-1
sso_registration_scopes = sso:account:access
[profile dev]
sso_session = main
sso_account_id = 111122223333
sso_role_name = ReadOnly
[profile chained]
source_profile = dev
role_arn = arn:aws:iam::222233334444:role/Deploy
[profile keys]
aws_access_key_id = x
`;
let home: string;
const cache = () => join(home, ".aws", "sso", "cache");
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "idc-doctor-home-"));
  mkdirSync(cache(), { recursive: true });
});

const writeConfig = (text = CONFIG, path = join(home, ".aws", "config")) => writeFileSync(path, text);
const read = (flags: OwnSideFlags, env: Readonly<Record<string, string>> = {}) =>
  readOwnSide(flags, { HOME: home, ...env }, AT);

test("without a flag nothing is looked at", async () => {
  writeConfig("[broken");
  expect(await read({})).toEqual({ client: undefined });
});

describe("the configuration", () => {
  test("of the home folder, of the environment, of the flag", async () => {
    writeConfig();
    const elsewhere = join(home, "elsewhere");
    writeConfig("", elsewhere);
    const names = async (flags: OwnSideFlags, env = {}) =>
      (await read(flags, env)).client?.profiles.map(({ name }) => name);
    expect(await names({ asMe: true })).toEqual(["dev"]);
    expect(await names({ asMe: true }, { AWS_CONFIG_FILE: elsewhere })).toEqual([]);
    const named = { awsConfig: elsewhere };
    expect(await names(named, { AWS_CONFIG_FILE: join(home, ".aws", "config") })).toEqual([]);
    expect((await read({ awsConfig: elsewhere })).client?.file).toBe(elsewhere);
    expect((await read({ asMe: true })).client?.file).toBe("~/.aws/config");
  });

  test("that nobody named may be missing; one that was named may not", async () => {
    expect((await read({ asMe: true })).client?.profiles).toEqual([]);
    await expect(read({ awsConfig: join(home, "missing") })).rejects.toMatchObject({
      code: "unreadable-document",
      message: expect.stringContaining("there is no such file"),
    });
  });

  test("that is a folder, a device, or larger than such files are", async () => {
    await expect(read({ awsConfig: home })).rejects.toMatchObject({
      message: expect.stringContaining("it is a folder"),
    });
    await expect(read({ awsConfig: "/dev/zero" })).rejects.toMatchObject({
      message: expect.stringContaining("is not a regular file"),
    });
    writeConfig("#".repeat(4 * 1024 * 1024 + 1));
    await expect(read({ asMe: true })).rejects.toMatchObject({ message: expect.stringContaining("larger than 4 MB") });
  });
});

describe("the profile that the user uses", () => {
  test.each([
    { userProfile: "dev", name: "dev" },
    { userProfile: "chained", name: "dev" },
  ])("$userProfile", async ({ userProfile, name }) => {
    writeConfig();
    const { client } = await read({ userProfile });
    expect(client).toMatchObject({ isNamed: true, profiles: [{ name }], signIn: { kind: "not looked for" } });
  });

  test("that is not there, or is no Identity Center profile", async () => {
    writeConfig();
    const candidates = [{ id: "dev", name: "ReadOnly in 111122223333" }];
    await expect(read({ userProfile: "prod" })).rejects.toMatchObject({
      code: "bad-input",
      message: expect.stringContaining('has no profile "prod"'),
      candidates,
    });
    await expect(read({ userProfile: "keys" })).rejects.toMatchObject({
      message: expect.stringContaining('The profile "keys"'),
      candidates,
    });
    writeConfig("[profile keys]\naws_access_key_id = x\n");
    await expect(read({ userProfile: "prod" })).rejects.toMatchObject({
      next: expect.stringContaining("--aws-config"),
    });
  });
});

describe("the kept sign-in", () => {
  /** SHA-1 of the session's name, as the aws CLI names the file. */
  const OF_SESSION = "b28b7af69320201d1cf206ebf28373980add1451";
  const token = (more: object = {}) =>
    JSON.stringify({ startUrl: START, region: "us-east-1", accessToken: "secret", expiresAt: LATER, ...more });
  const keep = (text: string, name = OF_SESSION) => writeFileSync(join(cache(), `${name}.json`), text);

  test("is looked for with --as-me only", async () => {
    writeConfig();
    keep(token());
    expect((await read({ userProfile: "dev" })).portalToken).toBeUndefined();
    const { client, portalToken } = await read({ asMe: true, userProfile: "dev" });
    expect(client?.signIn).toMatchObject({ kind: "kept", startUrl: START });
    expect(await portalToken?.()).toBe("secret");
    expect(JSON.stringify(client)).not.toContain("secret");
  });

  test.each([
    { what: "that is no JSON", text: "{" },
    { what: "that is larger than such files are", text: token({ pad: "x".repeat(64 * 1024) }) },
  ])("one $what is none", async ({ text }) => {
    writeConfig();
    keep(text);
    const { client, portalToken } = await read({ asMe: true, userProfile: "dev" });
    expect([client?.signIn, portalToken]).toEqual([{ kind: "none" }, undefined]);
  });

  test("one that has ended is said, and not used", async () => {
    writeConfig();
    keep(token({ expiresAt: AT }));
    const { client, portalToken } = await read({ asMe: true, userProfile: "dev" });
    expect([client?.signIn.kind, portalToken]).toEqual(["kept", undefined]);
  });

  test("two that are valid: nobody guesses", async () => {
    keep(token({ startUrl: "https://one.awsapps.com/start" }), "one");
    keep(token({ startUrl: "https://two.awsapps.com/start" }), "two");
    await expect(read({ asMe: true })).rejects.toMatchObject({ code: "ambiguous" });
  });

  test("a missing folder holds none", async () => {
    home = mkdtempSync(join(tmpdir(), "idc-doctor-home-"));
    expect((await read({ asMe: true })).client?.signIn).toEqual({ kind: "none" });
  });

  test("a file in the folder's place is said", async () => {
    home = mkdtempSync(join(tmpdir(), "idc-doctor-home-"));
    mkdirSync(join(home, ".aws", "sso"), { recursive: true });
    writeFileSync(cache(), "");
    await expect(read({ asMe: true })).rejects.toMatchObject({ code: "unreadable-document" });
  });
});

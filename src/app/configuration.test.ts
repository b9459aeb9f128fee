/** Whose settings hold: no setting of one organization reaches a command about another. */
import { mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { changeConfiguration, settingPath } from "./change-configuration.ts";
import { type Chosen, configurationPath, settingsFor } from "./configuration.ts";
import { connectionOf } from "./connection.ts";

const home = (text?: string): { readonly IDC_DOCTOR_HOME: string } => {
  const folder = mkdtempSync(join(tmpdir(), "idc-doctor-config-"));
  if (text !== undefined) writeFileSync(join(folder, "config.yaml"), text);
  return { IDC_DOCTOR_HOME: folder };
};

const HOME = home(`organization: prod
output: json
organizations:
  prod: { profile: prod-admin, region: eu-central-1, audit-role: ProdAudit, output: yaml }
  lab: { endpoint-url: "http://127.0.0.1:4747", region: us-west-2 }
`);

describe("the organization that is meant", () => {
  test.each<[string, Chosen, Readonly<Record<string, string>>, string | undefined]>([
    ["the default one", {}, {}, "prod"],
    ["the named one", { organization: "lab" }, {}, "lab"],
    ["the named one before a profile", { organization: "lab", profile: "prod-admin" }, {}, "lab"],
    ["that of the variable", {}, { IDC_DOCTOR_ORGANIZATION: "lab" }, "lab"],
    ["that of the profile", { profile: "prod-admin" }, {}, "prod"],
    ["that of AWS_PROFILE", {}, { AWS_PROFILE: "prod-admin" }, "prod"],
    ["none for another profile", { profile: "dev" }, {}, undefined],
    ["that of the endpoint", {}, { AWS_ENDPOINT_URL: "http://127.0.0.1:4747" }, "lab"],
    ["none for another endpoint", { endpointUrl: "http://127.0.0.1:1" }, {}, undefined],
    ["none for credentials of the environment", {}, { AWS_ACCESS_KEY_ID: "x" }, undefined],
  ])("%s", async (_, chosen, env, organization) => {
    expect((await settingsFor(chosen, { ...HOME, ...env })).organization).toBe(organization);
  });

  test.each<[string, Chosen, Readonly<Record<string, string>>, string | undefined]>([
    ["credentials", {}, { AWS_ACCESS_KEY_ID: "x" }, "AWS_ACCESS_KEY_ID"],
    ["a profile of no organization", {}, { AWS_PROFILE: "dev", AWS_ACCESS_KEY_ID: "x" }, "AWS_PROFILE"],
    ["an endpoint of none", {}, { AWS_ENDPOINT_URL: "http://127.0.0.1:1" }, "AWS_ENDPOINT_URL"],
    ["a profile of one", {}, { AWS_PROFILE: "prod-admin" }, undefined],
    ["a flag", { profile: "dev" }, { AWS_ACCESS_KEY_ID: "x" }, undefined],
    ["nothing", {}, {}, undefined],
  ])("%s: whether the default is passed over without a flag, and why", async (_, chosen, env, variable) => {
    const { unused } = await settingsFor(chosen, { ...HOME, ...env });
    expect(unused).toEqual(variable === undefined ? undefined : { organization: "prod", variable });
    expect((await connectionOf(chosen, { ...HOME, ...env })).unusedDefault).toEqual(
      variable === undefined ? undefined : expect.stringContaining(`prod is not used, because ${variable} is set`),
    );
  });

  test("its own settings stand before those of all", async () => {
    expect((await settingsFor({ organization: "prod" }, HOME)).settings.output).toBe("yaml");
    expect((await settingsFor({ organization: "lab" }, HOME)).settings.output).toBe("json");
  });

  test("that is not in the file is refused with the nearest, also without a file", async () => {
    await expect(settingsFor({ organization: "prdo" }, HOME)).rejects.toMatchObject({
      code: "bad-input",
      next: 'Did you mean "prod"?',
    });
    await expect(settingsFor({ organization: "prod" }, home())).rejects.toMatchObject({ code: "bad-input" });
    expect(await settingsFor({}, home())).toMatchObject({ settings: {} });
  });
});

describe("a connection", () => {
  const aws = async (chosen: Chosen & { readonly region?: string; readonly auditRole?: string }, env = {}) =>
    (await connectionOf(chosen, { ...HOME, ...env })).aws;

  test("of the default organization", async () => {
    expect(await aws({})).toMatchObject({
      profile: "prod-admin",
      region: "eu-central-1",
      auditRole: "ProdAudit",
      endpointUrl: undefined,
    });
  });

  test("flags win, then the organization that is named, then the environment, then the default", async () => {
    expect(await aws({ region: "us-east-2", auditRole: "Mine" })).toMatchObject({
      region: "us-east-2",
      auditRole: "Mine",
    });
    expect((await aws({}, { AWS_REGION: "us-east-2" })).region).toBe("us-east-2");
    const env = { AWS_REGION: "us-east-2", AWS_PROFILE: "dev", AWS_ENDPOINT_URL: "http://127.0.0.1:1" };
    expect(await aws({ organization: "prod" }, env)).toMatchObject({ region: "eu-central-1", profile: "prod-admin" });
    expect((await aws({ organization: "lab" }, env)).endpointUrl).toBe("http://127.0.0.1:4747");
  });

  test("with another's credentials gets nothing of the default organization", async () => {
    const keys = await aws({}, { AWS_ACCESS_KEY_ID: "x", AWS_REGION: "us-east-1" });
    expect(keys).toMatchObject({ region: "us-east-1", auditRole: undefined, profile: undefined });
    expect((await aws({ profile: "dev", region: "us-east-1" })).auditRole).toBeUndefined();
  });
});

describe("a file that cannot be used", () => {
  test("names every problem, and the nearest setting", async () => {
    const env = home("proflie: x\norganizations: { a: { regoin: x, region: Ireland } }\n");
    const error: unknown = await settingsFor({}, env).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "bad-input" });
    const { message } = error as Error;
    expect(message).toContain("\nline 1: proflie: there is no such setting. Did you mean profile?");
    expect(message).toContain("\nline 2: organizations.a.regoin: there is no such setting. Did you mean region?");
    expect(message).toMatch(/\nline 2: organizations\.a\.region: .*Region/);
  });
});

describe("a change", () => {
  test("is read again, and the file is its owner's alone", async () => {
    const env = home();
    await changeConfiguration(settingPath("profile", "prod"), "prod-admin", env);
    await changeConfiguration(settingPath("organization", undefined), "prod", env);
    expect((await settingsFor({}, env)).settings).toEqual({ profile: "prod-admin" });
    expect(statSync(configurationPath(env)).mode & 0o777).toBe(0o600);
    await changeConfiguration(settingPath("profile", "prod"), undefined, env);
    expect((await settingsFor({}, env)).settings).toEqual({});
  });

  test("that could not be read again is refused, and nothing is written", async () => {
    const env = home("output: json\n");
    await expect(changeConfiguration(["region"], "Ireland", env)).rejects.toMatchObject({ code: "bad-input" });
    await expect(changeConfiguration(["organization"], "prod", env)).rejects.toMatchObject({ code: "bad-input" });
    expect((await settingsFor({}, env)).settings).toEqual({ output: "json" });
  });

  test("of an unknown setting is refused with the nearest", () => {
    expect(() => settingPath("regoin", "prod")).toThrow(expect.objectContaining({ next: "Did you mean region?" }));
    expect(() => settingPath("organization", "prod")).toThrow(expect.objectContaining({ code: "bad-input" }));
  });
});

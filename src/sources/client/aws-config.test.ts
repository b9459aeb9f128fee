/** Reads what the aws CLI reads, and nothing more of what a hostile file holds. */
import { describe, expect, test } from "vitest";
import { parseAwsConfig, profileNames, usedProfiles } from "./aws-config.ts";

const SESSION = "[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n";
const full = {
  name: "dev",
  sessionName: "corp",
  startUrl: "https://corp.awsapps.com/start",
  ssoRegion: "us-east-1",
  accountId: "111122223333",
  roleName: "ReadOnly",
  mistakes: [],
};
const DEV = "sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = ReadOnly\n";

describe("parseAwsConfig", () => {
  test.each([
    { what: "a profile with its sso-session", text: `${SESSION}[profile dev]\n${DEV}` },
    { what: "the session behind the profile", text: `[profile dev]\n${DEV}${SESSION}` },
    {
      what: "Windows line ends and a byte order mark",
      text: `\ufeff${SESSION}[profile dev]\n${DEV}`.replaceAll("\n", "\r\n"),
    },
    { what: "quotes and spaces in the header", text: `${SESSION}[ profile   "dev" ]\n${DEV}` },
    {
      what: "comments and nested settings",
      text: `# x\n${SESSION}[profile dev] ; mine\n${DEV}s3 =\n  sso_role_name = Other\n; y = z\n`,
    },
    {
      what: "a remark behind the value",
      text: `${SESSION}[profile dev]\n${DEV.replace("ReadOnly", "ReadOnly # was Admin")}`,
    },
    {
      what: "a value that is given again",
      text: `${SESSION}[profile dev]\nsso_role_name = Old\n[profile dev]\n${DEV}`,
    },
  ])("understands $what", ({ text }) => {
    expect(parseAwsConfig(text)).toEqual([full]);
  });

  test("understands a profile without an sso-session, and the default one", () => {
    const legacy = "sso_region=eu-west-1\nsso_start_url=https://d-1234567890.awsapps.com/start#/\nsso_account_id=1\n";
    expect(parseAwsConfig(`[default]\n${legacy}`)).toEqual([
      {
        name: "default",
        sessionName: undefined,
        startUrl: "https://d-1234567890.awsapps.com/start#/",
        ssoRegion: "eu-west-1",
        accountId: "1",
        roleName: undefined,
        mistakes: [],
      },
    ]);
  });

  test.each([
    {
      what: "a session that is not there",
      text: `[profile dev]\n${DEV}`,
      mistakes: [{ kind: "no-such-session", session: "corp" }],
    },
    {
      what: "a Region that contradicts the session's",
      text: `${SESSION}[profile dev]\n${DEV}sso_region = eu-west-1\n`,
      mistakes: [{ kind: "contradiction", key: "sso_region", inProfile: "eu-west-1", inSession: "us-east-1" }],
    },
    {
      what: "the same value in both places",
      text: `${SESSION}[profile dev]\n${DEV}sso_region = us-east-1\n`,
      mistakes: [],
    },
    {
      what: "neither Region nor start URL",
      text: "[profile dev]\nsso_account_id = 111122223333\nsso_role_name =\n",
      mistakes: [
        { kind: "missing", key: "sso_region" },
        { kind: "missing", key: "sso_start_url" },
      ],
    },
  ])("notices $what", ({ text, mistakes }) => {
    expect(parseAwsConfig(text)[0]?.mistakes).toEqual(mistakes);
  });

  test.each([
    { what: "nothing", text: "" },
    { what: "profiles of another kind", text: "[profile keys]\naws_access_key_id = x\nregion = eu-west-1\n" },
    { what: "a section that is neither", text: "[dev]\nsso_role_name = ReadOnly\n[services x]\nsso_role_name = y\n" },
    { what: "settings before any section", text: "sso_role_name = ReadOnly\n" },
    { what: "a value that is no setting's", text: `[profile dev]\nsso_role_name = ${"x".repeat(2049)}\n` },
    { what: "binary", text: "\u0000\u0001[profile \u0000".repeat(50) },
  ])("finds no profile in $what", ({ text }) => {
    expect(parseAwsConfig(text)).toEqual([]);
  });

  test("Granted's own keys are a profile like any other, and say whose keys they are", () => {
    const text =
      "[profile sandbox/Admin]\ngranted_sso_start_url = https://d-906ab1c2d3.awsapps.com/start/\ngranted_sso_region = us-east-1\ngranted_sso_account_id = 111122223333\ngranted_sso_role_name = Admin\ncredential_process = granted credential-process --profile sandbox/Admin\n";
    expect(parseAwsConfig(text)).toEqual([
      {
        name: "sandbox/Admin",
        sessionName: undefined,
        startUrl: "https://d-906ab1c2d3.awsapps.com/start/",
        ssoRegion: "us-east-1",
        accountId: "111122223333",
        roleName: "Admin",
        mistakes: [],
        keyPrefix: "granted_",
      },
    ]);
    expect(parseAwsConfig(`${text}sso_role_name = Own\nsso_session = corp\n${SESSION}`)[0]).toMatchObject({
      roleName: "Own",
      sessionName: "corp",
    });
  });

  test("names from the prototype are names like any other", () => {
    const text = "[profile __proto__]\nsso_session = constructor\n__proto__ = x\n[sso-session toString]\n";
    expect(parseAwsConfig(text)).toMatchObject([
      { name: "__proto__", mistakes: [{ kind: "no-such-session", session: "constructor" }] },
    ]);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });
});

describe("a chain of source profiles", () => {
  const CHAIN = `${SESSION}[profile dev]\n${DEV}[profile deploy]\nrole_arn = arn:aws:iam::444455556666:role/Deploy\nsource_profile = dev\n[profile admin]\nrole_arn = arn:aws:iam::777788889999:role/Admin\nsource_profile = deploy\n`;
  const used = (name: string, text = CHAIN) => usedProfiles(text).find(({ usedAs }) => usedAs === name)?.profile;

  test("ends at the sign-in, with each role on the way in the order of being assumed", () => {
    expect(used("dev")).toEqual(full);
    expect(used("admin")).toEqual({
      ...full,
      hops: [
        { profile: "deploy", roleArn: "arn:aws:iam::444455556666:role/Deploy" },
        { profile: "admin", roleArn: "arn:aws:iam::777788889999:role/Admin" },
      ],
    });
    expect(parseAwsConfig(CHAIN)).toEqual([full]);
    expect(profileNames(CHAIN)).toEqual(["dev", "deploy", "admin"]);
  });

  test.each([
    {
      what: "a circle",
      text: "[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\nrole_arn = r\nsource_profile = a\n",
    },
    { what: "a source that is not there", text: "[profile a]\nrole_arn = r\nsource_profile = gone\n" },
    {
      what: "keys at its end",
      text: "[profile a]\nrole_arn = r\nsource_profile = k\n[profile k]\naws_access_key_id = x\n",
    },
  ])("with $what is no sign-in", ({ text }) => {
    expect(usedProfiles(text)).toEqual([]);
    expect(profileNames(text).length).toBeGreaterThan(0);
  });

  test("longer than anybody's is not followed", () => {
    const links = Array.from(
      { length: 12 },
      (_none, at) => `[profile p${at}]\nrole_arn = r\nsource_profile = ${at === 11 ? "dev" : `p${at + 1}`}\n`,
    );
    const text = `${CHAIN}${links.join("")}`;
    expect(used("p0", text)).toBeUndefined();
    expect(used("p8", text)?.hops).toHaveLength(4);
  });
});

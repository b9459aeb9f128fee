import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { connectionOf } from "../../app/connection.ts";
import { connectionKey, openKeptSnapshots } from "../../app/kept/kept-folder.ts";
import { certain, parseAccountId, parseInstanceArn, parsePermissionSetArn } from "../../model/ids.ts";
import { parseOrganizationDocument } from "../../model/organization-document/load.ts";
import { createNameCache } from "../../sources/aws/name-cache.ts";
import { runProgram } from "../main.ts";
import { fakeTerminal } from "../testing/fake-terminal.ts";

const HOME = mkdtempSync(join(tmpdir(), "idc-doctor-completing-"));
const DOCUMENT = join(HOME, "organization.yaml");
writeFileSync(
  DOCUMENT,
  `schema: idc-doctor/organization/1
accounts:
  - { id: "111122223333", name: sandbox }
  - { id: "222233334444", name: twin, alias: acme-twin }
  - { id: "333344445555", name: twin }
users:
  - { userName: alice@example.com, displayName: Alice Moreau }
  - { userName: sam1, displayName: Sam Lee }
  - { userName: sam2, displayName: Sam Lee }
  - { userName: "evil", displayName: "Evil \\e[31m name" }
permissionSets: [{ name: ReadOnly }, { name: Billing }]
`,
);

const ENDPOINT = "http://127.0.0.1:4747";
const cache = createNameCache(join(HOME, "cache"), ENDPOINT);
cache.rememberAccounts([{ id: certain(parseAccountId("444455556666")), name: "lab-account" }]);
cache.remember(
  certain(parseInstanceArn("arn:aws:sso:::instance/ssoins-7223aaaaaaaaaaaa")),
  certain(parsePermissionSetArn("arn:aws:sso:::permissionSet/ssoins-7223aaaaaaaaaaaa/ps-aaaaaaaaaaaaaaaa")),
  "LabSet",
);
cache.save();

interface Answered {
  readonly kind: string | undefined;
  readonly words: readonly string[];
  readonly lines: readonly string[];
}

async function completed(...words: readonly string[]): Promise<Answered> {
  const terminal = fakeTerminal();
  const env = { IDC_DOCTOR_HOME: HOME, HOME };
  const code = await runProgram(["__complete", "zsh", ...words], { ...terminal.cli, env }, "0");
  expect({ code, stderr: terminal.stderr() }).toEqual({ code: 0, stderr: "" });
  const [kind, ...lines] = terminal.stdout().trimEnd().split("\n");
  return { kind, lines, words: lines.map((line) => line.split("\t")[0] ?? "") };
}

const named = (...words: readonly string[]) => completed("why", "--from", DOCUMENT, ...words);

describe("what a shell is offered", () => {
  test("commands, with what they do, and commands of commands", async () => {
    const { kind, words, lines } = await completed("");
    expect(kind).toBe("words");
    expect(words).toEqual(expect.arrayContaining(["why", "fix", "scan", "snapshot", "completion"]));
    expect(lines).toContain("why\tFind out why someone cannot see or use an account");
    expect((await completed("snapshot", "")).words).toEqual(["save", "refresh", "show", "diff", "load", "export"]);
  });

  test("flags where one is begun or nothing else fits", async () => {
    expect((await completed("why", "--aud")).words).toEqual(["--audit-role"]);
    expect((await completed("scan", "")).words).toContain("--complete");
    expect((await named("")).words).not.toContain("--output");
    expect((await completed("why", "-")).words).not.toContain("--");
  });

  test("the values of a flag, beside it or behind an equals sign", async () => {
    expect((await completed("why", "--output", "m")).words).toEqual(["markdown", "mermaid"]);
    expect((await completed("why", "--output=j")).words).toEqual(["--output=json"]);
    expect((await completed("why", "--region", "eu-central")).words).toEqual(["eu-central-1", "eu-central-2"]);
    expect((await completed("completion", "")).words).toEqual(["bash", "zsh", "fish"]);
  });

  test("causes, and scenes beside files", async () => {
    const { lines } = await completed("causes", "account-susp");
    expect(lines).toEqual(["account-suspended\tThe account is suspended"]);
    expect(await completed("lab", "--load", "not-a-member-s")).toMatchObject({
      kind: "files",
      words: ["not-a-member-synced"],
    });
    expect((await completed("explain", "")).kind).toBe("files");
  });

  test("settings, and organizations of the configuration file", async () => {
    writeFileSync(join(HOME, "config.yaml"), "organizations: { prod: {}, lab: {} }\n");
    expect((await completed("config", "get", "")).words).toContain("audit-role");
    expect((await completed("scan", "--organization", "")).words).toEqual(["prod", "lab"]);
    writeFileSync(join(HOME, "config.yaml"), `organizations: { lab: { endpoint-url: "${ENDPOINT}" } }\n`);
    expect((await completed("who-can", "--organization", "lab", "")).words).toEqual(["lab-account"]);
    writeFileSync(join(HOME, "config.yaml"), "");
  });

  test("profiles of both files of the aws CLI", async () => {
    const config = join(HOME, "config");
    const credentials = join(HOME, "credentials");
    writeFileSync(config, "[default]\nregion = us-east-1\n[profile prod]\nregion = us-east-1\n");
    writeFileSync(credentials, "[default]\naws_access_key_id = x\n[keys]\naws_access_key_id = x\n");
    const terminal = fakeTerminal();
    const env = { IDC_DOCTOR_HOME: HOME, AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials };
    await runProgram(["__complete", "fish", "why", "--profile", ""], { ...terminal.cli, env }, "0");
    expect(terminal.stdout().match(/^\w+(?=\t)/gm)).toEqual(["default", "prod", "keys"]);
  });
});

describe("names of the kept snapshot", () => {
  const env = { IDC_DOCTOR_HOME: mkdtempSync(join(tmpdir(), "idc-doctor-kept-names-")) };
  const flags = { endpointUrl: ENDPOINT, region: "us-east-1" };
  const ask = async (...words: readonly string[]) => {
    const terminal = fakeTerminal();
    await runProgram(["__complete", "zsh", ...words], { ...terminal.cli, env }, "0");
    return terminal.stdout().trimEnd().split("\n").slice(1);
  };

  test("of the organization that the connection reached the last time, and of no other connection", async () => {
    const loaded = parseOrganizationDocument(readFileSync(DOCUMENT, "utf8"));
    if (loaded.kind === "invalid") throw new Error("the document is invalid");
    const { document } = loaded;
    const organization = { instanceArn: document.instance?.arn ?? "", endpointUrl: ENDPOINT };
    const store = openKeptSnapshots(env);
    store.keep(organization, { document, generation: undefined });
    store.rememberReached(connectionKey((await connectionOf(flags, env)).aws, env), organization);
    const connection = ["--endpoint-url", ENDPOINT, "--region", "us-east-1"];
    expect(await ask("why", ...connection, "al")).toEqual(["alice@example.com\tAlice Moreau"]);
    expect(await ask("why", ...connection, "alice@example.com", "sand")).toEqual(["sandbox\t111122223333"]);
    expect(await ask("why", ...connection, "alice@example.com", "sandbox", "R")).toHaveLength(1);
    expect(await ask("why", "--endpoint-url", "http://127.0.0.1:1", "--region", "us-east-1", "al")).toEqual([]);
  });
});

describe("names of the organization", () => {
  test("people by userName; by display name where no userName fits and one person only has it", async () => {
    expect((await named("al")).lines).toEqual(["alice@example.com\tAlice Moreau"]);
    expect((await named("Ali")).lines).toEqual(["Alice Moreau\talice@example.com"]);
    expect((await named("Sam")).words).toEqual(["sam1", "sam2"]);
  });

  test("accounts by name, by id where digits are written or several have the name", async () => {
    expect((await named("alice@example.com", "")).lines).toEqual([
      "management\t123456789012",
      "sandbox\t111122223333",
      "222233334444\ttwin",
      "333344445555\ttwin",
    ]);
    expect((await named("alice@example.com", "1111")).lines).toEqual(["111122223333\tsandbox"]);
    expect((await named("alice@example.com", "acme")).lines).toEqual(["acme-twin\ttwin"]);
  });

  test("permission sets; of provision accounts follow the set", async () => {
    expect((await named("alice@example.com", "sandbox", "")).words).toEqual(["ReadOnly", "Billing"]);
    const lab = ["provision", "--endpoint-url", ENDPOINT];
    expect((await completed(...lab, "")).words).toEqual(["LabSet"]);
    expect((await completed(...lab, "LabSet", "")).words).toEqual(["lab-account"]);
  });

  test("those of the endpoint that is named, and of no other", async () => {
    expect((await completed("who-can", `--endpoint-url=${ENDPOINT}`, "")).words).toEqual(["lab-account"]);
    expect((await completed("who-can", "la")).words).toEqual([]);
  });

  test("none with control characters, and those of a description taken out", async () => {
    expect((await named("Evil")).words).toEqual([]);
    expect((await named("evil")).lines).toEqual(["evil\tEvil \ufffd[31m name"]);
  });

  test("nothing, and no error, of a document that cannot be read or a command that does not exist", async () => {
    expect(await completed("why", "--from", join(HOME, "missing.yaml"), "a")).toEqual({
      kind: "words",
      words: [],
      lines: [],
    });
    expect((await completed("nothing", "a")).words).toEqual([]);
    expect((await completed()).words).toEqual([]);
  });
});

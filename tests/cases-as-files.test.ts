/** The files that public reports led to, given to the commands as they are: pasted texts, a configuration, a Terraform state. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Explained } from "../src/app/explain.ts";
import { runInProcess } from "./support/in-process.ts";

const CASES = join(import.meta.dirname, "cases");
const SET = "arn:aws:sso:::permissionSet/ssoins-7223a5d90e0exam1/ps-a1b2c3d4e5f6a7b8";
const ROLE = "AWSReservedSSO_AdministratorAccess_0123456789abcdef";

interface Row {
  readonly file: string;
  readonly code: number;
  readonly causes?: readonly string[];
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly says: readonly (string | RegExp)[];
  readonly never?: RegExp;
}

const ROWS: readonly Row[] = [
  {
    file: "conflict-delete.txt",
    code: 0,
    fields: { permissionSet: SET },
    says: [
      "repeating the call never helps",
      "delete its assignments there",
      "list-accounts-for-provisioned-permission-set",
    ],
    never: /try again|retrying helps/i,
  },
  {
    file: "token-file-absent.txt",
    code: 0,
    says: ["nobody signed in with this profile", "the other form of it", "nothing has expired"],
    never: /proved/,
  },
  {
    file: "eks-access-entry.txt",
    code: 1,
    causes: ["malformed-identifier"],
    fields: { account: "111122223333", permissionSet: "AdministratorAccess" },
    says: ["/aws-reserved/sso.amazonaws.com/", /EKS access entries.*need the full ARN/, /Only the ConfigMap aws-auth/],
  },
  {
    file: "principal-without-path.txt",
    code: 1,
    causes: ["malformed-identifier"],
    fields: { account: "111122223333", permissionSet: "AdministratorAccess" },
    says: [`${ROLE} is refused. No role has this ARN`, `idc-doctor why <user> 111122223333 AdministratorAccess`],
  },
  {
    file: "plain-iam-quota.txt",
    code: 0,
    says: ["Nothing here is about Identity Center"],
    never: /managed-policy-quota/,
  },
  {
    file: "arn-in-a-sentence.txt",
    code: 0,
    fields: {
      account: "111122223333",
      permissionSet: "ReadOnly",
      who: expect.objectContaining({ name: "alice@example.com" }),
    },
    says: ["idc-doctor why alice@example.com 111122223333 ReadOnly"],
  },
  {
    file: "athena-row.json",
    code: 0,
    fields: { account: "222222222222", permissionSet: "AdministratorAccess" },
    says: ["why 9067000000-11112222-3333-4444-5555-666677778888 222222222222 AdministratorAccess"],
    never: /"account":"111111111111"/,
  },
  { file: "taking-longer-redacted.txt", code: 1, causes: ["account-suspended"], says: [/suspended or being closed/] },
  {
    file: "inline-policy-bytes.txt",
    code: 1,
    causes: ["inline-policy-too-large"],
    fields: { permissionSet: SET },
    says: ["10,405 of 10,240 bytes", /Spaces.*are not counted/],
  },
  {
    file: "result-size.txt",
    code: 0,
    says: ["at most 100 accounts or roles a page", "Update the client"],
    never: /no-assignment/,
  },
];

/** What fits is named where it is likely. */
const isNamed = ({ confidence }: { readonly confidence: string }): boolean => confidence !== "possible";

async function explained(file: string) {
  const { code, stdout, stderr } = await runInProcess(["explain", file, "--output", "json"]);
  expect(stderr).toBe("");
  const { explanations } = JSON.parse(stdout) as Explained;
  const words = explanations.flatMap(({ title, meaning, next }) => [title, ...meaning, ...next]).join("\n");
  return { code, explanations, words };
}

describe("pasted", () => {
  test.each(ROWS)("$file", async ({ file, code, causes = [], fields = {}, says, never }) => {
    const answer = await explained(join(CASES, "explain", file));
    expect(answer.code).toBe(code);
    expect(
      answer.explanations.flatMap((one) => [...one.causes, ...one.fits.filter(isNamed)].map(({ id }) => id)),
    ).toEqual(causes);
    expect(answer.explanations[0]).toMatchObject(fields);
    for (const words of says) expect(answer.words).toMatch(words);
    if (never) expect(JSON.stringify(answer.explanations)).not.toMatch(never);
  });

  test.each([
    ["identityStoreId", /identity store id is missing/i, /list-instances/],
    ["S3Adminstrators", /group "S3Adminstrators"/, /get-group-id.*S3Adminstrators/],
    ["import", /exact(?:ly)?|under this id|under it/, /list-groups/],
    ["Invalid index", /no instance.*in this Region/i, /list-instances --region/],
    ["no credentials", /no credentials/, /aws sso login --profile/],
    ["sso_region", /no sso_region/, /aws configure sso/],
  ])("clients-own-sentences.txt: %s", async (part, missing, todo) => {
    const texts = readFileSync(join(CASES, "explain/clients-own-sentences.txt"), "utf8").split("@@\n");
    expect(texts).toHaveLength(6);
    const text = texts.find((one) => one.includes(part)) ?? "";
    const file = join(mkdtempSync(join(tmpdir(), "idc-doctor-case-")), "pasted.txt");
    writeFileSync(file, text);
    const { words } = await explained(file);
    expect(words).toMatch(missing);
    expect(words).toMatch(todo);
  });
});

test("a profile of Granted is judged by its own keys", async () => {
  const { code, stdout } = await runInProcess([
    ...["why", "alice.moreau@example.com", "sandbox", "AdministratorAccess"],
    ...["--from", join(CASES, "profiles/organization.yaml"), "--aws-config", join(CASES, "profiles/granted")],
    ...["--user-profile", "sandbox/AdministratorAccess"],
  ]);
  expect(code).toBe(1);
  const words = stdout.replace(/\s+/g, " ");
  expect(words).toMatch(/wrong-region-or-start-url \(proved\): .*granted_sso_region = us-east-1/);
  // What the person is told fits a profile of Granted.
  expect(words).toMatch(/Tell "[^"]*granted_sso_region[^"]*granted sso login/);
  expect(words).not.toContain("aws sso login");
});

test.each([
  ["a state", () => readFileSync(join(CASES, "files/terraform-state-not-plan.json"), "utf8"), /this is a state/],
  [
    "a plan that failed",
    () => '{"format_version":"1.2","errored":true,"resource_changes":[]}',
    /terraform plan failed/,
  ],
])("%s is no plan to test with", async (_what, text, reason) => {
  const plan = join(mkdtempSync(join(tmpdir(), "idc-doctor-case-")), "plan.json");
  writeFileSync(plan, text());
  const { code, stderr } = await runInProcess([
    ...["test", join(CASES, "files/access.yaml"), "--from", join(CASES, "files/organization.yaml"), "--with", plan],
  ]);
  expect(code).toBe(2);
  expect(stderr).toMatch(reason);
});

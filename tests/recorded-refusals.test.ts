/** Twenty pasted refusals with authorization ids: what `explain` reads out of AWS's records is what the lab's own policies say. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { explain } from "../src/app/explain.ts";
import { askForRecords } from "../src/app/explain-refusal.ts";
import type { RecordedRefusal } from "../src/diagnosis/refusal/recorded-refusal.ts";
import { callLab } from "./support/human-step.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { testContext } from "./support/reader.ts";
import {
  ana,
  CASES,
  type Case,
  DANA,
  dana,
  deny,
  IDENTITY,
  MANAGEMENT,
  ORGANIZATION,
  PROD,
  policy,
  SANDBOX,
  SCP,
  TENANT,
} from "./support/refused-cases.ts";

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off", enforceIam: true });
});
afterAll(() => lab.close());

type Keys = { readonly accessKeyId: string };

async function keysFor({ user, role, account }: Case): Promise<Keys> {
  if (role === "Developer") return entitledKeys(user, `arn:aws:iam::${account}:role/team/Developer`);
  const token = (await lab.token(user)) ?? "";
  const path = `/federation/credentials?account_id=${account}&role_name=${role}`;
  const answer = await fetch(`${lab.url}${path}`, { headers: { "x-amz-sso_bearer_token": token } });
  return ((await answer.json()) as { readonly roleCredentials: Keys }).roleCredentials;
}

async function entitledKeys(userName: string, roleArn: string): Promise<Keys> {
  const body = JSON.stringify({ userName, scopes: ["account_access:assume"] });
  const issued = await fetch(`${lab.url}/_lab/tokens`, { method: "POST", body });
  const { accessToken } = (await issued.json()) as { readonly accessToken: string };
  const query = new URLSearchParams({ tenantId: TENANT, roleArn, accessType: "PROGRAMMATIC_ACCESS" });
  const headers = { authorization: `Bearer ${accessToken}` };
  const answer = await fetch(`${lab.url}/access/credentials?${query}`, { headers });
  type Details = { readonly credentialsDetails: { readonly programmaticAccess: Keys } };
  return ((await answer.json()) as Details).credentialsDetails.programmaticAccess;
}

/** AWS's answer as the aws CLI prints it. */
const refusal = async (one: Case): Promise<string> => refusedWith((await keysFor(one)).accessKeyId, one.action);

async function refusedWith(accessKeyId: string, Action: string): Promise<string> {
  const answer = await fetch(lab.url, {
    method: "POST",
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/iam/aws4_request` },
    body: new URLSearchParams({ Action, Version: "2010-05-08", RoleName: "Some", AssumeRolePolicyDocument: "{}" }),
  });
  const [, message = ""] = /<Message>([^<]*)<\/Message>/.exec(await answer.text()) ?? [];
  return `An error occurred (AccessDenied) when calling the ${Action} operation: ${message}`;
}

const explained = (text: string, { auditRole = true, withContext = false } = {}) =>
  askForRecords(
    explain(text),
    { endpointUrl: lab.url, ...(auditRole && { auditRole: "OrganizationAccountAccessRole" }) },
    {
      env: { IDC_DOCTOR_PACE: "off", IDC_DOCTOR_HOME: "/nonexistent" },
      // Waiting for the record is the lab's clock going on.
      context: testContext({ delay: (milliseconds) => lab.advance(`PT${milliseconds / 1000}S`) }),
      onCall: undefined,
      withContext,
    },
  );

async function recordOf(text: string, options?: Parameters<typeof explained>[1]): Promise<RecordedRefusal> {
  const [record] = (await explained(text, options)).explanations.flatMap(({ records }) => records);
  if (!record) throw new Error(`no record of: ${text}`);
  return record;
}

describe("twenty refusals", () => {
  beforeAll(() => lab.put(ORGANIZATION));

  test("there are twenty", () => expect(CASES).toHaveLength(20));

  test.each(CASES)("$user as $role in $account: iam:$action", async (one) => {
    const record = await recordOf(await refusal(one));
    expect(record.notRead).toBeNull();
    expect(record.refusedBy.map(({ layer, policy: name, sid, since }) => [layer, name, sid, since])).toEqual(
      one.denied.map(([layer, name, sid]) => [
        layer,
        expect.stringMatching(name),
        sid,
        // Inline policies of roles without a permission set are not read.
        one.role === "Developer" && layer === IDENTITY ? "unknown" : "unchanged",
      ]),
    );
    expect(record.effect).toBe(one.denied.length > 0 ? "EXPLICIT_DENY" : "IMPLICIT_DENY");
    for (const { statement, sid } of record.refusedBy)
      expect(JSON.parse(statement ?? "null")).toMatchObject({
        Effect: "Deny",
        ...(sid.startsWith("Statement") ? {} : { Sid: sid }),
      });
    expect(record.access?.path.replace(/ \([0-9a-f-]{36,}\)/, " (<id>)")).toContain(`(${one.user}) → ${one.via} → `);
    expect(record.access?.stillThere).toBe("yes");
    if (one.role !== "Developer") {
      expect(record.compared).toMatchObject({ agrees: true });
      const named = record.refusedBy.filter(({ layer }) => layer === SCP).map(({ policy: name }) => name);
      for (const arn of named) expect(record.compared?.words).toContain(arn);
    }
    expect(record).not.toHaveProperty("requestContext");
  });
});

describe("one refusal", () => {
  const DELETION = { ...ana, action: "DeleteRole", denied: [] };
  const administrator = { accessKeyId: MANAGEMENT, secretAccessKey: "lab" };
  const change = (operation: string, input: object) =>
    callLab(lab, { service: "organizations", operation, input: { ...input } }, administrator);
  beforeEach(() => lab.put(ORGANIZATION));

  test("a statement that was changed since is shown as it was and as it is", async () => {
    const text = await refusal(DELETION);
    const narrower = deny("iam:DeleteRole", "NoRoleDeletion", { Resource: "arn:aws:iam::*:role/prod-*" });
    await change("UpdatePolicy", { PolicyId: "p-sandbox1", Content: JSON.stringify(policy(narrower)) });
    const record = await recordOf(text);
    expect(record.refusedBy).toMatchObject([{ sid: "NoRoleDeletion", since: "changed" }]);
    expect(
      record.refusedBy.map(({ statement, now }) => [statement, now].map((json) => JSON.parse(json ?? ""))),
    ).toEqual([[deny("iam:DeleteRole", "NoRoleDeletion"), narrower]]);
    // Denied before; now the set does not allow it.
    expect(record.compared).toMatchObject({ agrees: false });
    expect(record.compared?.words).toContain('changed since: "NoRoleDeletion" of arn:aws:organizations::');
  });

  test("a policy that was detached since", async () => {
    const text = await refusal({ ...DELETION, action: "CreateRole", role: "Bounded", user: "ben" });
    await change("DetachPolicy", { PolicyId: "p-sandbox1", TargetId: SANDBOX });
    expect((await recordOf(text)).refusedBy).toMatchObject([{ since: "policy removed", now: null }]);
  });

  test("an action that is allowed by now is a disagreement, and is said", async () => {
    const text = await refusal({ ...DELETION, role: "Wide", account: PROD, action: "ListRoles" });
    await change("DetachPolicy", { PolicyId: "p-workload", TargetId: "ou-ab12-cdefgh12" });
    const { compared } = await recordOf(text);
    expect(compared).toMatchObject({
      agrees: false,
      words: expect.stringMatching(/^Disagreement: .* is allowed \(changed/),
    });
  });

  test("an assignment that was removed since", async () => {
    const text = await refusal(DELETION);
    const document = await lab.document();
    const set = document.permissionSets?.find(({ name }) => name === "Reader")?.arn ?? "";
    const user = document.users?.find(({ userName }) => userName === "ana")?.id ?? "";
    const input = {
      InstanceArn: document.instance?.arn,
      TargetType: "AWS_ACCOUNT",
      TargetId: SANDBOX,
      PermissionSetArn: set,
      PrincipalType: "USER",
      PrincipalId: user,
    };
    await callLab(lab, { service: "sso-admin", operation: "DeleteAccountAssignment", input }, administrator);
    await lab.advance("PT2M");
    expect((await recordOf(text)).access).toMatchObject({ stillThere: "no" });
  });

  test("personal data of the request is shown only where it is asked for", async () => {
    const text = await refusal(DELETION);
    expect(JSON.stringify(await explained(text))).not.toMatch(/sourceip|127\.0\.0\.1/i);
    expect((await recordOf(text, { withContext: true })).requestContext).toMatchObject({ "aws:sourceip": "127.0.0.1" });
  });

  test("after a day the answer is the text's, with the command, and says why", async () => {
    const text = await refusal(DELETION);
    await lab.advance("PT24H");
    const { explanations } = await explained(text);
    expect(explanations).toMatchObject([
      {
        layer: SCP,
        fits: [{ id: "scp-deny", confidence: "proved" }],
        // The policy that the message names is still compared.
        records: [{ notRead: expect.stringContaining("kept for 24 hours"), refusedBy: [], compared: { agrees: true } }],
      },
    ]);
    expect(explanations[0]?.next).toContainEqual(
      expect.stringMatching(
        /^aws iam-toolbox get-request-authorization-details --region us-east-1 --authorization-id \w{24}$/,
      ),
    );
    expect(explanations.map(({ records, ...rest }) => rest)).toEqual(
      explain(text).explanations.map(({ records, ...rest }) => rest),
    );
  });

  test("without the record a policy of the message that does not deny any more is a disagreement", async () => {
    const text = await refusal({ ...DELETION, action: "CreateRole", role: "Bounded", user: "ben" });
    await change("DetachPolicy", { PolicyId: "p-sandbox1", TargetId: SANDBOX });
    await lab.advance("PT24H");
    const { notRead, compared } = await recordOf(text);
    expect(notRead).toContain("kept for 24 hours");
    expect(compared).toMatchObject({ agrees: false, words: expect.stringMatching(/the message names \S+p-sandbox1/) });
  });

  test("without the right the answer is the text's, and names the permission", async () => {
    const text = await refusal(DELETION);
    await lab.fault({ kind: "refuse", service: "iam-toolbox", operation: "GetRequestAuthorizationDetails" });
    expect((await recordOf(text)).notRead).toContain("(iam:GetRequestAuthorizationDetails)");
    await lab.clearFaults();
  });

  test("without a way into the account, the organization's policies are compared and the role's are not", async () => {
    const { refusedBy, compared } = await recordOf(await refusal({ ...DELETION, action: "DeleteRole" }), {
      auditRole: false,
    });
    expect(refusedBy).toMatchObject([{ since: "unchanged" }]);
    expect(compared?.agrees).not.toBe(false);
  });

  test("a session of account access manager ends with the account's membership in the organization", async () => {
    const { accessKeyId } = await keysFor({ ...dana, action: "GetRole", denied: [] });
    const input = { AccountId: SANDBOX };
    expect(await refusedWith(accessKeyId, "GetRole")).toMatch(/cannot be found/);
    await change("RemoveAccountFromOrganization", input);
    const text = await refusedWith(accessKeyId, "GetRole");
    expect(text).toContain("because no session policy allows the iam:GetRole action");
    const [one] = explain(text).explanations;
    expect(one).toMatchObject({ layer: "session policy", permissionSet: null, account: SANDBOX });
    expect(one?.meaning.join(" ")).toMatch(/named by a user id.*aws:PrincipalOrgID/);
    expect(one?.next.at(-1)).toBe(`idc-doctor why ${DANA} ${SANDBOX} Developer`);
  });
});

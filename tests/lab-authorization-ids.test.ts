/** Authorization ids in the lab: in IAM's own refusals, readable after a moment and for a day, with the policies as they were. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { openLab, type TestLab } from "./support/lab.ts";

const MEMBER = "111122223333";
const SCP = "p-abcdefgh";
const policy = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });

const organization = (percent = 100): WrittenDocument => ({
  schema: "idc-doctor/organization/1",
  accounts: [{ id: MEMBER, name: "sandbox" }],
  users: [{ userName: "ana" }],
  permissionSets: [{ name: "Reader", inlinePolicy: policy({ Effect: "Allow", Action: "iam:Get*", Resource: "*" }) }],
  assignments: [{ account: MEMBER, permissionSet: "Reader", user: "ana" }],
  policies: [
    {
      id: SCP,
      name: "NoRoles",
      type: "SERVICE_CONTROL_POLICY",
      document: policy({ Sid: "Never", Effect: "Deny", Action: "iam:GetRole", Resource: "*" }),
      targets: [MEMBER],
    },
  ],
  lab: { authorizationIdPercent: percent },
});

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off", enforceIam: true });
});
afterAll(() => lab.close());
beforeEach(() => lab.put(organization()));

/** The sentence with which IAM refuses the session. */
async function refusal(Action: string): Promise<string> {
  const token = (await lab.token("ana")) ?? "";
  const path = `/federation/credentials?account_id=${MEMBER}&role_name=Reader`;
  const answer = await fetch(`${lab.url}${path}`, { headers: { "x-amz-sso_bearer_token": token } });
  const { roleCredentials } = (await answer.json()) as { readonly roleCredentials: { readonly accessKeyId: string } };
  const refused = await fetch(lab.url, {
    method: "POST",
    headers: { authorization: signed(roleCredentials.accessKeyId, "us-east-1") },
    body: new URLSearchParams({ Action, Version: "2010-05-08", RoleName: "AWSServiceRoleForSSO" }),
  });
  return refused.text();
}

const signed = (key: string, region: string) =>
  `AWS4-HMAC-SHA256 Credential=${key}/20260101/${region}/iam/aws4_request`;
const idIn = (sentence: string) => /authorization id: ([0-9a-z]+)/.exec(sentence)?.[1] ?? "";

async function read(path: string, region = "us-east-1") {
  const answer = await fetch(`${lab.url}/authorization-details/${path}`, {
    headers: { authorization: signed("123456789012", region) },
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

test("a refusal by a service control policy: who refused, where it hangs, and its text as it was", async () => {
  const sentence = await refusal("GetRole");
  expect(sentence).toMatch(
    /with an explicit deny in a service control policy: arn:\S+\/service_control_policy\/p-[\w-]+\. Go to https:\/\/us-east-1\.console/,
  );
  const id = idIn(sentence);
  expect(id).toMatch(/^[0-9a-z]{24}$/);
  expect((await read(id)).status).toBe(404);
  await lab.advance("PT2S");
  const { body } = await read(id);
  const uri = expect.stringContaining(`service_control_policy/${SCP}`);
  expect(body).toMatchObject({
    requestContext: { "aws:principalaccount": MEMBER },
    evaluations: [
      {
        action: "iam:GetRole",
        evaluatedEffect: "EXPLICIT_DENY",
        matchedPolicies: [{ uri, matchedStatements: [{ sid: "Never", evaluatedEffect: "DENY" }] }],
      },
    ],
    policies: expect.arrayContaining([
      expect.objectContaining({
        type: "SERVICE_CONTROL_POLICY",
        uri,
        attachedTo: [{ arn: expect.stringMatching(/account\//) }],
      }),
      expect.objectContaining({ type: "IDENTITY_BASED_POLICY", inline: true }),
    ]),
  });
  const policies = body["policies"] as readonly { readonly uri: string }[];
  const scp = policies.find((one) => one.uri.includes(SCP))?.uri ?? "";
  expect((await read(`${id}/policy?policyUri=${encodeURIComponent(scp)}`)).body["policyDocument"]).toMatchObject({
    Statement: [{ Sid: "Never" }],
  });
});

test("an implicit denial has no matched policies; the record is gone after a day, and is in one Region only", async () => {
  const id = idIn(await refusal("DeleteRole"));
  await lab.advance("PT2S");
  expect((await read(id)).body["evaluations"]).toMatchObject([
    { evaluatedEffect: "IMPLICIT_DENY", matchedPolicies: [] },
  ]);
  expect((await read(id, "eu-west-1")).status).toBe(404);
  await lab.advance("PT24H");
  expect((await read(id)).status).toBe(404);
});

test("by the switch, refusals have no id", async () => {
  await lab.put(organization(0));
  const sentence = await refusal("DeleteRole");
  expect(sentence).toContain("because no identity-based policy allows the iam:DeleteRole action");
  expect(idIn(sentence)).toBe("");
});

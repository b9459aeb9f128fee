/** AWS's record of a refusal: asked for again while it is being made, all its pages, and nothing personal in the evidence. */
import { expect, test } from "vitest";
import { readPolicyOfRefusal, readRefusalRecord } from "./refusal-record.ts";
import { fakeAws, pages, REFUSED } from "./testing/fake-calling.ts";

const AUTHORIZATION = { id: "b5m5v5taprqh3yoluoo4dyw0w", region: "us-east-1" };
const missing = Object.assign(new Error("not found"), { name: "ResourceNotFoundException" });
const page = (action: string, nextToken?: string) => ({
  requestContext: { "aws:SourceIp": "192.0.2.7" },
  evaluations: [{ action, resource: "", evaluatedEffect: "IMPLICIT_DENY" }],
  policies: [],
  nextToken,
});

test("a record that is there at the third try", async () => {
  let tries = 0;
  const aws = fakeAws({
    GetRequestAuthorizationDetails: () => {
      tries += 1;
      return tries < 3 ? missing : page("iam:GetRole");
    },
  });
  const record = await readRefusalRecord(aws.calling, AUTHORIZATION);
  expect(record).toMatchObject({ state: "known", value: { evaluations: [{ action: "iam:GetRole", matched: [] }] } });
  expect(tries).toBe(3);
});

test("a record that does not come is none, after four tries", async () => {
  const aws = fakeAws({ GetRequestAuthorizationDetails: missing });
  expect(await readRefusalRecord(aws.calling, AUTHORIZATION)).toMatchObject({ state: "known", value: null });
  expect(aws.operations()).toHaveLength(4);
});

test("a refused read is not tried again", async () => {
  const aws = fakeAws({ GetRequestAuthorizationDetails: REFUSED });
  expect(await readRefusalRecord(aws.calling, AUTHORIZATION)).toMatchObject({
    state: "unknown",
    failure: { permission: "iam:GetRequestAuthorizationDetails" },
  });
  expect(aws.operations()).toHaveLength(1);
});

test("every page of evaluations is read, and the context is no evidence", async () => {
  const aws = fakeAws({ GetRequestAuthorizationDetails: pages(page("iam:GetRole", "2"), page("iam:GetUser")) });
  const record = await readRefusalRecord(aws.calling, AUTHORIZATION);
  expect(record.state === "known" && record.value?.evaluations.map(({ action }) => action)).toEqual([
    "iam:GetRole",
    "iam:GetUser",
  ]);
  expect(JSON.stringify(aws.calling.log.evidence())).not.toContain("192.0.2.7");
});

test("an answer without the policy's document gives no policy", async () => {
  const aws = fakeAws({ GetRequestAuthorizationPolicy: {} });
  expect(await readPolicyOfRefusal(aws.calling, AUTHORIZATION, "arn")).toMatchObject({ state: "known", value: null });
});

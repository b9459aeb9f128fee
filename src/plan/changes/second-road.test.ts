/** Entitlements of users, and roles whose ARNs are unusual. */
import { expect, test } from "vitest";
import { ALICE, SANDBOX } from "../../facts/grant/testing/grant-facts.ts";
import { APPLICATION } from "../../facts/grant/testing/second-road.ts";
import { entitle, entitled, retrust, unentitle } from "../testing/touched.ts";
import { callOf, commandOf, effectsOf } from "./index.ts";

const toAlice = { principal: { type: "USER", id: ALICE }, principalName: "alice" } as const;
const { roleArn } = entitled();
const PRINCIPAL_ROLE = { principalRole: { principal: { identityCenter: { userId: ALICE } }, roleArn } };

test("a user is entitled as a user, and not as everybody in a group", () => {
  expect(effectsOf(entitle(toAlice))).toEqual([
    `adds: role team/Developer in sandbox (${SANDBOX}) for user alice, in the account access portal`,
  ]);
  for (const change of [entitle(toAlice), unentitle(toAlice)])
    expect(callOf(change).input).toEqual({ applicationArn: APPLICATION, entitlement: PRINCIPAL_ROLE });
});

test("the entitlement of a user is looked up by the user before it is deleted", () => {
  expect(commandOf(unentitle(toAlice), "us-east-1")).toContain(
    `aws account-access list-entitlements --application-arn ${APPLICATION} --filter '${JSON.stringify(PRINCIPAL_ROLE)}' --region us-east-1 `,
  );
});

test("a role ARN that cannot be read gives no role name, which IAM refuses, and breaks nothing", () => {
  expect(callOf(retrust({ roleArn: "arn:aws:iam::1:user/somebody" })).input).toMatchObject({ RoleName: "" });
});

/** Recognises a sign-in policy that refuses the console, in texts and in what was read of the policies, and nothing that only looks like it. */
import { describe, expect, test } from "vitest";
import { failed, SANDBOX } from "../../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import {
  askingConsole,
  brokenPolicies,
  deny,
  denyAll,
  OFFICE,
  policy,
  resourceControlLevels,
} from "../../testing/broken-policies.ts";
import { specify } from "../../testing/cause-spec.ts";
import { consoleSignInPolicy, consoleSignInPolicyIn } from "./cause.ts";

describe("console-sign-in-policy", () => {
  test.each([
    ["Authorization denied because of a resource-based policy", "proved"],
    ["Authorization denied because of a resource control policy", "proved"],
    [
      "Authentication failed: To access this account, sign in from a different network, or contact your administrator for more information",
      "proved",
    ],
    ["Authentication failed Invalid request", "likely"],
    ["Your authentication information is incorrect. Please try again.", "possible"],
  ])("recognises %s", (text, confidence) => {
    const found = consoleSignInPolicyIn(text);
    expect(found).toMatchObject({
      id: "console-sign-in-policy",
      stage: consoleSignInPolicy.stage,
      title: consoleSignInPolicy.title,
      confidence,
      evidence: [],
    });
    expect(found?.remedy.kind === "human" && found.remedy.steps.join(" ")).toContain("--action signin:Authenticate");
    expect(JSON.stringify(found)).not.toMatch(/undefined|\[object|NaN/);
  });

  test.each(["with an explicit deny in a resource control policy", "Authentication failed", ""])(
    "is silent about %s",
    (text) => {
      expect(consoleSignInPolicyIn(text)).toBeUndefined();
    },
  );
});

const own = (...statements: Parameters<typeof policy>[1][]) => ({
  policy: known(policy("", ...statements).text, ["e72"]),
});
const NOTHING = { policy: known(null, ["e72"]) };
const control = (...statements: Parameters<typeof policy>[1][]) => ({
  resourceControl: known(resourceControlLevels(policy("OfficeOnly (p-1)", ...statements)), ["e61"]),
});
const forAll = (action: string, condition: Parameters<typeof denyAll>[1]) => ({
  ...denyAll(action, condition),
  Principal: "*",
});
const off = known(false);
const read = ["e70", "e71", "e72"];
const human = "human";

specify(consoleSignInPolicy, {
  fires: [
    [
      "the account's own policy names a network",
      askingConsole(),
      {
        confidence: "proved",
        remedy: human,
        says: [
          `The console of sandbox (${SANDBOX}) refuses ReadOnly: statement 1 of the Sign-In policy of ${SANDBOX} denies signin:Authenticate.`,
          "The condition on aws:SourceIp holds for everybody who comes through the access portal, from every network.",
          "the role stays in the access portal, and the CLI works with it",
          "delete-resource-permission-statement",
          "find the permission statement on aws:SourceIp 192.0.2.0/24",
        ],
        evidence: [...read, "e10"],
      },
    ],
    [
      "a resource control policy does, after authentication",
      askingConsole(NOTHING, control({ ...forAll("signin:CreateOAuth2Token", OFFICE), Sid: "OfficeOnly" })),
      {
        confidence: "proved",
        remedy: human,
        says: ['statement \\"OfficeOnly\\" of OfficeOnly (p-1) denies signin:CreateOAuth2Token.', "aws:PrincipalArn"],
        evidence: [...read, "e61", "e10"],
      },
    ],
    [
      "several statements name several keys",
      askingConsole(
        own(
          denyAll("signin:*"),
          denyAll("signin:*", { StringNotEquals: { "aws:SourceVpc": "vpc-1", "aws:SourceVpce": "vpce-1" } }),
        ),
      ),
      {
        confidence: "proved",
        remedy: human,
        says: [
          "statement 1 of the Sign-In policy",
          "deny signin:Authenticate",
          "The conditions on aws:SourceIp, aws:SourceVpc and aws:SourceVpce hold",
        ],
      },
    ],
    [
      "everybody but others is denied, wherever they are",
      askingConsole(
        own(denyAll("signin:*", { ArnNotEquals: { "signin:PrincipalArn": `arn:aws:iam::${SANDBOX}:root` } })),
      ),
      { confidence: "proved", remedy: human, says: ["denies signin:Authenticate. Only the console"] },
    ],
    [
      "the denial is within a network only",
      askingConsole(own(denyAll("signin:*", { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }))),
      { confidence: "likely", remedy: human, says: ["refuses ReadOnly"] },
    ],
    [
      "it is about Regions only",
      askingConsole(own(denyAll("signin:*", { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } }))),
      { confidence: "likely", remedy: human },
    ],
    [
      "it could not be read whether it is in force",
      askingConsole({ ofAccount: failed("refused", "GetConsoleAuthorizationConfiguration") }),
      { confidence: "likely", remedy: human, says: ["likely refuses ReadOnly", "is not known"] },
    ],
    [
      "an exemption misses the role by its path",
      askingConsole(
        NOTHING,
        control(
          forAll("signin:Authenticate", {
            ...OFFICE,
            ArnNotLike: { "signin:PrincipalArn": "arn:aws:iam::*:role/AWSReservedSSO_ReadOnly_*" },
          }),
        ),
      ),
      {
        confidence: "proved",
        remedy: human,
        says: ["it lacks the path of the role", "role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_ReadOnly_*"],
      },
    ],
    [
      "only the organization was looked at",
      askingConsole(
        { ofAccount: unread("why"), policy: unread("why"), ofOrganization: known(true, ["e71"]) },
        control(forAll("signin:Authenticate", OFFICE)),
      ),
      { confidence: "proved", remedy: human, says: ["OfficeOnly (p-1)"] },
    ],
  ],
  silent: [
    ["it is in force nowhere", askingConsole({ ofAccount: off, ofOrganization: off })],
    ["no policy denies the console", askingConsole(NOTHING)],
    ["the policy was not read", askingConsole({ policy: unread("why") })],
    ["another layer denies it", askingConsole(NOTHING, { identity: known([policy("P", deny("signin:*"))]) })],
    ["another action is asked about", brokenPolicies["rcp-deny"]],
  ],
});

/** Whether the console takes the role's sessions: what is in force, what denies, and what is not known. */
import { describe, expect, test } from "vitest";
import type { ConsoleSignInFacts } from "../../facts/grant/console-sign-in.ts";
import { failed, SANDBOX } from "../../facts/grant/testing/grant-facts.ts";
import { CONSOLE_LAYERS } from "../../model/action-decision.ts";
import { known, unread } from "../../model/reading.ts";
import {
  allow,
  askingConsole,
  deny,
  denyAll,
  levels,
  OFFICE,
  policy,
  resourceControlLevels,
} from "../testing/broken-policies.ts";
import { decideAction, layerFailures } from "./action-decision.ts";

const NOTHING: Partial<ConsoleSignInFacts> = { policy: known(null) };
const own = (...statements: Parameters<typeof policy>[1][]) => ({ policy: known(policy("", ...statements).text) });
const control = (...statements: Parameters<typeof policy>[1][]) => ({
  resourceControl: known(resourceControlLevels(policy("OfficeOnly (p-1)", ...statements.map(forAll)))),
});
/** Resource control policies name their principal so. */
const forAll = (statement: object) => ({ ...statement, Principal: "*" });
const RESERVED = `arn:aws:iam::${SANDBOX}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ReadOnly_*`;

const decided = (...given: Parameters<typeof askingConsole>) => {
  const decision = decideAction(askingConsole(...given));
  return [decision?.answer, decision?.refusedBy?.layer];
};

describe("a denial", () => {
  test("refuses in the layer that it stands in", () => {
    expect(decided()).toEqual(["deny", "sign-in policy"]);
    expect(decided(NOTHING, control(denyAll("signin:Authenticate")))).toEqual(["deny", "resource control policy"]);
    const scp = { serviceControl: known(levels(policy("Shut", deny("signin:*")))) };
    expect(decided(NOTHING, scp)).toEqual(["deny", "service control policy"]);
    const identity = { identity: known([policy("Shut", deny("signin:CreateOAuth2Token"))]) };
    expect(decided(NOTHING, identity)).toEqual(["deny", "identity-based policy"]);
    expect(decided(NOTHING, { boundary: known(policy("Shut", deny("*"))) })).toEqual(["deny", "permissions boundary"]);
  });

  test("of each of the three actions is enough", () => {
    for (const action of ["signin:Authenticate", "signin:AuthorizeOAuth2Access", "signin:CreateOAuth2Token"])
      expect(decided(own(denyAll(action))), action).toEqual(["deny", "sign-in policy"]);
    expect(decided(own(denyAll("signin:CreateAccount")))).toEqual(["allow", undefined]);
  });

  test("of the role's own policies does not count before it is known who it is", () => {
    expect(decided(NOTHING, { identity: known([policy("Shut", deny("signin:Authenticate"))]) })).toEqual([
      "allow",
      undefined,
    ]);
  });

  test("of `aws login` is none of the console", () => {
    const localhost = deny("signin:*", { Resource: "arn:aws:signin:*:*:oauth2/public-client/localhost" });
    expect(decided(NOTHING, { identity: known([policy("NoLogin", allow("*"), localhost)]) })).toEqual([
      "allow",
      undefined,
    ]);
  });

  test("holds whatever its conditions on the network say", () => {
    for (const condition of [
      { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } },
      { StringNotEqualsIfExists: { "AWS:SourceVpc": "vpc-1" } },
      { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } },
      { NotIpAddressIfExists: { "aws:VpcSourceIp": "10.0.0.0/8" }, StringNotEquals: { "aws:SourceVpce": "vpce-1" } },
    ])
      expect(decided(own(denyAll("signin:*", condition))), JSON.stringify(condition)).toEqual([
        "deny",
        "sign-in policy",
      ]);
  });

  test("is for the account of its condition", () => {
    const of = (account: string) => ({ ...OFFICE, StringEquals: { "aws:ResourceAccount": account } });
    expect(decided(own(denyAll("signin:*", of(SANDBOX))))).toEqual(["deny", "sign-in policy"]);
    expect(decided(own(denyAll("signin:*", of("999999999999"))))).toEqual(["allow", undefined]);
  });

  test.each([
    ["signin:PrincipalArn", "signin:Authenticate", "allow"],
    ["aws:PrincipalArn", "signin:Authenticate", "deny"],
    ["aws:PrincipalArn", "signin:AuthorizeOAuth2Access", "allow"],
    ["signin:PrincipalArn", "signin:AuthorizeOAuth2Access", "deny"],
  ])("that exempts the role by %s from %s: %s", (key, action, answer) => {
    const exempt = denyAll(action, { ...OFFICE, ArnNotLike: { [key]: RESERVED } });
    expect(decided(NOTHING, control(exempt))[0]).toBe(answer);
  });
});

describe("what is in force", () => {
  test("is decided by the account or the organization", () => {
    const off = known(false);
    expect(decided({ ofAccount: off, ofOrganization: known(true) })[0]).toBe("deny");
    expect(decided({ ofAccount: off, ofOrganization: off })).toEqual(["allow", undefined]);
    const { layers, summary } = decideAction(askingConsole({ ofAccount: off, ofOrganization: off })) ?? {};
    expect(layers?.map(({ layer, answer }) => [layer, answer])).toEqual(
      CONSOLE_LAYERS.map((layer) => [layer, "does not apply"]),
    );
    expect(summary).toBe("signin:Authenticate (the console) is not refused: no policy for it is in force");
  });

  test("and not known leaves a denial open, and nothing else", () => {
    const unknown = { ofAccount: failed("refused", "GetConsoleAuthorizationConfiguration") };
    expect(decided(unknown)).toEqual(["unknown", undefined]);
    expect(decided({ ...unknown, ofOrganization: known(true) })[0]).toBe("deny");
    expect(decided({ ...unknown, ...NOTHING })).toEqual(["allow", undefined]);
    expect(decided({ ofAccount: known(false), ofOrganization: unread("why") })[0]).toBe("unknown");
    expect(decideAction(askingConsole({ ofAccount: known(false), ofOrganization: unread("why") }))?.summary).toBe(
      "signin:Authenticate (the console) could not be decided: it depends on whether console authorization of the organization is on (why)",
    );
  });
});

test("a policy that was not read could deny", () => {
  expect(decided({ policy: unread("why") })).toEqual(["unknown", undefined]);
  expect(decided(NOTHING, { resourceControl: failed() })).toEqual(["unknown", undefined]);
  expect(decided(own({ Effect: "Deny" }))).toEqual(["unknown", undefined]);
  expect(decided(own(denyAll("signin:*")), { identity: failed() })[0]).toBe("deny");
});

test("an exemption that only the role's digits decide is open", () => {
  const exact = RESERVED.replace("*", "0123456789abcdef");
  const condition = { ...OFFICE, ArnNotEquals: { "signin:PrincipalArn": exact, "aws:PrincipalArn": exact } };
  const facts = askingConsole(own(denyAll("signin:Authenticate", condition)));
  expect(decideAction(facts)?.answer).toBe("allow");
  expect(decideAction({ ...facts, role: unread("no way into the account was given") })?.answer).toBe("unknown");
});

test("failed reads are of all parts", () => {
  const read = (operation: string) => failed("refused", operation);
  const facts = askingConsole({ ofAccount: read("A"), ofOrganization: read("B"), policy: read("C") });
  expect(layerFailures(facts).map(({ operation }) => operation)).toEqual(["A", "B", "C"]);
});

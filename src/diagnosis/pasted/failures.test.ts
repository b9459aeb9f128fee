/** Several failures in one log: each is listed, in its order, with its own ids, and put together by what is missing. */
import { describe, expect, test } from "vitest";
import { explainPasted } from "./index.ts";

const session = (account: string, who: string) =>
  `User: arn:aws:sts::${account}:assumed-role/AWSReservedSSO_PlatformAdmin_0123456789abcdef/${who}`;
const byScp = (account: string, action: string, policy = "") =>
  `An error occurred (AccessDenied) when calling the X operation: ${session(account, "kim@example.com")} is not authorized to perform: ${action} with an explicit deny in a service control policy${policy}`;
const NO_ACCESS = "An error occurred (ForbiddenException) when calling the GetRoleCredentials operation: No access";

const told = (text: string) =>
  explainPasted(text).map(({ title, times, account, permissionSet }) =>
    [title, times > 1 ? `x${times}` : "", account ?? "", permissionSet ?? ""].filter((part) => part !== "").join(" | "),
  );

const PORTAL = "The portal does not give this user this role in this account";
const SESSION_ENDED = "The sign-in has ended";

describe("a log with several failures", () => {
  test("of five lists the last, and puts what the organization's policies refuse together", () => {
    const log = [
      byScp("111122223333", "s3:PutObject"),
      byScp("222233334444", "s3:PutObject"),
      byScp("111122223333", "ec2:RunInstances"),
      "Could not find PermissionSet with id ps-0123456789abcdef",
      "Duplicate UserName",
      'No access for role "ReadOnly" in account 555566667777',
    ].join("\n");
    expect(told(log)).toEqual([
      "2 actions were refused by a service control policy | x3 | PlatformAdmin",
      "The instance has no such permission set",
      "The directory has a user or group of this name already",
      `${PORTAL} | 555566667777 | ReadOnly`,
    ]);
    const [refused, , , last] = explainPasted(log);
    expect(refused?.action).toBeNull();
    expect(refused?.occurrences.map(({ account, action }) => [account, action])).toEqual([
      ["111122223333", "s3:PutObject"],
      ["222233334444", "s3:PutObject"],
      ["111122223333", "ec2:RunInstances"],
    ]);
    expect(last?.next.at(-1)).toBe("idc-doctor why <user> 555566667777 ReadOnly");
  });

  test("keeps policies apart that AWS names", () => {
    const policy = (id: string) =>
      `: arn:aws:organizations::111122223333:policy/o-abcdefghij/service_control_policy/${id}`;
    const log = ["p-aaaaaaaa", "p-bbbbbbbb"].map((id) => byScp("111122223333", "s3:PutObject", policy(id))).join("\n");
    expect(explainPasted(log)).toHaveLength(2);
  });

  test("whose lines begin with a time, a level, a number, a profile or a prompt", () => {
    const lines = [
      "An error occurred (ConflictException) when calling the CreateUser operation: Duplicate UserName",
      "An error occurred (AccessDenied) when calling the PutObject operation: Access Denied",
      NO_ACCESS,
      "Token has expired and refresh failed",
    ];
    const expected = [
      "The directory has a user or group of this name already",
      "AccessDenied from PutObject",
      PORTAL,
      SESSION_ENDED,
    ];
    const marks: Readonly<Record<string, (line: string, at: number) => string>> = {
      time: (line, at) => `2026-11-28T09:12:0${at}Z WARN ${line}`,
      syslog: (line, at) => `Nov 28 09:12:0${at} ci deploy[77]: ${line}`,
      logfmt: (line) => `level=error msg="${line}"`,
      json: (line) => `{"level":"error","msg":"${line}"}`,
      number: (line, at) => `${at + 1}) ${line}`,
      point: (line) => `- ${line}`,
      prompt: (line) => `$ aws something --profile x\n\n${line}`,
      step: (line, at) => `[${at + 1}/4] aws something\n${line}`,
    };
    for (const [what, marked] of Object.entries(marks))
      expect(told(lines.map(marked).join("\n")), what).toEqual(expected);
  });

  test("about several accounts gives each its own, and neither another's", () => {
    const log = [
      "dev: ForbiddenException: No access for 111122223333/Admin",
      "prod: ForbiddenException: No access for 222233334444/ReadOnly",
    ].join("\n");
    const [only, ...others] = explainPasted(log);
    expect(others).toEqual([]);
    expect(only?.occurrences.map(({ account, permissionSet }) => [account, permissionSet])).toEqual([
      ["111122223333", "Admin"],
      ["222233334444", "ReadOnly"],
    ]);
  });

  test("keeps the points below a failure with it", () => {
    const [only, ...others] = explainPasted(
      [
        "Error: creating SSO Account Assignment: operation error SSO Admin: CreateAccountAssignment, https response error StatusCode: 400, RequestID: abc, ValidationException: 1 validation error detected:",
        "  - Value 'arn:aws:iam::aws:permission-set/x' at 'permissionSetArn' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:.*",
        "  1. Invalid value for permission_set_arn",
      ].join("\n"),
    );
    expect(others).toEqual([]);
    expect(only?.fits.map(({ id }) => id)).toEqual(["malformed-identifier"]);
  });

  test("does not list twice what the client says for want of credentials", () => {
    const log = [
      "2026-11-28T09:12:01Z ERROR The SSO session associated with this profile has expired or is otherwise invalid.",
      "2026-11-28T09:12:02Z ERROR NoCredentialProviders: no valid providers in chain",
    ].join("\n");
    expect(told(log)).toEqual([SESSION_ENDED]);
  });
});

describe("the role that a sentence names is carried into the next command", () => {
  test.each([
    `ForbiddenException: No access for user alice to role "ReadOnly" in account 123456789012`,
    `level=error msg="No access" account=123456789012 role="ReadOnly" err="ForbiddenException: No access"`,
    "Unable to assume role ReadOnly in account 123456789012: ForbiddenException: No access",
    "credentials of permission set 'ReadOnly' (account 123456789012): api error ForbiddenException: No access",
    "123456789012/ReadOnly: ForbiddenException: No access",
  ])("%s", (text) => {
    expect(explainPasted(text)[0]?.next.at(-1)).toMatch(/^idc-doctor why \S+ 123456789012 ReadOnly$/);
  });

  test("and none where the quoted role is one of IAM", () => {
    const [one] = explainPasted(
      'An error occurred (NoSuchEntity) when calling the GetRole operation: The role with name "deploy" cannot be found. role "deploy" account 123456789012',
    );
    expect(one?.permissionSet).toBeNull();
  });
});

/** The small readers: principals, reserved roles, mentions, issuers and the commands that are made of pasted words. */
import { describe, expect, test } from "vitest";
import { shellWord } from "../../model/shell-word.ts";
import { whyCommand } from "./command.ts";
import { issuerOf } from "./issuer.ts";
import { mentionsIn } from "./mentions.ts";
import { principalOfArn, reservedRoleOf } from "./principal.ts";

const ACCOUNT = "111122223333";
const NAME = "AWSReservedSSO_ReadOnly_0123456789abcdef";
const PATH = `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com`;
const SET = "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef";

describe("a principal", () => {
  test.each([
    [`arn:aws:sts::${ACCOUNT}:assumed-role/${NAME}/alice`, "Identity Center user", "alice", ACCOUNT, "ReadOnly"],
    [
      `arn:aws:sts::${ACCOUNT}:assumed-role/AWSServiceRoleForSSO/AWS-SSO`,
      "AWS service",
      "AWSServiceRoleForSSO",
      ACCOUNT,
      null,
    ],
    [`arn:aws:sts::${ACCOUNT}:assumed-role/Admin/bob/x`, "role session", "Admin/bob/x", ACCOUNT, null],
    [`${PATH}/eu-west-1/${NAME}`, "Identity Center user", null, ACCOUNT, "ReadOnly"],
    [`arn:aws:iam::${ACCOUNT}:role/AWSServiceRoleForSSO`, "AWS service", "AWSServiceRoleForSSO", ACCOUNT, null],
    [`arn:aws:iam::${ACCOUNT}:role/path/Own`, "role", "Own", ACCOUNT, null],
    [`arn:aws:iam::${ACCOUNT}:user/path/ci`, "IAM user", "path/ci", ACCOUNT, null],
    [`arn:aws:iam::${ACCOUNT}:root`, "account root", null, ACCOUNT, null],
    [`x${PATH}`, "unknown", null, null, null],
    [`xarn:aws:iam::${ACCOUNT}:user/ci`, "unknown", null, null, null],
    [`arn:aws:s3:::bucket`, "unknown", null, null, null],
    ["", "unknown", null, null, null],
  ])("%s", (arn, kind, name, account, permissionSet) => {
    expect(principalOfArn(arn)).toEqual({ who: { kind, name, arn }, account, permissionSet });
  });
});

describe("a reserved role", () => {
  test.each([
    [`${PATH}/${NAME}`, "ReadOnly", true],
    [`${PATH}/eu-west-1/${NAME}`, "ReadOnly", true],
    [`${PATH}/eu-west-1/more/${NAME}`, "ReadOnly", false],
    [`arn:aws:iam::${ACCOUNT}:role/x/aws-reserved/sso.amazonaws.com/${NAME}`, "ReadOnly", false],
    [`arn:aws:iam::${ACCOUNT}:role/${NAME}`, "ReadOnly", false],
    [`arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso/permission-set-arn`, null, false],
  ])("%s", (arn, permissionSet, isWellFormed) => {
    expect(reservedRoleOf(arn)).toMatchObject({ account: ACCOUNT, permissionSet, isWellFormed });
  });

  test.each([
    `arn:aws:iam::${ACCOUNT}:role/Own`,
    `arn:aws:iam::${ACCOUNT}:role/aws-reserved/other/Own`,
    `arn:aws:iam::${ACCOUNT}:user/x`,
    "",
  ])("%s is none", (arn) => {
    expect(reservedRoleOf(arn)).toBeUndefined();
  });
});

describe("a line mentions", () => {
  const nothing = {
    account: null,
    permissionSet: null,
    user: null,
    iamRoleName: null,
    accounts: [],
    permissionSets: [],
    users: [],
  };

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ["nothing", {}],
    [`sso_account_id = ${ACCOUNT}`, { account: ACCOUNT }],
    [`--account-id ${ACCOUNT}`, { account: ACCOUNT }],
    [`"TargetId": "${ACCOUNT}"`, { account: ACCOUNT }],
    [`target_id=${ACCOUNT}`, { account: ACCOUNT }],
    [`AccountId:'${ACCOUNT}'`, { account: ACCOUNT }],
    [`for account ${ACCOUNT}`, { account: ACCOUNT }],
    [`your AWS account '${ACCOUNT}' takes`, { account: ACCOUNT }],
    [`--account-id ${ACCOUNT}4`, {}],
    [`--account-id ${ACCOUNT.slice(1)}`, {}],
    ["sso_role_name = Read.Only", { permissionSet: "Read.Only" }],
    ["--role-name ReadOnly x", { permissionSet: "ReadOnly" }],
    ['"roleName": "ReadOnly"', { permissionSet: "ReadOnly" }],
    [`sso_role_name=${NAME}`, { permissionSet: "ReadOnly", iamRoleName: NAME }],
    ["sso_role_name=AWSReservedSSO_x", { permissionSet: "x", iamRoleName: "AWSReservedSSO_x" }],
    [
      `by arn:aws:sts::${ACCOUNT}:assumed-role/${NAME}/alice@example.com now`,
      { account: ACCOUNT, permissionSet: "ReadOnly", user: "alice@example.com" },
    ],
    [`on ${PATH}/eu-west-1/${NAME}`, { account: ACCOUNT, permissionSet: "ReadOnly" }],
    [`on ${NAME}`, { permissionSet: "ReadOnly" }],
    [`for ${SET}.`, { permissionSet: SET }],
    [`for ${SET} --role-name Other`, { permissionSet: SET }],
    ["for arn:aws:sso:::permissionSet/x/ps-1", {}],
    [
      `--account-id 444455556666 by arn:aws:sts::${ACCOUNT}:assumed-role/${NAME}/alice`,
      { account: "444455556666", permissionSet: "ReadOnly", user: "alice" },
    ],
    ["sso_account_id = undefined, sso_role_name = <role>", {}],
    ["role for account XXXXXXXXXXXX and --account-id <account>", {}],
    [`one ${ACCOUNT} and two 444455556666`, { accounts: [ACCOUNT, "444455556666"] }],
    [`aws_ssoadmin_account_assignment.this["group.Audit.${ACCOUNT}"]`, { account: ACCOUNT }],
    ["id 11111111-2222-3333-4444-123456789012", {}],
    [
      `34887428-4081-7042-c3c6-928d413009e7,USER,${ACCOUNT},AWS_ACCOUNT,${SET},arn:aws:sso:::instance/ssoins-1234567890abcdef`,
      { account: ACCOUNT, permissionSet: SET, user: "34887428-4081-7042-c3c6-928d413009e7" },
    ],
    [`arn:aws:iam::${ACCOUNT}:role/${NAME}`, { account: ACCOUNT, permissionSet: "ReadOnly" }],
    [
      `arn:aws:sts::<account>:assumed-role/AWSReservedSSO_Audit_<hash>/<user> in account ${ACCOUNT}`,
      { account: ACCOUNT, permissionSet: "Audit" },
    ],
  ])("%s", (line, expected) => {
    expect(mentionsIn(line)).toEqual({ ...nothing, ...expected });
  });
});

describe("an issuer", () => {
  const url = (text: string, host = "amazonaws.com") =>
    `https://portal.sso.us-west-2.${host}/saml/assertion/${btoa(text)}`;
  const instance = { id: "ins-1fbcfb1c5109756a", ownerAccount: ACCOUNT, region: "us-west-2" };

  test("holds owner, instance and Region", () => {
    expect(issuerOf(url(`${ACCOUNT}_ins-1fbcfb1c5109756a`))).toEqual(instance);
    expect(issuerOf(url(`${ACCOUNT}_ins-1fbcfb1c5109756a`, "amazonaws.com.cn"))).toEqual(instance);
  });

  test.each([
    undefined,
    "",
    url("something else"),
    url(`1${ACCOUNT}_ins-1`),
    url(`${ACCOUNT}_ins-1 x`),
    `x${url(`${ACCOUNT}_ins-1`)}`,
    `${url(`${ACCOUNT}_ins-1`)}?x`,
    "https://portal.sso.us-west-2.amazonaws.com/saml/assertion/a",
  ])("%s is none", (text) => {
    expect(issuerOf(text)).toBeNull();
  });
});

describe("a command", () => {
  test.each([
    ["a-b_c@d%e+f=g:h,i.j/k", "a-b_c@d%e+f=g:h,i.j/k"],
    ["two words", "'two words'"],
    ["it's", `'it'\\''s'`],
    ["a;b", "'a;b'"],
    ["", "''"],
    ["a\u0000b\u001b\u007f\u0085c", "abc"],
  ])("takes %j as one word", (text, word) => {
    expect(shellWord(text)).toBe(word);
  });

  test.each<[string | null, string | null, string | null, string | null, string]>([
    [null, null, null, null, "<user> <account> <set>"],
    ["alice", null, null, null, "alice"],
    ["alice", ACCOUNT, null, null, `alice ${ACCOUNT}`],
    ["alice", ACCOUNT, "Read Only", null, `alice ${ACCOUNT} 'Read Only'`],
    ["alice", null, "ReadOnly", null, "alice <account> ReadOnly"],
    [null, ACCOUNT, null, null, `<user> ${ACCOUNT}`],
    [null, "sandbox", null, null, "<user> <account> <set>"],
    ["alice", null, null, "s3:GetObject", "alice <account> <set> --action s3:GetObject"],
    ["alice", ACCOUNT, "R", "s3:Get*", `alice ${ACCOUNT} R --action s3:Get*`],
    ["alice", ACCOUNT, "R", "S3:Get", `alice ${ACCOUNT} R`],
    ["alice", ACCOUNT, "R", "s3:Get x", `alice ${ACCOUNT} R`],
    ["alice", ACCOUNT, "R", "x s3:Get", `alice ${ACCOUNT} R`],
    ["--yes", null, null, null, "-- --yes"],
    ["- x", ACCOUNT, "R", "s3:Get", `--action s3:Get -- '- x' ${ACCOUNT} R`],
    ["a-b", null, null, null, "a-b"],
  ])("asks %s %s %s %s", (user, account, set, action, words) => {
    expect(whyCommand(user, account, set, action)).toBe(`idc-doctor why ${words}`);
  });
});

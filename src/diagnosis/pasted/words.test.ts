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
    {
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${NAME}/alice`,
      kind: "Identity Center user",
      name: "alice",
      account: ACCOUNT,
      permissionSet: "ReadOnly",
    },
    {
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/AWSServiceRoleForSSO/AWS-SSO`,
      kind: "AWS service",
      name: "AWSServiceRoleForSSO",
      account: ACCOUNT,
      permissionSet: null,
    },
    {
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/bob/x`,
      kind: "role session",
      name: "Admin/bob/x",
      account: ACCOUNT,
      permissionSet: null,
    },
    {
      arn: `${PATH}/eu-west-1/${NAME}`,
      kind: "Identity Center user",
      name: null,
      account: ACCOUNT,
      permissionSet: "ReadOnly",
    },
    {
      arn: `arn:aws:iam::${ACCOUNT}:role/AWSServiceRoleForSSO`,
      kind: "AWS service",
      name: "AWSServiceRoleForSSO",
      account: ACCOUNT,
      permissionSet: null,
    },
    { arn: `arn:aws:iam::${ACCOUNT}:role/path/Own`, kind: "role", name: "Own", account: ACCOUNT, permissionSet: null },
    {
      arn: `arn:aws:iam::${ACCOUNT}:user/path/ci`,
      kind: "IAM user",
      name: "path/ci",
      account: ACCOUNT,
      permissionSet: null,
    },
    { arn: `arn:aws:iam::${ACCOUNT}:root`, kind: "account root", name: null, account: ACCOUNT, permissionSet: null },
    { arn: `x${PATH}`, kind: "unknown", name: null, account: null, permissionSet: null },
    { arn: `xarn:aws:iam::${ACCOUNT}:user/ci`, kind: "unknown", name: null, account: null, permissionSet: null },
    { arn: `arn:aws:s3:::bucket`, kind: "unknown", name: null, account: null, permissionSet: null },
    { arn: "", kind: "unknown", name: null, account: null, permissionSet: null },
  ])("$arn", ({ arn, kind, name, account, permissionSet }) => {
    expect(principalOfArn(arn)).toEqual({ who: { kind, name, arn }, account, permissionSet });
  });
});

describe("a reserved role", () => {
  test.each([
    { arn: `${PATH}/${NAME}`, permissionSet: "ReadOnly", isWellFormed: true },
    { arn: `${PATH}/eu-west-1/${NAME}`, permissionSet: "ReadOnly", isWellFormed: true },
    { arn: `${PATH}/eu-west-1/more/${NAME}`, permissionSet: "ReadOnly", isWellFormed: false },
    {
      arn: `arn:aws:iam::${ACCOUNT}:role/x/aws-reserved/sso.amazonaws.com/${NAME}`,
      permissionSet: "ReadOnly",
      isWellFormed: false,
    },
    { arn: `arn:aws:iam::${ACCOUNT}:role/${NAME}`, permissionSet: "ReadOnly", isWellFormed: false },
    {
      arn: `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso/permission-set-arn`,
      permissionSet: null,
      isWellFormed: false,
    },
  ])("$arn", ({ arn, permissionSet, isWellFormed }) => {
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

  test.each<{ readonly line: string; readonly expected: Readonly<Record<string, unknown>> }>([
    { line: "nothing", expected: {} },
    { line: `sso_account_id = ${ACCOUNT}`, expected: { account: ACCOUNT } },
    { line: `--account-id ${ACCOUNT}`, expected: { account: ACCOUNT } },
    { line: `"TargetId": "${ACCOUNT}"`, expected: { account: ACCOUNT } },
    { line: `target_id=${ACCOUNT}`, expected: { account: ACCOUNT } },
    { line: `AccountId:'${ACCOUNT}'`, expected: { account: ACCOUNT } },
    { line: `for account ${ACCOUNT}`, expected: { account: ACCOUNT } },
    { line: `your AWS account '${ACCOUNT}' takes`, expected: { account: ACCOUNT } },
    { line: `--account-id ${ACCOUNT}4`, expected: {} },
    { line: `--account-id ${ACCOUNT.slice(1)}`, expected: {} },
    { line: "sso_role_name = Read.Only", expected: { permissionSet: "Read.Only" } },
    { line: "--role-name ReadOnly x", expected: { permissionSet: "ReadOnly" } },
    { line: '"roleName": "ReadOnly"', expected: { permissionSet: "ReadOnly" } },
    { line: `sso_role_name=${NAME}`, expected: { permissionSet: "ReadOnly", iamRoleName: NAME } },
    { line: "sso_role_name=AWSReservedSSO_x", expected: { permissionSet: "x", iamRoleName: "AWSReservedSSO_x" } },
    {
      line: `by arn:aws:sts::${ACCOUNT}:assumed-role/${NAME}/alice@example.com now`,
      expected: { account: ACCOUNT, permissionSet: "ReadOnly", user: "alice@example.com" },
    },
    { line: `on ${PATH}/eu-west-1/${NAME}`, expected: { account: ACCOUNT, permissionSet: "ReadOnly" } },
    { line: `on ${NAME}`, expected: { permissionSet: "ReadOnly" } },
    { line: `for ${SET}.`, expected: { permissionSet: SET } },
    { line: `for ${SET} --role-name Other`, expected: { permissionSet: SET } },
    { line: "for arn:aws:sso:::permissionSet/x/ps-1", expected: {} },
    {
      line: `--account-id 444455556666 by arn:aws:sts::${ACCOUNT}:assumed-role/${NAME}/alice`,
      expected: { account: "444455556666", permissionSet: "ReadOnly", user: "alice" },
    },
    { line: "sso_account_id = undefined, sso_role_name = <role>", expected: {} },
    { line: "role for account XXXXXXXXXXXX and --account-id <account>", expected: {} },
    { line: `one ${ACCOUNT} and two 444455556666`, expected: { accounts: [ACCOUNT, "444455556666"] } },
    { line: `aws_ssoadmin_account_assignment.this["group.Audit.${ACCOUNT}"]`, expected: { account: ACCOUNT } },
    { line: "id 11111111-2222-3333-4444-123456789012", expected: {} },
    {
      line: `34887428-4081-7042-c3c6-928d413009e7,USER,${ACCOUNT},AWS_ACCOUNT,${SET},arn:aws:sso:::instance/ssoins-1234567890abcdef`,
      expected: { account: ACCOUNT, permissionSet: SET, user: "34887428-4081-7042-c3c6-928d413009e7" },
    },
    { line: `arn:aws:iam::${ACCOUNT}:role/${NAME}`, expected: { account: ACCOUNT, permissionSet: "ReadOnly" } },
    {
      line: `arn:aws:sts::<account>:assumed-role/AWSReservedSSO_Audit_<hash>/<user> in account ${ACCOUNT}`,
      expected: { account: ACCOUNT, permissionSet: "Audit" },
    },
  ])("$line", ({ line, expected }) => {
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
    { text: "a-b_c@d%e+f=g:h,i.j/k", word: "a-b_c@d%e+f=g:h,i.j/k" },
    { text: "two words", word: "'two words'" },
    { text: "it's", word: `'it'\\''s'` },
    { text: "a;b", word: "'a;b'" },
    { text: "", word: "''" },
    { text: "a\u0000b\u001b\u007f\u0085c", word: "abc" },
  ])("takes $text as one word", ({ text, word }) => {
    expect(shellWord(text)).toBe(word);
  });

  test.each<{
    readonly user: string | null;
    readonly account: string | null;
    readonly set: string | null;
    readonly action: string | null;
    readonly words: string;
  }>([
    { user: null, account: null, set: null, action: null, words: "<user> <account> <set>" },
    { user: "alice", account: null, set: null, action: null, words: "alice" },
    { user: "alice", account: ACCOUNT, set: null, action: null, words: `alice ${ACCOUNT}` },
    { user: "alice", account: ACCOUNT, set: "Read Only", action: null, words: `alice ${ACCOUNT} 'Read Only'` },
    { user: "alice", account: null, set: "ReadOnly", action: null, words: "alice <account> ReadOnly" },
    { user: null, account: ACCOUNT, set: null, action: null, words: `<user> ${ACCOUNT}` },
    { user: null, account: "sandbox", set: null, action: null, words: "<user> <account> <set>" },
    {
      user: "alice",
      account: null,
      set: null,
      action: "s3:GetObject",
      words: "alice <account> <set> --action s3:GetObject",
    },
    { user: "alice", account: ACCOUNT, set: "R", action: "s3:Get*", words: `alice ${ACCOUNT} R --action s3:Get*` },
    { user: "alice", account: ACCOUNT, set: "R", action: "S3:Get", words: `alice ${ACCOUNT} R` },
    { user: "alice", account: ACCOUNT, set: "R", action: "s3:Get x", words: `alice ${ACCOUNT} R` },
    { user: "alice", account: ACCOUNT, set: "R", action: "x s3:Get", words: `alice ${ACCOUNT} R` },
    { user: "--yes", account: null, set: null, action: null, words: "-- --yes" },
    { user: "- x", account: ACCOUNT, set: "R", action: "s3:Get", words: `--action s3:Get -- '- x' ${ACCOUNT} R` },
    { user: "a-b", account: null, set: null, action: null, words: "a-b" },
  ])("asks $user $account $set $action", ({ user, account, set, action, words }) => {
    expect(whyCommand(user, account, set, action)).toBe(`idc-doctor why ${words}`);
  });
});

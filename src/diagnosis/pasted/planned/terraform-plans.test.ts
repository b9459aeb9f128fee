/** Terraform's plans: each kind of change in its sentence, what is counted only, and which questions they lead to. */
import { describe, expect, test } from "vitest";
import { explainPasted } from "../index.ts";

const INSTANCE = "arn:aws:sso:::instance/ssoins-1234567890abcdef";
const SET = "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef";
const USER = "906ab1c2d3-11112222-3333-4444-5555-666677778888";
const GROUP = "906ab1c2d3-99992222-3333-4444-5555-666677778888";

type Values = Readonly<Record<string, unknown>>;
const change = (type: string, before: Values | null, after: Values | null, name = "one") => ({
  address: `${type}.${name}`,
  mode: "managed",
  type,
  name,
  change: { actions: [before === null ? "create" : after === null ? "delete" : "update"], before, after },
});
const explained = (...changes: readonly object[]) =>
  explainPasted(JSON.stringify({ format_version: "1.2", terraform_version: "1.9.0", resource_changes: changes }));
const meaningOf = (...changes: readonly object[]) => explained(...changes)[0]?.meaning;

const assignment = (more: Values = {}) => ({
  instance_arn: INSTANCE,
  permission_set_arn: SET,
  principal_id: USER,
  principal_type: "USER",
  target_id: "111122223333",
  target_type: "AWS_ACCOUNT",
  ...more,
});
const ASSIGNMENT = "aws_ssoadmin_account_assignment";

describe("a sentence", () => {
  test.each([
    [change(ASSIGNMENT, null, assignment()), `Assigns permission set ${SET} in account 111122223333 to user ${USER}.`],
    [
      change(ASSIGNMENT, assignment({ principal_type: "GROUP", principal_id: GROUP }), null),
      `Takes permission set ${SET} in account 111122223333 from group ${GROUP}.`,
    ],
    [
      change("aws_ssoadmin_permission_set", null, { instance_arn: INSTANCE, name: "Audit" }),
      "Creates permission set Audit.",
    ],
    [
      change("aws_ssoadmin_permission_set", { instance_arn: INSTANCE, name: "Audit", arn: SET }, null),
      "Deletes permission set Audit.",
    ],
    [
      change("aws_identitystore_group", null, { identity_store_id: "d-906ab1c2d3", display_name: "Admins" }),
      "Creates group Admins.",
    ],
    [
      change("aws_identitystore_user", { identity_store_id: "d-906ab1c2d3", user_name: "mia", user_id: USER }, null),
      "Deletes user mia.",
    ],
    [
      change("aws_identitystore_group_membership", null, {
        identity_store_id: "d-906ab1c2d3",
        group_id: GROUP,
        member_id: USER,
      }),
      `Makes user ${USER} a member of group ${GROUP}.`,
    ],
    [
      change(
        "aws_identitystore_group_membership",
        { identity_store_id: "d-906ab1c2d3", group_id: GROUP, member_id: USER },
        null,
      ),
      `Takes user ${USER} out of group ${GROUP}.`,
    ],
  ] as const)("of %o", (one, sentence) => {
    expect(meaningOf(one)?.[0]).toBe(sentence);
  });
});

describe("many changes", () => {
  const accountOf = (index: number) => String(111122220000 + index);
  const many = (count: number, more: (index: number) => Values = (index) => ({ target_id: accountOf(index) })) =>
    Array.from({ length: count }, (_, index) => change(ASSIGNMENT, null, assignment(more(index)), `a${index}`));

  test("twenty are told, and the others are counted", () => {
    expect(meaningOf(...many(20))).toHaveLength(20);
    expect(meaningOf(...many(21))?.slice(20)).toEqual(["… and 1 more."]);
  });

  test("six questions are asked at most, each once", () => {
    const commands = (count: number) =>
      explained(...many(count))[0]?.next.filter((step) => step.startsWith("idc-doctor why")) ?? [];
    expect(commands(2)).toEqual([
      `idc-doctor why ${USER} 111122220000 ${SET}`,
      `idc-doctor why ${USER} 111122220001 ${SET}`,
    ]);
    expect(commands(7)).toHaveLength(6);
    expect(explained(...many(2, () => ({})))[0]?.next.filter((step) => step.startsWith("idc-doctor why"))).toHaveLength(
      1,
    );
  });

  test("what all have is said once, and of more than 500 nothing is", () => {
    expect(explained(...many(2))[0]).toMatchObject({ account: null, permissionSet: SET });
    expect(explained(...many(500, () => ({})))[0]).toMatchObject({ account: "111122223333", permissionSet: SET });
    expect(explained(...many(501, () => ({})))[0]).toMatchObject({
      title: "A Terraform plan: 501 changes of access",
      account: null,
      permissionSet: null,
    });
  });

  test("one is one change, and none changes nobody's access", () => {
    expect(explained(...many(1))[0]?.title).toBe("A Terraform plan: 1 change of access");
    const [none] = explained(change("aws_s3_bucket", null, { bucket: "b" }));
    expect(none?.title).toBe("A Terraform plan: it changes nobody's access");
    expect(none?.next).toEqual(["Hold it against access tests:", "idc-doctor test access.yaml --with <file>"]);
  });

  test("a group's grant asks who has it, with the account where it is one", () => {
    const ofGroup = (more: Values) =>
      explained(change(ASSIGNMENT, null, assignment({ principal_type: "GROUP", principal_id: GROUP, ...more })))[0]
        ?.next[1];
    expect(ofGroup({})).toBe(`idc-doctor who-can 111122223333 ${SET}`);
    expect(ofGroup({ target_id: "nothing" })).toBe(`idc-doctor who-can <account> ${SET}`);
  });
});

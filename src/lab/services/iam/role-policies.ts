/** What a role may do: policies attached to it and written into it. */
import type { Handlers } from "../operation.ts";
import { accountOf, checkedDocument, limitExceeded, noSuchEntity, quotasOf } from "./account.ts";
import { marked } from "./marked.ts";
import { isKnownPolicy } from "./policies.ts";
import { changeableRole, putRole, roleFor } from "./roles.ts";

type Iam = typeof import("@aws-sdk/client-iam");

/** API reference of PutRolePolicy: the inline policies of a role together, without white space. */
const INLINE_CHARACTERS = 10_240;

const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);

export const rolePolicies: Handlers<Iam> = {
  ListAttachedRolePolicies: (input, call) => {
    const role = roleFor(call, input.RoleName);
    const { page, ...rest } = marked(
      role.attachedPolicyArns.map((arn) => ({ PolicyName: nameIn(arn), PolicyArn: arn })),
      input,
      ["ListAttachedRolePolicies", role.arn],
    );
    return { AttachedPolicies: page, ...rest };
  },

  AttachRolePolicy: (input, call) => {
    const role = changeableRole(call, input.RoleName);
    const arn = input.PolicyArn ?? "";
    // Facts D16, wording as IAM prints it.
    if (!isKnownPolicy(call, arn)) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
    const attachedPolicyArns = [...new Set([...role.attachedPolicyArns, arn])];
    const most = quotasOf(accountOf(call)).attachedPoliciesPerRole;
    if (attachedPolicyArns.length > most) throw limitExceeded(`Cannot exceed quota for PoliciesPerRole: ${most}`);
    putRole(call, role.name, { ...role, attachedPolicyArns });
    return {};
  },

  DetachRolePolicy: (input, call) => {
    const role = changeableRole(call, input.RoleName);
    const attachedPolicyArns = role.attachedPolicyArns.filter((arn) => arn !== input.PolicyArn);
    if (attachedPolicyArns.length === role.attachedPolicyArns.length)
      throw noSuchEntity(`Policy ${input.PolicyArn ?? ""} was not found.`);
    putRole(call, role.name, { ...role, attachedPolicyArns });
    return {};
  },

  ListRolePolicies: (input, call) => {
    const role = roleFor(call, input.RoleName);
    const { page, ...rest } = marked(Object.keys(role.inlinePolicies), input, ["ListRolePolicies", role.arn]);
    return { PolicyNames: page, ...rest };
  },

  GetRolePolicy: (input, call) => {
    const role = roleFor(call, input.RoleName);
    const name = input.PolicyName ?? "";
    const document = Object.hasOwn(role.inlinePolicies, name) ? role.inlinePolicies[name] : undefined;
    if (document === undefined) throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
    return { RoleName: role.roleName, PolicyName: name, PolicyDocument: encodeURIComponent(document) };
  },

  PutRolePolicy: (input, call) => {
    const role = changeableRole(call, input.RoleName);
    const document = checkedDocument(input.PolicyDocument);
    const inlinePolicies = { ...role.inlinePolicies, [input.PolicyName ?? ""]: document };
    const length = Object.values(inlinePolicies).join("").replace(/\s/g, "").length;
    if (length > INLINE_CHARACTERS)
      throw limitExceeded(`Maximum policy size of ${INLINE_CHARACTERS} bytes exceeded for role ${role.name}`);
    putRole(call, role.name, { ...role, inlinePolicies });
    return {};
  },

  DeleteRolePolicy: (input, call) => {
    const role = changeableRole(call, input.RoleName);
    const { [input.PolicyName ?? ""]: removed, ...inlinePolicies } = role.inlinePolicies;
    if (removed === undefined)
      throw noSuchEntity(`The role policy with name ${input.PolicyName ?? ""} cannot be found.`);
    putRole(call, role.name, { ...role, inlinePolicies });
    return {};
  },
};

/** Organizational units, and who is under whom. */
import type { OrganizationalUnit } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { rootId } from "../../world/account-lifecycle.ts";
import type { Call, Handlers } from "../operation.ts";
import { accountFor, arn, authorize, constraint, paged, tagsIn } from "./access.ts";

type Organizations = typeof import("@aws-sdk/client-organizations");

/** Quotas of Organizations: levels of units under the root. */
const DEEPEST = 5;

function unitFor({ world }: Call, id = ""): OrganizationalUnit {
  const unit = world.organizationalUnits.get(id);
  if (!unit)
    throw new ApiError(
      "OrganizationalUnitNotFoundException",
      "We can't find an OU with the OrganizationalUnitId that you specified.",
    );
  return unit;
}

/** The parent's id, which is the root's or a unit's. */
export function parentFor({ world }: Call, id = ""): string {
  if (id === rootId(world) || world.organizationalUnits.has(id)) return id;
  throw new ApiError("ParentNotFoundException", "We can't find a root or OU with the ParentId that you specified.");
}

const described = (call: Call, unit: OrganizationalUnit) => ({
  Id: unit.id,
  Name: unit.name,
  Arn: arn(call, `ou/${call.world.organization.id}/${unit.id}`),
});

const childrenOf = (call: Call, parentId: string) => ({
  units: [...call.world.organizationalUnits].filter((unit) => unit.parentId === parentId),
  accounts: [...call.world.accounts].filter((account) => account.parentId === parentId),
});

function depthOf(call: Call, id: string): number {
  const unit = call.world.organizationalUnits.get(id);
  return unit ? depthOf(call, unit.parentId) + 1 : 0;
}

function refuseDuplicate(call: Call, parentId: string, name: string, except?: string): void {
  if (childrenOf(call, parentId).units.some((unit) => unit.name === name && unit.id !== except))
    throw new ApiError("DuplicateOrganizationalUnitException", "An OU with the same name already exists.");
}

export const units: Handlers<Organizations> = {
  ListOrganizationalUnitsForParent: (input, call) => {
    authorize(call);
    const { page, NextToken } = paged(
      childrenOf(call, parentFor(call, input.ParentId)).units.map((unit) => described(call, unit)),
      input,
      ["ListOrganizationalUnitsForParent", input.ParentId],
    );
    return { OrganizationalUnits: page, NextToken };
  },

  DescribeOrganizationalUnit: (input, call) => {
    authorize(call);
    return { OrganizationalUnit: described(call, unitFor(call, input.OrganizationalUnitId)) };
  },

  CreateOrganizationalUnit: (input, call) => {
    authorize(call, "change");
    const { world } = call;
    const parentId = parentFor(call, input.ParentId);
    const name = input.Name ?? "";
    refuseDuplicate(call, parentId, name);
    if (depthOf(call, parentId) >= DEEPEST)
      throw constraint("OU_DEPTH_LIMIT_EXCEEDED", "You have exceeded the maximum depth of the OU tree.");
    const id = `ou-${rootId(world).slice(2)}-${world.random.hex(8)}`;
    const unit: OrganizationalUnit = { id, name, parentId, tags: tagsIn(input.Tags) };
    world.organizationalUnits.put(unit);
    return { OrganizationalUnit: described(call, unit) };
  },

  UpdateOrganizationalUnit: (input, call) => {
    authorize(call, "change");
    const unit = unitFor(call, input.OrganizationalUnitId);
    const changed = { ...unit, name: input.Name ?? unit.name };
    refuseDuplicate(call, unit.parentId, changed.name, unit.id);
    call.world.organizationalUnits.put(changed);
    return { OrganizationalUnit: described(call, changed) };
  },

  DeleteOrganizationalUnit: (input, call) => {
    authorize(call, "change");
    const unit = unitFor(call, input.OrganizationalUnitId);
    const children = childrenOf(call, unit.id);
    if (children.units.length + children.accounts.length > 0)
      throw new ApiError(
        "OrganizationalUnitNotEmptyException",
        "The specified OU is not empty. Move all accounts to another root or to other OUs, remove all child OUs, and try the operation again.",
      );
    for (const policy of call.world.policies)
      if (policy.targets.includes(unit.id))
        call.world.policies.put({ ...policy, targets: policy.targets.filter((target) => target !== unit.id) });
    call.world.organizationalUnits.remove(unit.id);
    return {};
  },

  ListParents: (input, call) => {
    authorize(call);
    const child = call.world.organizationalUnits.get(input.ChildId ?? "") ?? childAccount(call, input.ChildId);
    const isUnit = call.world.organizationalUnits.has(child.parentId);
    return { Parents: [{ Id: child.parentId, Type: isUnit ? ("ORGANIZATIONAL_UNIT" as const) : ("ROOT" as const) }] };
  },

  ListChildren: (input, call) => {
    authorize(call);
    const { units: below, accounts } = childrenOf(call, parentFor(call, input.ParentId));
    const Type = input.ChildType ?? "ACCOUNT";
    const rows = (Type === "ACCOUNT" ? accounts : below).map(({ id }) => ({ Id: id, Type }));
    const { page, NextToken } = paged(rows, input, ["ListChildren", input.ParentId, Type]);
    return { Children: page, NextToken };
  },
};

function childAccount(call: Call, id: string | undefined) {
  if (call.world.accounts.has(id ?? "")) return accountFor(call, id);
  throw new ApiError(
    "ChildNotFoundException",
    "We can't find an organizational unit (OU) or AWS account with the ChildId that you specified.",
  );
}

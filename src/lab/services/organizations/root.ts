/** The organization's root, with the types of policies that are in use. */
import type { PolicyType } from "../../../model/organization-document/document.ts";
import { rootId } from "../../world/account-lifecycle.ts";
import type { World } from "../../world/world.ts";
import type { Call } from "../operation.ts";
import { arn } from "./access.ts";

/** SCPs and RCPs are what access depends on: a document that says nothing has both enabled. */
export const policyTypesOf = ({ organization }: World): readonly PolicyType[] =>
  organization.policyTypes ?? ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"];

export const enabledPolicyTypes = (world: World) =>
  policyTypesOf(world).map((Type) => ({ Type, Status: "ENABLED" as const }));

export const rootOf = (call: Call) => {
  const id = rootId(call.world);
  return {
    Id: id,
    Arn: arn(call, `root/${call.world.organization.id}/${id}`),
    Name: "Root",
    PolicyTypes: enabledPolicyTypes(call.world),
  };
};

/** Permission sets: made, described, changed, deleted, listed, tagged. */
import { certain, parsePermissionSetArn } from "../../../model/ids.ts";
import type { PermissionSet } from "../../../model/organization-document/document.ts";
import { paginate } from "../../protocol/paginate.ts";
import { replacePermissionSet } from "../../world/provisioning.ts";
import type { Call, Handlers } from "../operation.ts";
import {
  conflict,
  denied,
  instanceFor,
  notFound,
  permissionSetFor,
  primaryInstanceFor,
  refuseDelegate,
} from "./access.ts";

type SsoAdmin = typeof import("@aws-sdk/client-sso-admin");

const described = (set: PermissionSet) => ({
  Name: set.name,
  PermissionSetArn: set.arn,
  Description: set.description,
  CreatedDate: new Date(set.createdAt),
  SessionDuration: set.sessionDuration,
  RelayState: set.relayState,
});

export const permissionSets: Handlers<SsoAdmin> = {
  CreatePermissionSet: (input, call) => {
    const instance = primaryInstanceFor(call, "CreatePermissionSet", input.InstanceArn);
    const name = input.Name ?? "";
    // Facts B6, text observed.
    if (call.world.permissionSets.under("name", name).size > 0)
      throw conflict(`PermissionSet with name ${name} already exists.`);
    const arn = certain(
      parsePermissionSetArn(`${instance.arn.replace(":instance/", ":permissionSet/")}/ps-${call.world.random.hex(16)}`),
    );
    const set: PermissionSet = {
      arn,
      name,
      description: input.Description,
      sessionDuration: input.SessionDuration ?? "PT1H",
      relayState: input.RelayState,
      managedPolicyArns: [],
      customerManagedPolicies: [],
      inlinePolicy: "",
      createdAt: call.now.toISOString(),
      tags: Object.fromEntries((input.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
    };
    call.world.permissionSets.put(set);
    return { PermissionSet: described(set) };
  },

  DescribePermissionSet: (input, call) => ({
    PermissionSet: described(permissionSetFor(call, "DescribePermissionSet", input)),
  }),

  UpdatePermissionSet: (input, call) => {
    const set = permissionSetFor(call, "UpdatePermissionSet", input);
    refuseDelegate(call, "UpdatePermissionSet", set);
    replacePermissionSet(call.world, set, {
      ...set,
      description: input.Description ?? set.description,
      sessionDuration: input.SessionDuration ?? set.sessionDuration,
      relayState: input.RelayState ?? set.relayState,
    });
    return {};
  },

  /** A set must be gone from every account first (facts B6). */
  DeletePermissionSet: (input, call) => {
    const set = permissionSetFor(call, "DeletePermissionSet", input);
    refuseDelegate(call, "DeletePermissionSet", set);
    const isUsed = call.world.assignments.under("set", set.arn).size > 0;
    if (isUsed || call.world.roles.under("set", set.arn).size > 0)
      throw conflict(`PermissionSet ${set.arn} is still provisioned to accounts and cannot be deleted.`);
    call.world.permissionSets.remove(set.arn);
    return {};
  },

  ListPermissionSets: (input, call) => {
    primaryInstanceFor(call, "ListPermissionSets", input.InstanceArn);
    const { page, nextToken } = paginate(
      call.world.permissionSets,
      { maxResults: input.MaxResults, nextToken: input.NextToken, defaultSize: 100 },
      ["ListPermissionSets", input.InstanceArn],
    );
    return { PermissionSets: page.map(({ arn }) => arn), NextToken: nextToken };
  },

  TagResource: (input, call) => {
    const set = taggedSet(call, "TagResource", input);
    const added = Object.fromEntries((input.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
    call.world.permissionSets.put({ ...set, tags: { ...set.tags, ...added } });
    return {};
  },

  UntagResource: (input, call) => {
    const set = taggedSet(call, "UntagResource", input);
    const kept = Object.entries(set.tags).filter(([key]) => !input.TagKeys?.includes(key));
    call.world.permissionSets.put({ ...set, tags: Object.fromEntries(kept) });
    return {};
  },

  ListTagsForResource: (input, call) => {
    const set = taggedSet(call, "ListTagsForResource", input);
    const tags = Object.entries(set.tags).map(([Key, Value]) => ({ Key, Value }));
    const { page, nextToken } = paginate(tags, { maxResults: undefined, nextToken: input.NextToken, defaultSize: 75 }, [
      "ListTagsForResource",
      input.ResourceArn,
    ]);
    return { Tags: [...page], NextToken: nextToken };
  },
};

/** Of the resources that can carry tags the lab keeps those of permission sets. */
function taggedSet(
  call: Call,
  operation: string,
  input: { readonly InstanceArn?: string | undefined; readonly ResourceArn: string | undefined },
): PermissionSet {
  if (input.InstanceArn !== undefined) instanceFor(call, operation, input.InstanceArn);
  else if (!call.world.instance) throw denied(call, operation, input.ResourceArn ?? "*");
  const set = call.world.permissionSets.get(input.ResourceArn ?? "");
  if (!set) throw notFound(`Resource ${input.ResourceArn ?? ""} does not exist`);
  return set;
}

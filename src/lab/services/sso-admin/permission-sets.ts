/** Permission sets: made, described, changed, deleted, listed. */
import { certain, parsePermissionSetArn } from "../../../model/ids.ts";
import type { PermissionSet } from "../../../model/organization-document/document.ts";
import { paginate } from "../../protocol/paginate.ts";
import { replacePermissionSet } from "../../world/provisioning.ts";
import type { World } from "../../world/world.ts";
import type { Handlers } from "../operation.ts";
import { conflict, permissionSetFor, primaryInstanceFor, quotaExceeded, refuseDelegate } from "./access.ts";
import { tagsIn } from "./tags.ts";

type SsoAdmin = typeof import("@aws-sdk/client-sso-admin");

/** Facts 3.6. */
const MOST_PERMISSION_SETS = 3500;

const described = (set: PermissionSet) => ({
  Name: set.name,
  PermissionSetArn: set.arn,
  Description: set.description,
  CreatedDate: new Date(set.createdAt),
  SessionDuration: set.sessionDuration,
  RelayState: set.relayState,
});

const isInUse = (world: World, { arn }: PermissionSet): boolean =>
  world.assignments.under("set", arn).size > 0 ||
  world.roles.under("set", arn).size > 0 ||
  [...world.requests.under("kind status", "create-assignment IN_PROGRESS")].some(
    ({ permissionSetArn }) => permissionSetArn === arn,
  );

export const permissionSets: Handlers<SsoAdmin> = {
  CreatePermissionSet: (input, call) => {
    const instance = primaryInstanceFor(call, "CreatePermissionSet", input.InstanceArn);
    const name = input.Name ?? "";
    // Facts B6, text observed.
    if (call.world.permissionSets.under("name", name).size > 0)
      throw conflict(`PermissionSet with name ${name} already exists.`);
    if (call.world.permissionSets.size >= MOST_PERMISSION_SETS)
      throw quotaExceeded(`An instance has at most ${MOST_PERMISSION_SETS} permission sets`);
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
      tags: tagsIn(input.Tags),
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

  /** A set must be gone from every account first (facts B6), and none may be about to get it; sentence observed. */
  DeletePermissionSet: (input, call) => {
    const set = permissionSetFor(call, "DeletePermissionSet", input);
    refuseDelegate(call, "DeletePermissionSet", set);
    if (isInUse(call.world, set))
      throw conflict("Could not delete because PermissionSet has ApplicationProfile associated with it.");
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
};

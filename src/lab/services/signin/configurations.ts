/** Whether Sign-In policies are in force: for an account, or for the organization (Sign-In API reference; facts N1). */
import { ApiError } from "../../protocol/api-error.ts";
import type { Call } from "../operation.ts";
import { changeSignIn, checkWriteRegion, notFound, signInOf } from "./access.ts";

interface TargetInput {
  readonly targetId?: string;
}

interface Target {
  readonly id: string;
  /** The words are inferred. */
  readonly scope: "ACCOUNT" | "ORGANIZATION";
}

export const configurations = {
  GetConsoleAuthorizationConfiguration: (input: TargetInput, call: Call) => {
    const target = targetOf("GetConsoleAuthorizationConfiguration", input, call);
    if (!isEnabled(target, call)) checkKnown(target, call);
    return answer(target, call);
  },

  PutConsoleAuthorizationConfiguration: (input: TargetInput, call: Call) => {
    checkWriteRegion(call);
    const target = targetOf("PutConsoleAuthorizationConfiguration", input, call);
    change(target, call, true);
    return answer(target, call);
  },

  /** Permission statements stay, without effect: inferred, because the operation is documented to disable. */
  DeleteConsoleAuthorizationConfiguration: (input: TargetInput, call: Call) => {
    checkWriteRegion(call);
    const target = targetOf("DeleteConsoleAuthorizationConfiguration", input, call);
    if (!isEnabled(target, call)) checkKnown(target, call);
    change(target, call, false);
    return answer(target, call);
  },
};

/** By the form of the id; without one the caller's account. That an account is its own, and the organization the management account's, is inferred. */
function targetOf(operation: string, { targetId }: TargetInput, { world, caller }: Call): Target {
  const { id, managementAccountId } = world.organization;
  if (targetId === undefined || targetId === caller.accountId) return { id: caller.accountId, scope: "ACCOUNT" };
  const isOwnOrganization = targetId === id && caller.accountId === managementAccountId;
  if (isOwnOrganization) return { id, scope: "ORGANIZATION" };
  throw new ApiError(
    "AccessDeniedException",
    `User: ${caller.arn} is not authorized to perform: signin:${operation} for ${targetId}`,
  );
}

const isEnabled = ({ id, scope }: Target, { world }: Call): boolean =>
  scope === "ORGANIZATION"
    ? world.organization.consoleAuthorizationEnabled === true
    : signInOf(world, id).consoleAuthorizationEnabled;

/** Open: whether what was never switched on is disabled, or is not found. */
function checkKnown({ id }: Target, { world }: Call): void {
  if (world.settings.unsetConsoleAuthorization === "not-found")
    throw notFound(`There is no console authorization configuration for ${id}`);
}

function change({ scope }: Target, call: Call, isWanted: boolean): void {
  const { world } = call;
  if (scope === "ACCOUNT") changeSignIn(call, { consoleAuthorizationEnabled: isWanted });
  else world.organization = { ...world.organization, consoleAuthorizationEnabled: isWanted || undefined };
}

const answer = (target: Target, call: Call) => ({
  targetId: target.id,
  scope: target.scope,
  consoleAuthorizationEnabled: isEnabled(target, call),
});

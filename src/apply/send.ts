/** Sends one call of a plan to AWS, once: nothing may send it a second time. */
import type { Context } from "../model/context.ts";
import { AccessError } from "../model/errors.ts";
import type { ApiCall } from "../plan/change-kind.ts";
import { sendAccountAccess } from "../sources/aws/calling/account-access-client.ts";
import { budgetsOf } from "../sources/aws/calling/budgets.ts";
import type { AwsClients } from "../sources/aws/calling/clients.ts";
import type { AwsConnection } from "../sources/aws/calling/connection.ts";
import { credentialsError, thrownParts } from "../sources/aws/calling/failure.ts";
import { retryOf } from "../sources/aws/calling/retries.ts";
import type { Fence } from "../store/fence.ts";
import { iamIn } from "./account-iam.ts";

export type Sent =
  /** AWS took it. The request id is there for calls whose work goes on. */
  | { readonly kind: "accepted"; readonly requestId: string | undefined }
  /** AWS refused it before doing anything; `isTransient` where trying again may help. */
  | { readonly kind: "refused"; readonly name: string; readonly reason: string; readonly isTransient: boolean }
  /** No answer, or one that does not tell: it may or may not have happened. */
  | { readonly kind: "unclear"; readonly reason: string };

export type Send = (call: ApiCall) => Promise<Sent>;

export interface SenderOptions {
  readonly clients: AwsClients;
  /** The right to send: asked for, and looked at once more when the request is about to leave. */
  readonly fence: Fence;
}

/** Writes count in the same rates as the reads beside them (facts 3.6). */
export function createSender(connection: AwsConnection, context: Context, { clients, fence }: SenderOptions): Send {
  const { budgetOf } = budgetsOf(connection, context);
  const { region } = connection;
  return async (call) => {
    const budget = budgetOf(call.service, call.operation, region);
    const sentAt = await budget.turn();
    try {
      const requestId = await dispatchFenced(call, { connection, clients, region, signal: context.signal, fence });
      return { kind: "accepted", requestId };
    } catch (error) {
      if (error instanceof AccessError) throw error;
      if (context.signal.aborted) throw new AccessError("interrupted", "Interrupted");
      const fatal = credentialsError(error);
      if (fatal) throw fatal;
      if (retryOf(error) === "throttled") budget.throttled(sentAt);
      return judge(error);
    }
  };
}

/** Facts 3.1 and D14: a conflict or a throttle may pass; a 4xx did nothing; everything else is unclear. */
function judge(error: unknown): Sent {
  const { name, message, status } = thrownParts(error);
  if (status === undefined || status >= 500 || status < 400) return { kind: "unclear", reason: message };
  const isTransient = /^(ConflictException|ThrottlingException|TooManyRequestsException)$/.test(name);
  return { kind: "refused", name, reason: `${name}: ${message}`, isTransient };
}

interface Dispatch extends SenderOptions {
  readonly connection: AwsConnection;
  readonly region: string;
  readonly signal: AbortSignal;
}

/** Nothing has left yet: the process was away between the question and the request. */
class HeldBack extends Error {}

/**
 * INVARIANT: a process that was stopped, and whose plan another one has taken over, sends nothing when it wakes up. Between the last
 * look and the first byte nothing waits but an open connection.
 *
 * @throws AccessError `lease-lost`
 */
async function dispatchFenced(call: ApiCall, dispatching: Dispatch): Promise<string | undefined> {
  for (;;) {
    await dispatching.fence.ensure();
    try {
      return await dispatch(call, dispatching);
    } catch (error) {
      if (!(error instanceof HeldBack)) throw error;
    }
  }
}

/** The last step before the request handler (the SDK's own order: serialized, signed, then this). */
function heldBack<Command extends { readonly middlewareStack: object }>(command: Command, fence: Fence): Command {
  (command.middlewareStack as Stack).add(
    (next) => async (args) => {
      if (!fence.isCertain()) throw new HeldBack("The lease is not certain");
      return next(args);
    },
    { step: "deserialize", priority: "low", name: "fence" },
  );
  return command;
}

/** Each command's stack is typed by its own input and output; here it is used without them. */
interface Stack {
  readonly add: (
    middleware: (next: (args: unknown) => Promise<unknown>) => (args: unknown) => Promise<unknown>,
    options: { readonly step: "deserialize"; readonly priority: "low"; readonly name: string },
  ) => void;
}

/** The inputs were built from typed changes (`plan/changes`), so each fits its command. */
async function dispatch(call: ApiCall, dispatching: Dispatch): Promise<string | undefined> {
  const { service, operation, input } = call;
  const { clients, region, signal: abortSignal, fence } = dispatching;
  if (service === "identitystore") {
    const sdk = await import("@aws-sdk/client-identitystore");
    const client = await clients.identitystore(region);
    const members = input as { IdentityStoreId: string; GroupId: string; MemberId: { UserId: string } };
    if (operation === "CreateGroupMembership") {
      await client.send(heldBack(new sdk.CreateGroupMembershipCommand(members), fence), { abortSignal });
      return undefined;
    }
    const { MembershipId } = await client.send(new sdk.GetGroupMembershipIdCommand(members), { abortSignal });
    const command = new sdk.DeleteGroupMembershipCommand({ IdentityStoreId: members.IdentityStoreId, MembershipId });
    await client.send(heldBack(command, fence), { abortSignal });
    return undefined;
  }
  if (service === "account-access") {
    await dispatchEntitlement(call, dispatching);
    return undefined;
  }
  if (service === "iam") {
    await dispatchTrustPolicy(call, dispatching);
    return undefined;
  }
  const sdk = await import("@aws-sdk/client-sso-admin");
  const client = await clients.ssoAdmin(region);
  switch (operation) {
    case "CreateAccountAssignment": {
      const command = new sdk.CreateAccountAssignmentCommand(input as never);
      return (await client.send(heldBack(command, fence), { abortSignal })).AccountAssignmentCreationStatus?.RequestId;
    }
    case "DeleteAccountAssignment": {
      const command = new sdk.DeleteAccountAssignmentCommand(input as never);
      return (await client.send(heldBack(command, fence), { abortSignal })).AccountAssignmentDeletionStatus?.RequestId;
    }
    case "ProvisionPermissionSet": {
      const command = new sdk.ProvisionPermissionSetCommand(input as never);
      return (await client.send(heldBack(command, fence), { abortSignal })).PermissionSetProvisioningStatus?.RequestId;
    }
    default:
      throw new TypeError(`no plan sends ${service}:${operation}`);
  }
}

interface EntitlementInput {
  readonly applicationArn: string;
  readonly entitlement: { readonly principalRole: object };
}

/** An entitlement is deleted by its own id, which is looked up; one that is gone needs no deletion (facts AAM10). */
async function dispatchEntitlement(
  { operation, input }: Pick<ApiCall, "operation" | "input">,
  { clients, region, signal: abortSignal, fence }: Dispatch,
): Promise<void> {
  const client = await clients.accountAccess(region);
  const write = (name: "CreateEntitlement" | "DeleteEntitlement", given: object) =>
    sendAccountAccess(client, name, { input: given, abortSignal, prepared: (command) => heldBack(command, fence) });
  if (operation === "CreateEntitlement") return void (await write(operation, input));
  const { applicationArn, entitlement } = input as unknown as EntitlementInput;
  const found = await sendAccountAccess<{ readonly entitlements?: readonly { readonly entitlementId?: string }[] }>(
    client,
    "ListEntitlements",
    { input: { applicationArn, filter: entitlement }, abortSignal },
  );
  for (const { entitlementId } of found.entitlements ?? [])
    await write("DeleteEntitlement", { applicationArn, entitlementId });
}

/** The one write in an account of the organization that is not the caller's. */
async function dispatchTrustPolicy(
  { operation, input, inAccount }: ApiCall,
  { connection, clients, signal: abortSignal, fence }: Dispatch,
): Promise<void> {
  if (operation !== "UpdateAssumeRolePolicy" || inAccount === undefined)
    throw new TypeError(`no plan sends iam:${operation}`);
  const { UpdateAssumeRolePolicyCommand } = await import("@aws-sdk/client-iam");
  const client = await iamIn(inAccount, { connection, clients, abortSignal });
  const command = new UpdateAssumeRolePolicyCommand(input as { RoleName: string; PolicyDocument: string });
  await client.send(heldBack(command, fence), { abortSignal });
}

/** The permission statements of an account's Sign-In policy, and the policy that they amount to (Sign-In API reference; facts N1). */
import { isIP } from "node:net";
import {
  type PermissionStatement,
  type SignInConditions,
  signInPolicyStatements,
} from "../../../model/organization-document/sign-in.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { paginate } from "../../protocol/paginate.ts";
import type { Call } from "../operation.ts";
import { changeSignIn, checkWriteRegion, invalid, notFound, signInOf } from "./access.ts";

interface PutInput extends SignInConditions {
  readonly clientToken?: string;
}

interface ListInput {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** As many as the largest page (API model); the quota itself is not documented. */
const MOST_STATEMENTS = 100;

export const statements = {
  PutResourcePermissionStatement: ({ clientToken, ...conditions }: PutInput, call: Call) => {
    checkWriteRegion(call);
    checkConditions(conditions);
    const { world, caller } = call;
    const token = clientToken && `PutResourcePermissionStatement ${caller.accountId} ${clientToken}`;
    const made = token === undefined ? undefined : world.clientTokens.get(token);
    if (made) return { statementId: made.arn };
    const { permissionStatements } = signInOf(world, caller.accountId);
    if (permissionStatements.some((one) => isSame(one, conditions)))
      throw new ApiError("ConflictException", "A permission statement with these conditions already exists");
    if (permissionStatements.length >= MOST_STATEMENTS)
      throw new ApiError(
        "ServiceQuotaExceededException",
        `The policy has the maximum of ${MOST_STATEMENTS} permission statements`,
      );
    const id = world.random.hex(64);
    changeSignIn(call, { permissionStatements: [...permissionStatements, { ...conditions, id }] });
    if (token !== undefined) world.clientTokens.put({ token, arn: id });
    return { statementId: id };
  },

  DeleteResourcePermissionStatement: ({ statementId }: { readonly statementId: string }, call: Call) => {
    checkWriteRegion(call);
    const { permissionStatements } = signInOf(call.world, call.caller.accountId);
    const kept = permissionStatements.filter(({ id }) => id !== statementId);
    if (kept.length === permissionStatements.length) throw notFound(`There is no permission statement ${statementId}`);
    changeSignIn(call, { permissionStatements: kept });
    return {};
  },

  /** One row for a permission statement, with its conditions before authentication: inferred. */
  ListResourcePermissionStatements: (input: ListInput, call: Call) => {
    const { accountId } = call.caller;
    const { page, nextToken } = paginate(
      statementsOf(call),
      { maxResults: input.maxResults, nextToken: input.nextToken, defaultSize: MOST_STATEMENTS },
      ["ListResourcePermissionStatements", accountId],
    );
    const permissionStatements = page.map((one) => ({
      sid: one.id,
      condition: signInPolicyStatements(accountId, [one])[0]?.Condition,
    }));
    return { permissionStatements, nextToken };
  },

  GetResourcePolicy: (_input: object, call: Call) => {
    const all = signInPolicyStatements(call.caller.accountId, statementsOf(call));
    return {
      signinResourceBasedPolicy: {
        version: "2012-10-17",
        statement: all.map(({ Effect, Principal, Action, Resource, Condition }) => ({
          effect: Effect,
          principal: Principal,
          action: Action,
          resource: Resource,
          condition: Condition,
        })),
      },
    };
  },
};

/** Open: whether an account without any has an empty policy, or none. */
function statementsOf({ world, caller }: Call): readonly PermissionStatement[] {
  const { permissionStatements } = signInOf(world, caller.accountId);
  if (permissionStatements.length === 0 && world.settings.unsetConsoleAuthorization === "not-found")
    throw notFound(`Account ${caller.accountId} has no Sign-In resource-based policy`);
  return permissionStatements;
}

/** What needs what is documented (API reference; condition keys reference), the sentences are inferred. */
function checkConditions(conditions: SignInConditions): void {
  const { sourceVpc, signinSourceVpce, consoleSourceVpce, vpcSourceIp, sourceIp, requestedRegion } = conditions;
  const isFromVpc = sourceVpc !== undefined || signinSourceVpce !== undefined || consoleSourceVpce !== undefined;
  if (Object.values(conditions).every((value) => value === undefined))
    throw invalid("At least one condition must be given");
  if (isFromVpc && requestedRegion === undefined)
    throw invalid("requestedRegion is required with sourceVpc, signinSourceVpce and consoleSourceVpce");
  if (vpcSourceIp !== undefined && !isFromVpc)
    throw invalid("vpcSourceIp is only taken with sourceVpc, signinSourceVpce or consoleSourceVpce");
  for (const address of [sourceIp, vpcSourceIp])
    if (address !== undefined && !isAddress(address)) throw invalid(`${address} is not an IP address or a CIDR range`);
}

function isAddress(text: string): boolean {
  const [, address = "", prefix] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  return version !== 0 && Number(prefix ?? 0) <= (version === 4 ? 32 : 128);
}

const isSame = ({ id: _, ...one }: PermissionStatement, other: SignInConditions): boolean =>
  (Object.keys({ ...one, ...other }) as (keyof SignInConditions)[]).every((name) => one[name] === other[name]);

/** sts as far as the diagnosis needs it: who am I, and the way into a member account. */
import { parseRoleArn } from "../../../model/reserved-role.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { accountRole } from "../iam/account-roles.ts";
import type { Handlers, Operations } from "../operation.ts";
import { issueKeys } from "./keys.ts";

type Sts = typeof import("@aws-sdk/client-sts");

const handlers: Handlers<Sts> = {
  GetCallerIdentity: (_input, { caller }) => ({ UserId: caller.userId, Account: caller.accountId, Arn: caller.arn }),

  /** The management account may assume the role that it has in every member account; reserved roles never (facts C6). */
  AssumeRole: (input, call) => {
    const { world, caller } = call;
    const role = parseRoleArn(input.RoleArn ?? "");
    const isTrusted =
      role !== undefined &&
      !role.path.startsWith("/aws-reserved/") &&
      caller.accountId === world.organization.managementAccountId &&
      accountRole(world, role.accountId, role.roleName) !== undefined;
    if (!role || !isTrusted)
      throw new ApiError(
        "AccessDenied",
        `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn ?? ""}`,
        { status: 403 },
      );
    const sessionName = input.RoleSessionName ?? "session";
    const lifetime = (input.DurationSeconds ?? 3600) * 1000;
    const keys = issueKeys(world, { accountId: role.accountId, roleName: role.roleName, sessionName }, lifetime);
    return {
      Credentials: {
        AccessKeyId: keys.accessKeyId,
        SecretAccessKey: keys.secretAccessKey,
        SessionToken: keys.sessionToken,
        Expiration: new Date(keys.endsAt),
      },
      AssumedRoleUser: {
        AssumedRoleId: keys.assumedRoleId,
        Arn: `arn:aws:sts::${role.accountId}:assumed-role/${role.roleName}/${sessionName}`,
      },
    };
  },
};

export const sts: Operations = handlers as Operations;

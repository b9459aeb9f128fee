/** Service-linked roles: made by name of the service, deleted as a task (facts 3.2, D12). */
import type { CustomerRole } from "../../../model/organization-document/account-iam.ts";
import { ApiError } from "../../protocol/api-error.ts";
import type { Handlers } from "../operation.ts";
import { accountOf, iamOf, noSuchEntity, putIam } from "./account.ts";
import { accountRole, SERVICE_LINKED_ROLE, SERVICE_ROLE_PATH } from "./account-roles.ts";
import { roles } from "./roles.ts";

type Iam = typeof import("@aws-sdk/client-iam");

/** Of account access manager (facts AAM30). */
export const ACCOUNT_ACCESS_ROLE = "AWSServiceRoleForAccountAccessManager";

const NAMES: Readonly<Record<string, string>> = {
  "sso.amazonaws.com": SERVICE_LINKED_ROLE,
  "account-access.amazonaws.com": ACCOUNT_ACCESS_ROLE,
};

/** `AWSServiceRoleFor<Service>`; the spelling of other services' roles is theirs, here the service's name capitalised. */
function roleNameOf(service: string): string {
  const [name = ""] = service.split(".");
  return NAMES[service] ?? `AWSServiceRoleFor${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

export const serviceLinkedRoles: Handlers<Iam> = {
  CreateServiceLinkedRole: (input, call) => {
    const account = accountOf(call);
    const service = input.AWSServiceName ?? "";
    const name = roleNameOf(service);
    if (accountRole(call.world, account.id, name))
      // API reference of CreateServiceLinkedRole: InvalidInput for a second one.
      throw new ApiError(
        "InvalidInputException",
        `Service role name ${name} has been taken in this account, please try a different suffix.`,
      );
    const role: CustomerRole = {
      name,
      path: `${SERVICE_ROLE_PATH}${service}/`,
      trustPolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["sts:AssumeRole"], Principal: { Service: [service] } }],
      }),
      description: input.Description,
      maxSessionDuration: 3600,
      inlinePolicies: {},
      attachedPolicyArns: [],
      tags: {},
      createdAt: call.now.toISOString(),
    };
    const iam = iamOf(account);
    putIam(call.world, account, {
      roles: [...iam.roles, role],
      serviceLinkedRole: name === SERVICE_LINKED_ROLE ? undefined : iam.serviceLinkedRole,
    });
    return { Role: roles.GetRole?.({ RoleName: name }, call).Role };
  },

  /** The role goes at once here; the task that AWS makes of it has succeeded when it is asked for. */
  DeleteServiceLinkedRole: (input, call) => {
    const account = accountOf(call);
    const role = accountRole(call.world, account.id, input.RoleName ?? "");
    if (!role) throw noSuchEntity(`The role with name ${input.RoleName ?? ""} cannot be found.`);
    const isIdentityCenters = role.roleName === SERVICE_LINKED_ROLE;
    if (isIdentityCenters && call.world.roles.under("account", account.id).size > 0)
      // Facts 3.2: it is in use while Identity Center has roles in the account.
      throw new ApiError("DeleteConflictException", "The service-linked role is in use by sso.amazonaws.com");
    putIam(call.world, account, { roles: iamOf(account).roles.filter(({ name }) => name !== role.roleName) });
    return { DeletionTaskId: `task${role.path}${role.roleName}/${call.requestId}` };
  },

  GetServiceLinkedRoleDeletionStatus: (input, call) => {
    const name = (input.DeletionTaskId ?? "").split("/").at(-2) ?? "";
    if (accountRole(call.world, accountOf(call).id, name)) throw noSuchEntity("The deletion task cannot be found.");
    return { Status: "SUCCEEDED" as const };
  },
};

/** Who may use an application (facts A21). */
import type { Principal } from "../../../model/ids.ts";
import type { Application } from "../../../model/organization-document/applications.ts";
import { paginate } from "../../protocol/paginate.ts";
import type { Handlers } from "../operation.ts";
import { conflict, instanceFor, notFound, quotaExceeded } from "./access.ts";
import { applicationFor } from "./applications.ts";
import { principalIn } from "./assignments.ts";

type SsoAdmin = typeof import("@aws-sdk/client-sso-admin");

/** Facts 3.6. */
const MOST_GROUPS = 100;

const isSame = (a: Principal, b: Principal): boolean => a.type === b.type && a.id === b.id;
const described = (application: Application, principal: Principal) => ({
  ApplicationArn: application.arn,
  PrincipalId: principal.id,
  PrincipalType: principal.type,
});

export const applicationAssignments: Handlers<SsoAdmin> = {
  CreateApplicationAssignment: (input, call) => {
    const { world } = call;
    const application = applicationFor(call, "CreateApplicationAssignment", input.ApplicationArn);
    const principal = principalIn(input.PrincipalType, input.PrincipalId);
    const exists = principal.type === "USER" ? world.users.has(principal.id) : world.groups.has(principal.id);
    if (!exists) throw notFound(`${principal.type} not found.`);
    if (application.assignments.some((one) => isSame(one, principal)))
      throw conflict("The application assignment already exists.");
    if (
      principal.type === "GROUP" &&
      application.assignments.filter(({ type }) => type === "GROUP").length >= MOST_GROUPS
    )
      throw quotaExceeded(`An application has at most ${MOST_GROUPS} groups`);
    world.applications.put({ ...application, assignments: [...application.assignments, principal] });
    return {};
  },

  DeleteApplicationAssignment: (input, call) => {
    const application = applicationFor(call, "DeleteApplicationAssignment", input.ApplicationArn);
    const principal = principalIn(input.PrincipalType, input.PrincipalId);
    const kept = application.assignments.filter((one) => !isSame(one, principal));
    if (kept.length === application.assignments.length) throw notFound("The application assignment does not exist.");
    call.world.applications.put({ ...application, assignments: kept });
    return {};
  },

  /** Direct assignments only: it ignores what groups give (facts A21). */
  DescribeApplicationAssignment: (input, call) => {
    const application = applicationFor(call, "DescribeApplicationAssignment", input.ApplicationArn);
    const principal = principalIn(input.PrincipalType, input.PrincipalId);
    if (!application.assignments.some((one) => isSame(one, principal)))
      throw notFound("The application assignment does not exist.");
    return described(application, principal);
  },

  ListApplicationAssignments: (input, call) => {
    const application = applicationFor(call, "ListApplicationAssignments", input.ApplicationArn);
    const { page, nextToken } = paginate(
      application.assignments,
      { maxResults: input.MaxResults, nextToken: input.NextToken, defaultSize: 100 },
      ["ListApplicationAssignments", application.arn],
    );
    return { ApplicationAssignments: page.map((one) => described(application, one)), NextToken: nextToken };
  },

  /** A user's own and those of the user's groups (API reference: "the principal's access, direct and by groups"). */
  ListApplicationAssignmentsForPrincipal: (input, call) => {
    const { world } = call;
    const instance = instanceFor(call, "ListApplicationAssignmentsForPrincipal", input.InstanceArn);
    const principal = principalIn(input.PrincipalType, input.PrincipalId);
    const groups = principal.type === "USER" ? [...world.memberships.under("user", principal.id)] : [];
    const ids = new Set([principal.id, ...groups.map(({ groupId }) => groupId)] as string[]);
    const wanted = input.Filter?.ApplicationArn;
    const rows = [...world.applications.under("instance", instance.arn)]
      .filter(({ arn }) => wanted === undefined || arn === wanted)
      .flatMap((one) => one.assignments.filter(({ id }) => ids.has(id)).map((holder) => described(one, holder)));
    const { page, nextToken } = paginate(
      rows,
      { maxResults: input.MaxResults, nextToken: input.NextToken, defaultSize: 100 },
      ["ListApplicationAssignmentsForPrincipal", instance.arn, principal, wanted],
    );
    return { ApplicationAssignments: [...page], NextToken: nextToken };
  },
};

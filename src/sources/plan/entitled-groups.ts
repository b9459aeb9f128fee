/** The roles of account access manager that a group brings to whoever joins it (facts AAM12). */
import type { GroupId } from "../../model/ids.ts";
import { allKnown, failureInWords, knownValue, type ReadFailure } from "../../model/reading.ts";
import type { PlanningReader } from "../plan-reader.ts";
import type { TouchedIds } from "./touched.ts";

/** Each of them costs calls in its account. */
const ROLES_LOOKED_AT = 20;

interface RolesOfGroups {
  readonly roles: TouchedIds["roles"];
  readonly notLookedFurther: readonly string[];
}

const NONE: RolesOfGroups = { roles: [], notLookedFurther: [] };

/** Nothing where nobody joins a group, or account access manager is not set up or not offered. */
export async function rolesOfGroups(reader: PlanningReader, joined: readonly GroupId[]): Promise<RolesOfGroups> {
  if (joined.length === 0) return NONE;
  const applications = await reader.accountAccessApplications();
  if (applications.state === "unknown") return unreadable(applications.failure);
  const [application] = knownValue(applications) ?? [];
  if (!application) return NONE;
  const applicationArn = application.arn;
  const lists = allKnown(
    await Promise.all(
      joined.map((id) =>
        reader.entitlementsOf({ applicationArn, principal: { type: "GROUP", id }, accountId: undefined }),
      ),
    ),
  );
  if (lists.state === "unknown") return unreadable(lists.failure);
  const rows = (knownValue(lists) ?? []).flat();
  const roles = [...new Map(rows.map((row) => [row.roleArn, row])).values()].map(({ roleArn, accountId }) => ({
    roleArn,
    accountId,
    applicationArn,
  }));
  const isCut = roles.length > ROLES_LOOKED_AT;
  return {
    roles: roles.slice(0, ROLES_LOOKED_AT),
    notLookedFurther: isCut
      ? [`not looked further than ${ROLES_LOOKED_AT} of ${roles.length} roles that the group is entitled to`]
      : [],
  };
}

const unreadable = (failure: ReadFailure): RolesOfGroups => ({
  roles: [],
  notLookedFurther: [
    `which roles of account access manager the group gives could not be read (${failureInWords(failure)})`,
  ],
});

/** Requests that failed, or do not end, with the words that AWS prints (facts 2.4). */
import { PAIR, type Place, type Rows, type Seed, withoutAssignments, withoutRole } from "./place.ts";

type Row = Rows["requests"][number];

/** Before the snapshot; long enough ago that no request takes so long. */
const HOURS_AGO = "2026-01-05T04:00:00Z";
/** The lab's clock comes to it in no test. */
const NEVER = "2036-06-01T00:00:00Z";

/** Nothing came of the request: the set is neither assigned nor provisioned there. */
const withRequest =
  (row: (place: Place) => Omit<Row, "account" | "permissionSet" | "createdAt">) =>
  (rows: Rows, place: Place): Rows => {
    const bare = withoutRole(withoutAssignments(rows, place), place);
    const { account, permissionSet } = place;
    return { ...bare, requests: [...rows.requests, { ...row(place), account, permissionSet, createdAt: HOURS_AGO }] };
  };

const failedAssignment = (finding: string, reason: (place: Place) => string): Seed => ({
  finding,
  about: [...PAIR, "user"],
  plant: withRequest((place) => ({
    kind: "create-assignment",
    status: "FAILED",
    failureReason: reason(place),
    user: place.user,
  })),
});

export const REQUEST_SEEDS: readonly Seed[] = [
  failedAssignment("assignment-failed", () => "An unexpected internal service exception was encountered"),
  failedAssignment("role-quota", () => "Received a 409 status error: Cannot exceed quota for RolesPerAccount: 1000"),
  failedAssignment(
    "managed-policy-quota",
    () => "Received a 409 status error: Cannot exceed quota for PoliciesPerRole: 10",
  ),
  failedAssignment(
    "saml-provider-quota",
    () => "Received a 409 status error: Cannot exceed quota for SAMLProvidersPerAccount: 100",
  ),
  failedAssignment(
    "aws-managed-policy-missing",
    () => "Policy arn:aws:iam::aws:policy/GoneAccess does not exist or is not attachable.",
  ),
  failedAssignment(
    "customer-managed-policy-missing",
    ({ account }) => `Received a 404 status error: Not supported policy arn:aws:iam::${account}:policy/team/Guard.`,
  ),
  failedAssignment(
    "caller-lacks-iam-in-management-account",
    ({ account }) =>
      `Received a 403 status error: Access denied by IAM. Please check your policy, or wait for role propagation to complete. IAM Error: User: arn:aws:sts::${account}:assumed-role/deployer/run is not authorized to perform: iam:CreateRole on resource: role AWSReservedSSO_X_0123456789abcdef`,
  ),
  {
    finding: "provisioning-failed",
    about: PAIR,
    plant: withRequest(() => ({
      kind: "provision",
      status: "FAILED",
      failureReason: "An unexpected internal service exception was encountered",
    })),
  },
  {
    finding: "assignment-in-progress",
    about: [...PAIR, "user"],
    plant: withRequest(({ user }) => ({ kind: "create-assignment", status: "IN_PROGRESS", user, endsAt: NEVER })),
  },
  {
    finding: "provisioning-in-progress",
    about: PAIR,
    plant: withRequest(() => ({ kind: "provision", status: "IN_PROGRESS", endsAt: NEVER })),
  },
];

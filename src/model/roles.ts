/** Who may do what on a server that several people share: three roles, each for one organization or for all. */

/** Each may do what the ones before it may. */
export const ROLES = ["viewer", "operator", "approver"] as const;
export type Role = (typeof ROLES)[number];

/** A role in one organization; null: in every one. */
export interface RoleGrant {
  readonly role: Role;
  readonly organization: string | null;
}

/** Whoever sends a request. */
export interface Identity {
  /** As the audit log names them: `alice@example.com`, `token <name>`, `local user`. */
  readonly name: string;
  readonly grants: readonly RoleGrant[];
}

const isAtLeast = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

/** Whether somebody has the role, or one that includes it, in the organization; null: in any organization. */
export const mayAct = ({ grants }: Identity, needed: Role, organization: string | null): boolean =>
  grants.some(
    (grant) =>
      isAtLeast(grant.role, needed) &&
      (organization === null || grant.organization === null || grant.organization === organization),
  );

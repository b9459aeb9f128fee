/** Organizations of the sizes that the issue names, the same in every run, for tests and measurements of the collector. */
import type { WrittenDocument } from "../../src/model/organization-document/written/document.ts";

export interface Size {
  readonly accounts: number;
  readonly sets: number;
  /** Provisioned pairs. */
  readonly pairs: number;
  readonly users: number;
  readonly groups: number;
}

export const SIZES = {
  S: { accounts: 20, sets: 10, pairs: 120, users: 100, groups: 15 },
  M: { accounts: 200, sets: 60, pairs: 3000, users: 1500, groups: 150 },
  L: { accounts: 1000, sets: 300, pairs: 20_000, users: 10_000, groups: 1000 },
} as const satisfies Record<string, Size>;

export const MANAGEMENT = "100000000000";
const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const accountAt = (at: number): string => String(Number(MANAGEMENT) + at);

/** Design, section 8, with F failed requests; every name is new. One more asks whether account access manager is set up. */
export function formula({ accounts: n, sets: p, pairs: k, users: u, groups: g }: Size, failed: number): number {
  const lists = 2 + Math.ceil(n / 20) + Math.ceil(p / 100) + p + Math.ceil(u / 100) + Math.ceil(g / 100);
  return lists + 2 * Math.min(p, n) + Math.min(g, u) + 3 + failed + Math.min(k, g + u) + 1;
}

/** One to three principals a pair, groups first; three memberships a user; a tenth of the pairs outdated; two failed requests. */
export function sizedOrganization({ accounts, sets, pairs, users, groups }: Size): WrittenDocument {
  // Pairs are spread with a step that meets each pair once.
  const step = (() => {
    for (let candidate = 7919; ; candidate += 2) if (gcd(candidate, accounts * sets) === 1) return candidate;
  })();
  const pairAt = (at: number) => {
    const cell = (at * step) % (accounts * sets);
    return { account: accountAt(cell % accounts), permissionSet: `Set-${Math.floor(cell / accounts)}` };
  };
  const rows = times(pairs, pairAt);
  return {
    schema: "idc-doctor/organization/1",
    organization: { managementAccountId: MANAGEMENT },
    accounts: times(accounts, (at) => ({ id: accountAt(at), name: `account-${at}` })),
    permissionSets: times(sets, (at) => ({ name: `Set-${at}` })),
    users: times(users, (at) => ({ userName: `user-${at}@example.com` })),
    groups: times(groups, (at) => ({ displayName: `group-${at}` })),
    memberships: times(users, (at) =>
      [...new Set([at % groups, (at * 7 + 3) % groups, (at * 13 + 5) % groups])].map((group) => ({
        group: `group-${group}`,
        user: `user-${at}@example.com`,
      })),
    ).flat(),
    assignments: rows.flatMap((row, at) => [
      { ...row, group: `group-${(at * 31) % groups}` },
      ...(at % 3 === 0 ? [{ ...row, user: `user-${(at * 17) % users}@example.com` }] : []),
    ]),
    provisionedRoles: rows.map((row, at) => ({ ...row, freshness: at % 10 === 0 ? "outdated" : "latest" })),
    requests: [
      {
        kind: "create-assignment",
        status: "FAILED",
        failureReason: "quota",
        ...pairAt(pairs),
        user: "user-1@example.com",
      },
      { kind: "provision", status: "FAILED", failureReason: "limit", ...pairAt(1) },
    ],
  };
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

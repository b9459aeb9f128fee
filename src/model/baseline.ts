/** Findings that somebody accepts for a time, with the reason: what a baseline file holds. */
import { CAUSE_IDS } from "./cause-ids.ts";
import { ACCESS_TEST_FAILED, type Finding, LEAST_PRIVILEGE } from "./finding.ts";
import type { OrganizationDocument } from "./organization-document/document.ts";

/** Every cause that a finding can have. */
export const FINDING_IDS: readonly string[] = [...CAUSE_IDS, ...LEAST_PRIVILEGE, ACCESS_TEST_FAILED];

/** By the key of one finding, or by its cause and as many of its subjects as are named: by name or id. */
export interface Acceptance {
  readonly finding?: string | undefined;
  readonly cause?: string | undefined;
  readonly account?: string | undefined;
  readonly set?: string | undefined;
  readonly principal?: string | undefined;
  readonly reason: string;
  /** `2027-01-31`: the last day, in UTC. */
  readonly until: string;
}

/**
 * Whether it is about this finding, on that day or not.
 *
 * @param formerKey under which an earlier version knew this finding together with others
 */
export function accepts(acceptance: Acceptance, { key, cause, subject }: Finding, formerKey?: string): boolean {
  if (acceptance.finding !== undefined) return [key, formerKey].includes(acceptance.finding);
  const { account, permissionSet, principal } = subject;
  return (
    acceptance.cause === cause &&
    (acceptance.account === undefined || isAccount(acceptance.account, account)) &&
    (acceptance.set === undefined || [permissionSet?.arn, permissionSet?.name].includes(acceptance.set)) &&
    (acceptance.principal === undefined || isPrincipal(acceptance.principal, principal))
  );
}

interface Named {
  readonly id: string;
  readonly name: string | null;
}

const isSame = (asked: string, name: string | null | undefined): boolean =>
  name !== null && name !== undefined && name.toLowerCase() === asked.toLowerCase();

/** The id also as the console shows it: `1234-5678-9012`. */
const isAccount = (asked: string, account: Named | undefined): boolean =>
  account !== undefined &&
  (asked.replace(/^(\d{4})-(\d{4})-(\d{4})$/, "$1$2$3") === account.id || isSame(asked, account.name));

/** User names and names of groups compare without case (facts A8). */
const isPrincipal = (asked: string, principal: Named | undefined): boolean =>
  principal !== undefined && (asked === principal.id || isSame(asked, principal.name));

export interface NameOfNothing {
  /** Of the file; the first is 0. */
  readonly entry: number;
  readonly what: "account" | "set" | "principal";
  readonly name: string;
  /** What the organization has of the kind. */
  readonly known: readonly string[];
}

/** Names that mean nothing in the organization: such an entry accepts nothing. An id may be of something that is gone. */
export function namesOfNothing(
  acceptances: readonly Acceptance[],
  { accounts, permissionSets, users, groups }: OrganizationDocument,
): readonly NameOfNothing[] {
  const people = [
    ...users.map(({ id, userName }) => ({ id, name: userName })),
    ...groups.map(({ id, displayName }) => ({ id, name: displayName })),
  ];
  return acceptances.flatMap(({ account, set, principal }, entry): NameOfNothing[] => [
    ...(account === undefined || /^[\d-]+$/.test(account) || accounts.some((one) => isAccount(account, one))
      ? []
      : [{ entry, what: "account", name: account, known: accounts.map(({ name }) => name) } as const]),
    ...(set === undefined || set.startsWith("arn:") || permissionSets.some(({ name }) => name === set)
      ? []
      : [{ entry, what: "set", name: set, known: permissionSets.map(({ name }) => name) } as const]),
    ...(principal === undefined || /[0-9a-f]{8}-/i.test(principal) || people.some((one) => isPrincipal(principal, one))
      ? []
      : [{ entry, what: "principal", name: principal, known: people.map(({ name }) => name) } as const]),
  ]);
}

/** Whether its last day is over at this moment (ISO 8601). */
export const hasEnded = ({ until }: Acceptance, at: string): boolean => at.slice(0, 10) > until;

/** The findings of a team's organization: recorded after every scan, listed in columns, accepted with a reason and a last day. */

import type { AccessTests } from "../../model/access-test.ts";
import { AccessError } from "../../model/errors.ts";
import { ACCESS_TEST_FAILED, type Finding, restsOnTrustPolicy } from "../../model/finding.ts";
import type { FindingAcceptance, FindingColumns, ScanSummary } from "../../model/finding-columns.ts";
import { sightOf } from "../../model/finding-sight.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import type { FindingChanges, FindingState, StoredFinding } from "../../store/finding-store.ts";
import { scanOrganization } from "../scan.ts";
import { findingsOfTests } from "./access-test-findings.ts";
import { audit } from "./audit.ts";
import { currentDocument, noSnapshot } from "./current.ts";
import type { RolesLookedAt } from "./entitled-roles.ts";
import { authorsOfFindings, type Changed } from "./finding-authors.ts";
import { findingColumns, worstFirst } from "./finding-columns.ts";
import type { ServedOrganization, Team } from "./team.ts";

/** Scans the document and keeps what it finds; of an earlier moment than the last scan it changes nothing. */
export async function recordFindings(
  organization: ServedOrganization,
  document: OrganizationDocument,
  { store, context }: Pick<Team, "store" | "context">,
  { changed, tests, roles = {} }: Beside = {},
): Promise<FindingChanges> {
  const { key, connection } = organization;
  const baseline = await store.findings.acceptances(key);
  const now = connection.from ? { ...context, now: () => new Date(document.takenAt) } : context;
  const present = await store.findings.presentKeys(key);
  const further =
    tests === "unreadable" ? await openTests(key, store) : findingsOfTests(tests, (one) => present.has(one));
  const { findings } = scanOrganization(document, now, { region: connection.aws.region, baseline, further, ...roles });
  const news = findings.findings.filter((finding) => !present.has(finding.key));
  const authors = changed && authorsOfFindings(news, document, changed);
  const isUnseenRole = unseenRoles(document, roles);
  const { isBlindTo } = sightOf(document, { notExamined: [] });
  const mayStillBe = (one: string): boolean => isUnseenRole(one) || isBlindTo(one);
  return store.findings.record({ organization: key, findings, authors, mayStillBe });
}

/** Findings about a role that somebody is still entitled to, and that nobody looked at this time. */
function unseenRoles(document: OrganizationDocument, { entitledRoles }: RolesLookedAt): (key: string) => boolean {
  // A document that was written by hand, and one of a lab, has the roles itself.
  if (!document.coverage?.neverAsked?.includes("account-roles")) return () => false;
  const unseen = new Set(document.entitlements.map(({ roleArn }) => roleArn));
  for (const arn of entitledRoles?.keys() ?? []) unseen.delete(arn);
  return (key) => restsOnTrustPolicy(key) && unseen.has(key.slice(key.lastIndexOf(" ") + 1));
}

/** Tests that did not run leave open what was open. */
const openTests = async (key: string, { findings }: Pick<Team["store"], "findings">): Promise<readonly Finding[]> =>
  (await findings.list(key, ["open", "accepted"]))
    .map(({ finding }) => finding)
    .filter(({ cause }) => cause === ACCESS_TEST_FAILED);

/** What is known beside the document. */
interface Beside {
  /** What it was before. */
  readonly changed?: Changed | undefined;
  /** Outcomes of the access tests that run with each refresh; undefined: there are none. */
  readonly tests?: AccessTests | "unreadable" | undefined;
  /** Entitled roles that were read through the audit role. */
  readonly roles?: RolesLookedAt | undefined;
}

/** Findings that are wanted, by their state. */
export type WantedStates = readonly FindingState[];

export interface ListedFindings {
  readonly columns: FindingColumns;
  /** Another text whenever the list may be another one. */
  readonly version: string;
}

/** Of a saved document they are found when somebody asks first. @throws AccessError `not-found` before the first scan */
export async function listFindings(
  organization: ServedOrganization,
  states: WantedStates,
  team: Team,
): Promise<ListedFindings> {
  const version = await findingsVersion(organization, team);
  const { found, scan } = await storedFindings(organization, states, team);
  const recurrences = await team.store.findings.recurrences(organization.key);
  return { columns: findingColumns(found, { scan, recurrences }), version };
}

export interface RankedFindings {
  readonly scan: ScanSummary;
  /** The worst first. */
  readonly found: readonly StoredFinding[];
}

/** As `listFindings`, one by one. @throws AccessError `not-found` before the first scan */
export async function rankedFindings(
  organization: ServedOrganization,
  states: WantedStates,
  team: Team,
): Promise<RankedFindings> {
  await findingsVersion(organization, team);
  const { found, scan } = await storedFindings(organization, states, team);
  return { scan, found: worstFirst(found) };
}

async function storedFindings(
  organization: ServedOrganization,
  states: WantedStates,
  { store }: Team,
): Promise<RankedFindings> {
  const scan = await store.findings.lastScan(organization.key);
  if (scan === undefined) throw noSnapshot(organization);
  return { scan, found: await store.findings.list(organization.key, states) };
}

/** @throws AccessError `not-found` before the first scan */
export async function findingsVersion(organization: ServedOrganization, team: Team): Promise<string> {
  const { key } = organization;
  const version = await team.store.findings.version(key);
  if (version !== undefined) return version;
  const document = await currentDocument(organization, team);
  if (document === undefined) throw noSnapshot(organization);
  await recordFindings(organization, document, team);
  return (await team.store.findings.version(key)) ?? document.takenAt;
}

export interface FindingDetail extends StoredFinding {
  readonly history: Awaited<ReturnType<Team["store"]["findings"]["history"]>>;
}

/** @throws AccessError `not-found` */
export async function findingDetail(
  key: string,
  organization: ServedOrganization,
  { store }: Team,
): Promise<FindingDetail> {
  const stored = await store.findings.read(organization.key, key);
  if (stored) return { ...stored, history: await store.findings.history(organization.key, key) };
  throw noFinding(key);
}

export interface AcceptanceRequest extends FindingAcceptance {
  readonly key: string;
}

/** @throws AccessError `not-found`; `bad-input` for a day that is over */
export async function acceptFinding(
  { key, by, reason, until }: AcceptanceRequest,
  organization: ServedOrganization,
  team: Team,
): Promise<StoredFinding> {
  const at = team.context.now().toISOString();
  if (until < at.slice(0, 10))
    throw new AccessError("bad-input", `${until} is over`, { next: "Give the last day on which it is accepted" });
  const accepted = await team.store.findings.accept({ organization: organization.key, key, by, at, reason, until });
  await audit(team, organization, {
    who: by,
    action: "finding.accept",
    target: key,
    outcome: accepted ? "accepted" : "refused: not-found",
    detail: `until ${until}: ${reason}`,
  });
  if (!accepted) throw noFinding(key);
  return accepted;
}

export interface ManyAccepted {
  readonly accepted: number;
  /** Keys of those that are closed or were never there. */
  readonly gone: readonly string[];
}

/** Each is accepted or not for itself, and has its own line of the audit log. @throws AccessError `bad-input` for a day that is over */
export async function acceptFindings(
  { keys, ...acceptance }: FindingAcceptance & { readonly keys: readonly string[] },
  organization: ServedOrganization,
  team: Team,
): Promise<ManyAccepted> {
  const gone: string[] = [];
  for (const key of new Set(keys))
    try {
      await acceptFinding({ key, ...acceptance }, organization, team);
    } catch (error) {
      if (!(error instanceof AccessError && error.code === "not-found")) throw error;
      gone.push(key);
    }
  return { accepted: new Set(keys).size - gone.length, gone };
}

/** Takes an acceptance back. @throws AccessError `not-found` where the finding is not accepted */
export async function reopenFinding(
  { key, by, reason }: Omit<AcceptanceRequest, "until">,
  organization: ServedOrganization,
  team: Team,
): Promise<StoredFinding> {
  const at = team.context.now().toISOString();
  const reopened = await team.store.findings.reopen({ organization: organization.key, key, by, at, reason });
  await audit(team, organization, {
    who: by,
    action: "finding.reopen",
    target: key,
    outcome: reopened ? "accepted" : "refused: not-found",
    detail: reason,
  });
  if (reopened) return reopened;
  throw new AccessError("not-found", `There is no accepted finding ${JSON.stringify(key)}`);
}

const noFinding = (key: string): AccessError =>
  new AccessError("not-found", `There is no open finding ${JSON.stringify(key)}`);

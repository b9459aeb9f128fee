/** Who caused what a scan finds new: the events between two snapshots whose change the finding is about. */
import { cloudTrailEvent } from "../../facts/grant/cloudtrail-event.ts";
import { documentDifferences } from "../../facts/organization/document-difference.ts";
import { organizationFacts } from "../../facts/organization/facts.ts";
import { type RowDifference, rowDifferences } from "../../facts/organization/row-difference.ts";
import { twoOrganizations } from "../../facts/organization/two-organizations.ts";
import { type Finding, type FindingSubject, restsOnTrustPolicy } from "../../model/finding.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import type { Author } from "../../model/snapshot-diff.ts";
import { authorsBetween } from "../../sources/organization/refreshing/authors.ts";
import type { RawCloudTrailEvent } from "../../sources/organization/refreshing/cloudtrail-window.ts";
import { roleKeyOf, roleTouchedBy } from "../../sources/organization/refreshing/touched-role.ts";

/** What a refresh changed. */
export interface Changed {
  readonly before: OrganizationDocument;
  /** Those that touched the snapshot, as far as they are known. */
  readonly events: readonly RawCloudTrailEvent[];
  /** Those that changed an IAM role's trust policy. */
  readonly ofRoles: readonly RawCloudTrailEvent[];
}

/** By the key of the finding; none for those that no event explains. */
export function authorsOfFindings(
  findings: readonly Finding[],
  after: OrganizationDocument,
  { before, events, ofRoles }: Changed,
): ReadonlyMap<string, string> {
  // Another instance, or the same moment: nothing lies in between.
  if (findings.length === 0 || before.instance?.arn !== after.instance?.arn) return new Map();
  const two = twoOrganizations(organizationFacts(before), organizationFacts(after));
  const authorsOf = authorsBetween(before, after, events);
  const made = [...rowDifferences(two), ...documentDifferences(before, after)].flatMap((difference) => {
    const author = authorsOf(difference).at(-1);
    return author ? [{ ids: idsOf(difference.subject), author }] : [];
  });
  return new Map(
    findings.flatMap((finding) => {
      const by = nearest(idsOfFinding(finding.subject), made)?.by ?? whoChangedRole(finding, ofRoles);
      return by === undefined ? [] : [[finding.key, by] as const];
    }),
  );
}

/** Who changed the trust policy last that a finding is about. */
function whoChangedRole(
  { key, subject: { role } }: Finding,
  ofRoles: readonly RawCloudTrailEvent[],
): string | undefined {
  if (!role || !restsOnTrustPolicy(key)) return undefined;
  const wanted = roleKeyOf(role.arn);
  return ofRoles
    .flatMap((event) => (roleTouchedBy(event) === wanted ? (cloudTrailEvent(event) ?? []) : []))
    .sort((a, b) => a.at.localeCompare(b.at))
    .at(-1)?.by;
}

/** By what they are of: the id of the account, of the set, of the user or group, of the role. */
type Ids = ReadonlyMap<string, ReadonlySet<string>>;

function idsFrom(pairs: readonly (readonly [kind: string, id: string | undefined])[]): Ids {
  const ids = new Map<string, Set<string>>();
  for (const [kind, id] of pairs) if (id !== undefined) ids.set(kind, (ids.get(kind) ?? new Set()).add(id));
  return ids;
}

const idsOf = ({ account, permissionSet, role, user, group }: RowDifference["subject"]): Ids =>
  idsFrom([
    ["account", account?.id],
    ["set", permissionSet?.id],
    ["role", role?.id],
    ["principal", user?.id],
    ["principal", group?.id],
  ]);

const idsOfFinding = ({ account, permissionSet, role, principal }: FindingSubject): Ids =>
  idsFrom([
    ["account", account?.id],
    ["set", permissionSet?.arn],
    ["role", role?.arn],
    ["principal", principal?.id],
  ]);

interface Made {
  readonly ids: Ids;
  readonly author: Author;
}

/** The last author of what shares most with the finding, and speaks of nothing else of the same kind. */
function nearest(wanted: Ids, made: readonly Made[]): Author | undefined {
  let best: { readonly shared: number; readonly author: Author } | undefined;
  for (const { ids, author } of made) {
    const shared = sharedIds(wanted, ids);
    if (shared === 0) continue;
    if (best && (shared < best.shared || (shared === best.shared && author.at <= best.author.at))) continue;
    best = { shared, author };
  }
  return best?.author;
}

function sharedIds(wanted: Ids, ids: Ids): number {
  let shared = 0;
  for (const [kind, mine] of wanted) {
    const others = ids.get(kind);
    if (others === undefined) continue;
    const common = [...mine].filter((id) => others.has(id)).length;
    if (common === 0) return 0;
    shared += common;
  }
  return shared;
}

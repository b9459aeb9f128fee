/** What is new, recurred and gone: by this scan, the scans before, and keys of earlier versions. */
import { describe, expect, test } from "vitest";
import { document, failure, GONE, type Written } from "../diagnosis/scan/testing/documents.ts";
import type { Context } from "../model/context.ts";
import type { Coverage } from "../model/coverage.ts";
import type { Finding } from "../model/finding.ts";
import type { FindingHistory } from "../model/finding-history.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { scanOrganization } from "./scan.ts";

const context = {
  now: () => new Date("2026-09-14T09:30:00Z"),
  newId: () => "00000000-0000-4000-8000-000000000000",
} as unknown as Context;

interface Scanned {
  readonly history: FindingHistory;
  /** Short words: `new direct-grant Admin`. */
  readonly told: readonly string[];
  readonly accepted: readonly string[];
  readonly gone: number | undefined;
  readonly unlooked: number | undefined;
}

const words = ({ cause, subject, isNew, isRecurred, isUnlooked }: Finding): string =>
  [
    isNew ? "new" : isRecurred ? "recurred" : isUnlooked ? "unlooked" : "known",
    cause,
    subject.permissionSet?.name ?? "",
    subject.principal?.name ?? "",
  ].join(" ");

function scanned(of: OrganizationDocument, history?: FindingHistory, accept: readonly string[] = []): Scanned {
  const baseline = accept.map((finding) => ({ finding, reason: "agreed", until: "2999-12-31" }));
  const { findings, history: after } = scanOrganization(of, context, { region: "us-east-1", history, baseline });
  return {
    history: after,
    told: findings.findings.map(words).sort(),
    accepted: findings.accepted.map(({ finding }) => words(finding)),
    gone: findings.comparedWith?.gone,
    unlooked: findings.comparedWith?.unlooked,
  };
}

const SETS = ["ReadOnly", "Admin", "Power"];
const alice = (...sets: readonly string[]): Written => ({
  permissionSets: SETS.map((name) => ({ name })),
  assignments: [
    ...SETS.map((permissionSet) => ({ account: "sandbox", permissionSet, group: "Team" })),
    ...sets.map((permissionSet) => ({ account: "sandbox", permissionSet, user: "alice@example.com" })),
  ],
  provisionedRoles: SETS.map((permissionSet) => ({ account: "sandbox", permissionSet })),
});
const ALICE = document().users[0]?.id ?? "";
const DAY = "2026-09-01T00:00:00.000Z";
const kept = (seen: FindingHistory["seen"]): FindingHistory => ({
  schema: "idc-doctor/finding-history/1",
  lastScan: DAY,
  seen,
});

describe("one more assignment", () => {
  test("is new beside the one that the person had", () => {
    const { history } = scanned(document(alice("ReadOnly")));
    const later = scanned(document(alice("ReadOnly", "Admin")), history);
    expect(later.told).toEqual([
      "known direct-grant ReadOnly alice@example.com",
      "new direct-grant Admin alice@example.com",
    ]);
    expect(scanned(document(alice("Admin")), later.history)).toMatchObject({
      told: ["known direct-grant Admin alice@example.com"],
      gone: 1,
    });
  });
});

describe("the key of an earlier version, which stood for all assignments of a person", () => {
  const former = `direct-grant ${ALICE}`;

  test("nothing is new or gone by the change of the keys alone", () => {
    const first = scanned(
      document(alice("ReadOnly", "Admin")),
      kept({ [former]: { firstSeen: DAY, goneSince: null } }),
    );
    expect(first).toMatchObject({ gone: 0 });
    expect(first.told.filter((told) => !told.startsWith("known"))).toEqual([]);
    expect(Object.keys(first.history.seen)).not.toContain(former);
    expect(Object.values(first.history.seen).map(({ firstSeen }) => firstSeen)).toEqual([DAY, DAY]);
    expect(scanned(document(alice("ReadOnly", "Admin", "Power")), first.history).told).toContain(
      "new direct-grant Power alice@example.com",
    );
  });

  test("where it names all of them, another one is new", () => {
    const seen = { [former]: { firstSeen: DAY, goneSince: null, only: ["ReadOnly in sandbox"] } };
    expect(scanned(document(alice("ReadOnly", "Admin")), kept(seen)).told).toEqual([
      "known direct-grant ReadOnly alice@example.com",
      "new direct-grant Admin alice@example.com",
    ]);
  });

  test("it is gone with the last of them", () => {
    expect(scanned(document(alice()), kept({ [former]: { firstSeen: DAY, goneSince: null } })).gone).toBe(1);
  });

  test("in a baseline it accepts what it stood for then, and nothing later", () => {
    const first = scanned(document(alice("ReadOnly")), kept({ [former]: { firstSeen: DAY, goneSince: null } }), [
      former,
    ]);
    expect(first.accepted).toEqual(["known direct-grant ReadOnly alice@example.com"]);
    const later = scanned(document(alice("ReadOnly", "Admin")), first.history, [former]);
    expect(later.accepted).toHaveLength(1);
    expect(later.told).toEqual(["new direct-grant Admin alice@example.com"]);
  });

  test("where no scan of then is kept, it accepts nothing", () => {
    expect(scanned(document(alice("ReadOnly")), undefined, [former])).toMatchObject({ accepted: [] });
  });
});

describe("what a scan did not look for is not gone, and what none looked for is not new", () => {
  const covered = (of: OrganizationDocument, coverage: Partial<Coverage>): OrganizationDocument => ({
    ...of,
    coverage: { walk: "both", entitlementWalk: "no application", blindSpot: null, gaps: [], ...coverage },
  });
  /** Alice has a set that is provisioned, and one that is not. */
  const unprovisioned: Written = {
    ...alice("ReadOnly", "Admin"),
    provisionedRoles: [SETS[0], SETS[2]].map((permissionSet) => ({ account: "sandbox", permissionSet })),
  };
  const complete = covered(document(unprovisioned), { walk: "both" });
  const byPairs = covered(document(unprovisioned), { walk: "pairs" });
  const without = {
    ...byPairs,
    assignments: byPairs.assignments.filter(
      ({ permissionSetArn }) => permissionSetArn !== byPairs.permissionSets.find(({ name }) => name === "Admin")?.arn,
    ),
  };

  test("the walk by pairs does not see assignments of sets that are not provisioned", () => {
    const first = scanned(complete);
    expect(first.told).toContain("known direct-grant Admin alice@example.com");
    const cheaper = scanned(without, first.history);
    expect(cheaper).toMatchObject({ gone: 0 });
    const again = scanned(complete, cheaper.history);
    expect(again.told.filter((told) => !told.startsWith("known"))).toEqual([]);
  });

  test("the first scan that sees them does not call them new; a later one does", () => {
    const first = scanned(without);
    const wider = scanned(complete, first.history);
    expect(wider.told.filter((told) => told.startsWith("unlooked"))).toHaveLength(2);
    expect(wider.told.filter((told) => /^(new|recurred)/.test(told))).toEqual([]);
    expect(wider.unlooked).toBe(2);
    const nothing = scanned(covered(document(alice()), {}), first.history);
    expect(scanned(complete, nothing.history).told).toContain("new direct-grant Admin alice@example.com");
  });

  test("what was provisioned then and is not now is gone: its role went with the last assignment", () => {
    const before = covered(
      document({ assignments: [{ account: "sandbox", permissionSet: "ReadOnly", user: "alice@example.com" }] }),
      { walk: "pairs" },
    );
    const after = covered(document({ assignments: [], provisionedRoles: [] }), { walk: "pairs" });
    expect(scanned(after, scanned(before).history)).toMatchObject({ gone: 1 });
  });

  test("the walk by pairs does see what is provisioned by now", () => {
    const repaired = covered(document(alice("ReadOnly", "Admin")), { walk: "pairs" });
    expect(scanned(repaired, scanned(complete).history)).toMatchObject({ gone: 1 });
  });

  test("the walk by users and groups does not see those that were deleted", () => {
    const orphaned: Written = { assignments: [{ account: "sandbox", permissionSet: "ReadOnly", group: GONE }] };
    const first = scanned(covered(document(orphaned), {}));
    expect(first.told).toEqual(["known principal-deleted ReadOnly "]);
    const blind = scanned(covered(document({ assignments: [] }), { walk: "principals" }), first.history);
    expect(blind).toMatchObject({ gone: 0, told: ["unlooked provisioned-not-assigned ReadOnly "] });
    expect(scanned(covered(document(orphaned), {}), blind.history).told).toEqual(["known principal-deleted ReadOnly "]);
  });

  test("delegated administrators are asked for by some scans only", () => {
    const delegated = document({
      organization: { managementAccountId: "123456789012", delegatedAdministrators: ["111122223333"] },
      assignments: [{ account: "123456789012", permissionSet: "ReadOnly", group: "Team" }],
      provisionedRoles: [{ account: "123456789012", permissionSet: "ReadOnly" }],
    });
    const unasked = { ...delegated, organization: { ...delegated.organization, delegatedAdministrators: [] } };
    const first = scanned(covered(delegated, {}));
    const blind = scanned(covered(unasked, { neverAsked: ["delegated-administrators"] }), first.history);
    expect(blind).toMatchObject({ gone: 0, told: [] });
    expect(scanned(covered(delegated, {}), blind.history).told).toEqual([
      expect.stringMatching(/^known delegate-reaches/),
    ]);
    const other = scanned(covered(unasked, { neverAsked: ["delegated-administrators"] }));
    expect(scanned(covered(delegated, {}), other.history)).toMatchObject({ unlooked: 1 });
  });

  test("what a failed read hid is not new with the first scan that reads it, and all else is", () => {
    const [sandbox] = document().accounts.filter(({ name }) => name === "sandbox");
    if (!sandbox) throw new TypeError("there is one");
    const part = { kind: "provisioned-to-account", accountId: sandbox.id } as const;
    const torn = covered(document(), { gaps: [{ part, failure }] });
    const whole = document(alice("ReadOnly"));
    expect(scanned(covered(whole, {}), scanned(torn).history)).toMatchObject({ unlooked: 1 });
    // A read that always fails hides what it hides now, too.
    const always = covered(whole, { gaps: [{ part, failure }] });
    expect(scanned(always, scanned(torn).history).told).toEqual(["new direct-grant ReadOnly alice@example.com"]);
  });
});

/** What is new, recurred and gone: by this scan, the scans before, and keys of earlier versions. */
import { describe, expect, test } from "vitest";
import { document, type Written } from "../diagnosis/scan/testing/documents.ts";
import type { Context } from "../model/context.ts";
import type { Finding } from "../model/finding.ts";
import { type FindingHistory, historyAfter } from "../model/finding-history.ts";
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
}

const words = ({ cause, subject, isNew, isRecurred }: Finding): string =>
  [
    isNew ? "new" : isRecurred ? "recurred" : "known",
    cause,
    subject.permissionSet?.name ?? "",
    subject.principal?.name ?? "",
  ].join(" ");

function scanned(of: OrganizationDocument, history?: FindingHistory, accept: readonly string[] = []): Scanned {
  const baseline = accept.map((finding) => ({ finding, reason: "agreed", until: "2999-12-31" }));
  const { findings } = scanOrganization(of, context, { region: "us-east-1", history, baseline });
  return {
    history: historyAfter(findings, history),
    told: findings.findings.map(words).sort(),
    accepted: findings.accepted.map(({ finding }) => words(finding)),
    gone: findings.comparedWith?.gone,
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

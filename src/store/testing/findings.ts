/** For tests: a scan with findings of these keys, as of a moment. */
import { FINDINGS_SCHEMA, type Finding, type Findings } from "../../model/finding.ts";

const finding = (key: string): Finding => ({
  key,
  cause: "outdated",
  severity: "medium",
  confidence: "proved",
  title: "Outdated",
  summary: `${key} is outdated`,
  subject: {},
  affected: { users: 1, sample: ["alice"] },
  remedy: { kind: "human", summary: "Provision it", risk: "low", steps: [] },
});

/** @param unread how many reads failed */
export const scanOf = (takenAt: string, keys: readonly string[], unread = 0): Findings => ({
  schema: FINDINGS_SCHEMA,
  takenAt,
  collectedAt: takenAt,
  refreshedAt: null,
  findings: keys.map(finding),
  counts: { high: 0, medium: keys.length, low: 0 },
  groups: [],
  affectedUsers: keys.length,
  accepted: [],
  scanned: { accounts: 1, permissionSets: 1, users: 1, groups: 0, assignments: 1 },
  blindSpot: null,
  unread: Array.from({ length: unread }, () => ({
    part: { kind: "creation-requests" },
    failure: {
      kind: "refused",
      service: "sso-admin",
      operation: "ListAccountAssignmentCreationStatus",
      permission: "sso:ListAccountAssignmentCreationStatus",
      message: "refused",
    },
  })),
  notExamined: [],
});

/** Names of organizations and causes cannot break out of a label. */
import { expect, test } from "vitest";
import { metricsText } from "./metrics-text.ts";

test("labels are escaped, and what is not known is left out", () => {
  const text = metricsText({
    organizations: [
      {
        organization: 'a"b\\c\nd',
        snapshotAge: null,
        findings: [{ cause: "outdated", severity: "high", state: "open", count: 3 }],
        alerts: [{ channel: "team", kind: "slack", state: "failed", count: 5 }],
        questionsWaiting: 1,
        failedCollections: 0,
        made: 7,
        repeated: 2,
        throttled: 1,
      },
    ],
    jobs: [{ queue: "apply", state: "waiting", jobs: 4 }],
  });
  expect(text).toContain(
    'idc_doctor_findings{organization="a\\"b\\\\c\\nd",cause="outdated",severity="high",state="open"} 3\n',
  );
  expect(text).toContain(
    'idc_doctor_alerts{organization="a\\"b\\\\c\\nd",channel="team",kind="slack",state="failed"} 5\n',
  );
  expect(text).toContain('idc_doctor_jobs{queue="apply",state="waiting"} 4\n');
  expect(text).not.toMatch(/^idc_doctor_snapshot_age_seconds\{/m);
  for (const line of text.trimEnd().split("\n")) expect(line).toMatch(/^# (HELP|TYPE) |^\w+\{.*\} \d+$/);
});

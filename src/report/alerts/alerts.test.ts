/** Alerts of names that would be mentions, links or markup, and of more changes and longer texts than a receiver takes. */
import { expect, test } from "vitest";
import { misfits, OCSF, SLACK, TEAMS } from "../../../tests/support/alert-schemas.ts";
import { ALERT_SCHEMA, type Alert, type AlertChange } from "../../model/alert.ts";
import { asffFindings } from "./asff.ts";
import { ocsfEvents } from "./ocsf.ts";
import { SLACK_CHANGES, slackMessage } from "./slack.ts";
import { TEAMS_CHANGES, teamsMessage } from "./teams.ts";
import { headline } from "./words.ts";

const HOSTILE = "<!channel> <https://evil.example|click> [x](https://evil.example) @everyone \u202e\u0007 *b* &amp;";

const change = (number: number, summary: string): AlertChange => ({
  kind: "opened",
  at: "2026-11-28T12:00:00.000Z",
  firstSeen: "2026-11-20T12:00:00.000Z",
  who: HOSTILE,
  finding: {
    key: `key ${number}`,
    cause: "outdated",
    severity: "high",
    confidence: "proved",
    title: HOSTILE,
    summary,
    subject: {},
    affected: { users: 1, sample: [] },
    remedy: { kind: "human", summary: HOSTILE, risk: "low", steps: [] },
  },
});

const alert = (changes: readonly AlertChange[]): Alert => ({
  schema: ALERT_SCHEMA,
  id: "a",
  organization: "prod",
  at: "2026-11-28T12:00:00.000Z",
  changes,
  more: 7,
  counts: { opened: changes.length, recurred: 2, reopened: 0, accepted: 0, closed: 1 },
  open: { high: 1, medium: 0, low: 0 },
  undelivered: 1,
  link: "https://idc-doctor.example.com/findings",
});
const many = (count: number, length: number) =>
  alert(Array.from({ length: count }, (_, at) => change(at, "😀".repeat(length))));

test("a headline counts each kind once", () => {
  expect(headline(alert([change(1, "x")]))).toBe("prod: 1 finding opened, 2 recurred, 1 closed");
});

test("Slack: nothing in a name begins a mention or a link, and the longest message is taken", () => {
  const text = JSON.stringify(slackMessage({ ...alert([change(1, HOSTILE)]), link: null }));
  expect(text).not.toMatch(/[<>]|\u202e|\\u0007/);
  expect(text).toContain("&lt;!channel&gt;");
  expect(misfits(SLACK, slackMessage(many(SLACK_CHANGES, 5000)))).toEqual([]);
});

test("Teams: only text runs, which know no Markdown; the longest message stays under 28 KB", () => {
  const message = teamsMessage(many(TEAMS_CHANGES, 5000));
  expect(misfits(TEAMS, message)).toEqual([]);
  expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(28_000);
  const text = JSON.stringify(teamsMessage(alert([change(1, HOSTILE)])));
  expect(text).not.toMatch(/"TextBlock"|\u202e|\\u0007/);
});

test("OCSF and ASFF: as long as the text may be, and about the account where nothing is named", () => {
  expect(misfits(OCSF, ocsfEvents(many(3, 5000), "1.0.0"))).toEqual([]);
  const [finding] = asffFindings(many(1, 5000), { accountId: "123456789012", region: "us-gov-west-1" }) as [
    { readonly Description: string; readonly ProductArn: string; readonly Resources: readonly object[] },
  ];
  expect([...finding.Description]).toHaveLength(1024);
  expect(finding.ProductArn).toBe("arn:aws-us-gov:securityhub:us-gov-west-1:123456789012:product/123456789012/default");
  expect(finding.Resources).toEqual([
    { Type: "AwsAccount", Id: "AWS::::Account:123456789012", Region: "us-gov-west-1" },
  ]);
});

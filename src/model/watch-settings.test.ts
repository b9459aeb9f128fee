/** The watch part of the configuration file: what is wrong is said with its place and what would be right. */
import { expect, test } from "vitest";
import { parseConfiguration } from "./configuration.ts";
import { watchedOrganization } from "./watch-settings.ts";

const problemOf = (watch: object, organizations: object = { prod: {}, payments: {} }): string => {
  const read = parseConfiguration(JSON.stringify({ organizations, watch }));
  return read.kind === "ok" ? "" : read.problems.map(({ path, message }) => `${path}: ${message}`).join("\n");
};
const QUEUE = "https://sqs.eu-central-1.amazonaws.com/111122223333/idc-doctor-events";
const slack = { kind: "slack", name: "team", url: "https://hooks.slack.com/services/x" };

test.each<[object, string]>([
  [{ every: 7 }, "watch.every: has to be a number of minutes that divides an hour"],
  [{ every: 90 }, "watch.every: has to be"],
  [
    { organizations: { prd: {} } },
    "watch.organizations.prd: there is no organization prd in the file; it has prod, payments",
  ],
  [{ organizations: { prod: { queue: "sqs://x" } } }, "watch.organizations.prod.queue: has to be the URL of a queue"],
  [{ queue: QUEUE }, "watch.queue: a queue brings events of one organization"],
  [{ alerts: [slack, slack] }, "watch.alerts[1].name: there is another channel with the name team"],
  [{ alerts: [{ kind: "slack", name: "team" }] }, "watch.alerts[0]: needs either url or url-file"],
  [{ alerts: [{ ...slack, "url-file": "x" }] }, "watch.alerts[0]: needs either url or url-file"],
  [{ alerts: [{ ...slack, url: "http://hooks.slack.com/x" }] }, "watch.alerts[0].url: has to be an https address"],
  [{ alerts: [{ ...slack, organizations: ["x"] }] }, "watch.alerts[0].organizations: there is no organization x"],
  [{ alerts: [{ ...slack, "quiet-hours": { from: "25:00" } }] }, 'has to be a time of day in quotes, such as "22:00"'],
  [{ alerts: [{ ...slack, "quiet-hours": { "time-zone": "Mars" } }] }, "has to be a time zone such as Europe/Berlin"],
  [{ alerts: [{ kind: "email", name: "x" }] }, "watch.alerts[0]"],
  [{ alert: [] }, "watch.alert: this field is not known here"],
])("%j", (watch, words) => {
  expect(problemOf(watch)).toContain(words);
});

test("each organization has its own, else what holds for all", () => {
  const watch = { every: 30, "access-tests": "all.yaml", organizations: { prod: { every: 5, queue: QUEUE } } };
  expect(problemOf(watch)).toBe("");
  expect(watchedOrganization(watch, "prod")).toEqual({ every: 5, queue: QUEUE, accessTests: "all.yaml" });
  expect(watchedOrganization(watch, "payments")).toEqual({ every: 30, queue: undefined, accessTests: "all.yaml" });
  expect(watchedOrganization({}, "payments").every).toBe(15);
});

/** Collections that are disturbed: the finished document beside that of an undisturbed one. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { OrganizationDocument } from "../../src/model/organization-document/document.ts";
import { collectOrganization } from "../../src/sources/organization/collecting/collect.ts";
import { freshHome, runCli, startCli } from "../../tests/support/cli.ts";
import { openLab, type TestLab } from "../../tests/support/lab.ts";
import { labConnection, testContext } from "../../tests/support/reader.ts";
import { MANAGEMENT, SIZES, sizedOrganization } from "../../tests/support/sized-organization.ts";
import { say } from "../verdict.ts";

const EVERY = 50;
/** Milliseconds of every answer, so that a kill falls between calls that are under way. */
const LATENCY = 40;

export async function disturbed(): Promise<void> {
  const lab = await openLab({ limits: "off" }, "network");
  await lab.put(sizedOrganization(SIZES.M));
  const whole = await collect(lab);
  for (const kind of ["fail", "throttle", "reset", "torn"] as const) await failing(lab, kind, whole);
  await refusing(lab, whole);
  await lab.close();
  await killed();
}

async function collect(lab: TestLab): Promise<OrganizationDocument> {
  const credentials = { accessKeyId: MANAGEMENT, secretAccessKey: "lab" };
  return (await collectOrganization(labConnection(lab, { credentials, isUnpaced: true }), testContext())).document;
}

const textOf = ({ takenAt: _, ...document }: OrganizationDocument): string => JSON.stringify(document);

async function failing(lab: TestLab, kind: "fail" | "throttle" | "reset" | "torn", whole: OrganizationDocument) {
  await lab.fault({ service: "*", operation: "*", kind, every: EVERY });
  const document = await collect(lab);
  await lab.clearFaults();
  const isEqual = textOf(document) === textOf(whole);
  say(
    isEqual,
    `collect M, every ${EVERY}th call ${kind}: the document ${isEqual ? "equals" : "differs from"} the whole`,
  );
}

/** What stays refused is named, and nothing but it is missing. */
async function refusing(lab: TestLab, whole: OrganizationDocument): Promise<void> {
  await lab.fault({ service: "identitystore", operation: "ListGroupMemberships", kind: "refuse", every: EVERY });
  const document = await collect(lab);
  await lab.clearFaults();
  const gaps = document.coverage?.gaps ?? [];
  const unread = new Set(gaps.map(({ part }) => (part.kind === "members" ? part.groupId : "")));
  const expected = whole.memberships.filter(({ groupId }) => !unread.has(groupId));
  const isRight =
    gaps.length > 0 &&
    textOf({ ...document, coverage: whole.coverage }) === textOf({ ...whole, memberships: expected });
  say(isRight, `  every ${EVERY}th ListGroupMemberships refused: ${gaps.length} gaps named, nothing else is missing`);
}

/** The command itself, killed at half of its calls and run again. */
async function killed(): Promise<void> {
  const lab = await openLab({ limits: "off", latency: LATENCY });
  await lab.put(sizedOrganization(SIZES.S));
  const at = (home: string) => ({ AWS_ENDPOINT_URL: lab.url, AWS_ACCESS_KEY_ID: MANAGEMENT, IDC_DOCTOR_HOME: home });
  const [first, second] = [freshHome(), freshHome()];
  await lab.clearCalls();
  await runCli(["snapshot", "save", join(first, "whole.json")], at(first));
  const price = (await lab.calls()).length;
  await lab.clearCalls();
  const file = join(second, "resumed.json");
  const running = startCli(["snapshot", "save", file], at(second));
  while ((await lab.calls()).length < price / 2) await new Promise((resolve) => setTimeout(resolve, LATENCY / 2));
  running.child.kill("SIGKILL");
  const { signal } = await running.ended;
  const resumed = await runCli(["snapshot", "save", file], at(second));
  const calls = (await lab.calls()).length;
  await lab.close();
  const isEqual = savedIn(file) === savedIn(join(first, "whole.json"));
  say(
    signal === "SIGKILL" && resumed.code === 0 && isEqual,
    `  killed (kill -9) at half of its ${price} calls and run again: ${calls} calls in both runs, the document ${isEqual ? "equals" : "differs from"} the whole`,
  );
}

const savedIn = (file: string): string => textOf(JSON.parse(readFileSync(file, "utf8")) as OrganizationDocument);

/** For tests of `scan`: an organization that a set is old in, and the command run on a lab. */
import type { Findings } from "../../src/model/finding.ts";
import type { WrittenDocument } from "../../src/model/organization-document/written/document.ts";
import { answerOf } from "./in-process.ts";
import type { TestLab } from "./lab.ts";

export const numbered = (count: number) => [...Array(count).keys()].map((at) => String(at + 1).padStart(2, "0"));
export const accountIds = numbered(52).map((number) => `1111222233${number}`);
const people = numbered(30).map((number) => `person${number}`);

/** A set that is old in 52 accounts, and one person with a grant of their own. */
export const written = (changes: Partial<WrittenDocument> = {}): WrittenDocument => ({
  schema: "idc-doctor/organization/1",
  accounts: accountIds.map((id) => ({ id, name: `account-${id.slice(-2)}` })),
  users: people.map((userName) => ({ userName })),
  groups: [{ displayName: "Engineers", members: people }],
  permissionSets: [{ name: "Engineer" }],
  assignments: accountIds.map((account) => ({ account, permissionSet: "Engineer", group: "Engineers" })),
  provisionedRoles: accountIds.map((account) => ({ account, permissionSet: "Engineer", freshness: "outdated" })),
  ...changes,
});

export function runAt(lab: TestLab, home: string, args: readonly string[]) {
  const env = {
    IDC_DOCTOR_HOME: home,
    IDC_DOCTOR_PACE: "off",
    AWS_ENDPOINT_URL: lab.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "123456789012x",
    AWS_SECRET_ACCESS_KEY: "lab",
  };
  // The credential chain of the SDK reads the environment of the process.
  Object.assign(process.env, env);
  return answerOf(args, env);
}

export const findingsOf = (stdout: string): Findings => JSON.parse(stdout) as Findings;

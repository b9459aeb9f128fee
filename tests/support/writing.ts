/** What tests of writes share: an organization on a lab, services that remember what they were told, plan files, and the writes sent. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Connection } from "../../src/app/connection.ts";
import type { Proposal, WriteProgress, WriteServices } from "../../src/app/write/services.ts";
import type { WrittenDocument } from "../../src/model/organization-document/written/document.ts";
import { memoryJournal } from "../../src/store/memory-journal.ts";
import type { TestLab } from "./lab.ts";
import { labConnection, testContext } from "./reader.ts";

export const SANDBOX = "111122223333";
export const OTHER = "444455556666";
export const CLOSED = "777788889999";
export const ALICE = { user: "alice", account: SANDBOX, permissionSet: "ReadOnly", isRegionGiven: true };
const WRITES = /^(Create|Delete|Provision|Put|Attach|Detach|Update)/;

/** Alice has nothing; Bob has ReadOnly in both accounts. */
export const organization = (more: Partial<WrittenDocument> = {}): WrittenDocument => ({
  schema: "idc-doctor/organization/1",
  accounts: [
    { id: SANDBOX, name: "sandbox" },
    { id: OTHER, name: "other" },
    { id: CLOSED, name: "closed", state: "SUSPENDED" },
  ],
  users: [{ userName: "alice" }, { userName: "bob" }],
  groups: [{ displayName: "Readers" }],
  permissionSets: [{ name: "ReadOnly" }],
  assignments: [
    { account: SANDBOX, permissionSet: "ReadOnly", user: "bob" },
    { account: OTHER, permissionSet: "ReadOnly", user: "bob" },
  ],
  ...more,
});

export interface Told {
  readonly proposals: Proposal[];
  readonly progress: WriteProgress[];
}

/** Agrees to everything, unless `more` says otherwise. */
export function servicesOn(lab: TestLab, more: Partial<WriteServices> = {}): WriteServices & Told {
  const told: Told = { proposals: [], progress: [] };
  const connection: Connection = { aws: labConnection(lab), from: undefined, isRegionGiven: true };
  return {
    connection,
    journal: memoryJournal(),
    context: testContext(),
    isDryRun: false,
    onProgress: (one) => void told.progress.push(one),
    ...told,
    ...more,
    confirm: async (proposal) => {
      told.proposals.push(proposal);
      return (await more.confirm?.(proposal)) ?? true;
    },
  };
}

/** The operations that changed something, in their order. */
export async function writtenTo(lab: TestLab): Promise<readonly string[]> {
  return (await lab.calls()).map(({ operation }) => operation).filter((operation) => WRITES.test(operation));
}

export type PlannedStep = readonly ["create" | "delete", string, string];

/** A plan file of steps for Alice and Bob. */
export async function planFileFor(lab: TestLab, steps: readonly PlannedStep[]): Promise<string> {
  const document = await lab.document();
  const idOf = (name: string) => document.users?.find(({ userName }) => userName === name)?.id;
  const promises = steps.map(([does, userName, accountId]) => ({
    userName,
    accountId,
    permissionSetName: "ReadOnly",
    ...(does === "delete" ? { expects: "gone" } : {}),
  }));
  const path = join(mkdtempSync(join(tmpdir(), "idc-doctor-road-")), "plan.json");
  const plan = {
    schema: "idc-doctor/plan/1",
    region: "us-east-1",
    cause: "scan",
    promises,
    steps: steps.map(([does, userName, accountId]) => ({
      reason: "asked",
      change: {
        kind: `${does}-account-assignment`,
        instanceArn: document.instance?.arn,
        accountId,
        permissionSetArn: document.permissionSets?.[0]?.arn,
        permissionSetName: "ReadOnly",
        principal: { type: "USER", id: idOf(userName) },
        principalName: userName,
      },
    })),
  };
  writeFileSync(path, JSON.stringify(plan));
  return path;
}

/** Evidence that no call gave: what lies on the operator's machine, such as the snapshot from before. */
import type { GrantFacts } from "../../facts/grant/grant-facts.ts";
import type { Evidence, EvidenceId } from "../../model/evidence.ts";
import type { InstanceArn, PermissionSetArn } from "../../model/ids.ts";
import { knownValue } from "../../model/reading.ts";

export interface OwnRecords {
  readonly add: (record: Omit<Evidence, "id">) => EvidenceId;
  readonly all: () => Readonly<Record<EvidenceId, Evidence>>;
}

/** The calls' evidence begins with e1, and the user's configuration is e0: these are e0.001, e0.002 and so on. */
export function createOwnRecords(): OwnRecords {
  const records: Evidence[] = [];
  return {
    add: (record) => {
      const id: EvidenceId = `e${(records.length + 1) / 1000}`;
      records.push({ id, ...record });
      return id;
    },
    all: () => Object.fromEntries(records.map((record) => [record.id, record])),
  };
}

/** What a snapshot says of one grant: the ids and names that a later state is compared with. */
export function snapshotRecord({ accountId, at, ...facts }: GrantFacts): Omit<Evidence, "id"> {
  const [user, set, role] = [knownValue(facts.user), knownValue(facts.permissionSet), knownValue(facts.role)];
  return {
    service: "document",
    operation: "ReadSnapshot",
    input: { takenAt: at, accountId, permissionSet: set?.name ?? facts.question.permissionSet },
    output: {
      userId: user?.id ?? null,
      permissionSetArn: set?.arn ?? null,
      assignedTo: (knownValue(facts.attached) ?? []).map(({ principal }) => principal.id),
      groupIds: knownValue(facts.groupIds) ?? [],
      roleName: role?.roleName ?? null,
    },
    at,
  };
}

/** The ARN that a set's name had when it was last read. */
export const rememberedSetRecord = (
  instance: InstanceArn,
  { name, arn, at }: { readonly name: string; readonly arn: PermissionSetArn; readonly at: string },
): Omit<Evidence, "id"> => ({
  service: "cache",
  operation: "ReadRememberedSet",
  input: { InstanceArn: instance, Name: name },
  output: { PermissionSetArn: arn },
  at,
});

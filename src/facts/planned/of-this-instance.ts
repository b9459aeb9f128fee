/** What of a plan is about this organization's instance of Identity Center, in the words of its partition. */
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { PARTITION_WORD } from "../../model/organization-document/written/cloudformation/planned-properties.ts";
import type { Attributes, PlannedChange } from "../../model/organization-document/written/planned-change.ts";

interface OwnChanges {
  readonly own: readonly PlannedChange[];
  /** What was left out, in words. */
  readonly notExamined: readonly string[];
}

/** Without changes that name another instance. */
export function ofThisInstance({ instance }: OrganizationDocument, changes: readonly PlannedChange[]): OwnChanges {
  const partition = instance?.arn.split(":")[1] ?? "aws";
  const written = changes.map((change) => ({
    ...change,
    before: change.before && inPartition(change.before, partition),
    after: change.after && inPartition(change.after, partition),
  }));
  const foreign = written.filter((change) => instance && isForeign(change, instance.arn));
  const arns = [...new Set(foreign.flatMap((change) => instanceOf(change) ?? []))];
  return {
    own: written.filter((change) => !foreign.includes(change)),
    notExamined: arns.map((arn) => `changes of the plan to ${arn}, which is not the instance of this organization`),
  };
}

const inPartition = (row: Attributes, partition: string): Attributes =>
  Object.fromEntries(Object.entries(row).map(([key, text]) => [key, text.replaceAll(PARTITION_WORD, partition)]));

const instanceOf = ({ before, after }: PlannedChange): string | undefined => ({ ...before, ...after })["instance_arn"];

const isForeign = (change: PlannedChange, arn: string): boolean => {
  const other = instanceOf(change);
  return other !== undefined && /^arn:[a-z-]+:sso:::instance\//.test(other) && other !== arn;
};

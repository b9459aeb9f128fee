/** A saved document made ready to be asked: its rows by id, its gaps, and answers with the document as evidence. */
import { certain, type PermissionSetArn, parseRegion, type Region } from "../../model/ids.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { known, type ReadFailure, type Reading } from "../../model/reading.ts";
import { type CallLog, createCallLog } from "../aws/calling/call-log.ts";
import { relationsOf } from "./columns.ts";
import { gapsOf } from "./gaps.ts";

type Input = Readonly<Record<string, unknown>>;

/** What follows from a document alone. */
interface DocumentIndex {
  readonly relations: ReturnType<typeof relationsOf>;
  readonly gaps: ReturnType<typeof gapsOf>;
  readonly users: ReadonlyMap<string, OrganizationDocument["users"][number]>;
  readonly groups: ReadonlyMap<string, OrganizationDocument["groups"][number]>;
  readonly accounts: ReadonlyMap<string, OrganizationDocument["accounts"][number]>;
  readonly sets: ReadonlyMap<PermissionSetArn, OrganizationDocument["permissionSets"][number]>;
}

export interface DocumentSource extends DocumentIndex {
  readonly document: OrganizationDocument;
  readonly region: Region;
  readonly log: CallLog;
  /** @param gap what hid the answer when the snapshot was taken */
  readonly answer: <T>(operation: string, input: Input, value: T, gap?: ReadFailure) => Promise<Reading<T>>;
  /** Only what was not found can lie in a gap. */
  readonly found: <T>(
    operation: string,
    input: Input,
    value: T | null,
    gap?: ReadFailure,
  ) => Promise<Reading<T | null>>;
}

/** @param region where the question is asked; without it the instance's own. */
export function openDocument(document: OrganizationDocument, region?: string): DocumentSource {
  const log = createCallLog();
  const answer: DocumentSource["answer"] = (operation, input, value, gap) => {
    const output = gap ? { notRead: gap.message } : { answer: brief(value) };
    const evidence = { service: "document", operation, input, output, at: document.takenAt };
    const id = log.add(evidence, {
      operation: `document:${operation}`,
      start: 0,
      end: 0,
      isNameLookup: operation === "DescribePermissionSet",
      isAdditional: false,
    });
    return Promise.resolve(gap ? { state: "unknown", failure: gap, evidence: [id] } : known(value, [id]));
  };
  return {
    document,
    region: certain(parseRegion(region ?? document.instance?.primaryRegion ?? "us-east-1")),
    log,
    ...indexOf(document),
    answer,
    found: (operation, input, value, gap) => answer(operation, input, value, value === null ? gap : undefined),
  };
}

/** A document never changes: one that many questions are asked of is indexed once. */
const indexes = new WeakMap<OrganizationDocument, DocumentIndex>();

function indexOf(document: OrganizationDocument): DocumentIndex {
  const before = indexes.get(document);
  if (before) return before;
  const index: DocumentIndex = {
    relations: relationsOf(document),
    gaps: gapsOf(document.coverage),
    users: new Map(document.users.map((user) => [user.id, user])),
    groups: new Map(document.groups.map((group) => [group.id, group])),
    accounts: new Map(document.accounts.map((account) => [account.id, account])),
    sets: new Map(document.permissionSets.map((set) => [set.arn, set])),
  };
  indexes.set(document, index);
  return index;
}

/** More rows than a page of AWS has. */
const LONGEST_SHOWN = 100;

/** Longer lists are evidence by their length; e-mail addresses stay out. */
function brief(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > LONGEST_SHOWN ? `${value.length} rows` : value.map(brief);
  return typeof value === "object" && value !== null && "email" in value
    ? { ...value, email: undefined, department: undefined }
    : value;
}

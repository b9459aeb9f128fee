/** The functions of the npm package: what the commands do, for programs. Nothing here writes to AWS. */

import { type ActionWords, actionAsked } from "../app/action-asked.ts";
import { connectionOf, contextFor } from "../app/connection.ts";
import { answerWhatCan, answerWhoCan } from "../app/effective-access.ts";
import { type Explained, explain as explainText } from "../app/explain.ts";
import { openReader } from "../app/open-reader.ts";
import { processContext } from "../app/process-context.ts";
import { scanOrganization } from "../app/scan.ts";
import { collectSnapshot } from "../app/snapshot.ts";
import { why } from "../app/why.ts";
import type { Diagnosis } from "../model/diagnosis.ts";
import type { EffectiveAccess } from "../model/effective-access.ts";
import { AccessError } from "../model/errors.ts";
import type { Findings } from "../model/finding.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { describeProblems, parseOrganizationDocument } from "../model/organization-document/load.ts";

export type { Explained } from "../app/explain.ts";
export type { DiagnosedCause, Diagnosis, Verdict } from "../model/diagnosis.ts";
export type { EffectiveAccess } from "../model/effective-access.ts";
export { AccessError, type AccessErrorCode } from "../model/errors.ts";
export type { Finding, Findings } from "../model/finding.ts";
export type { OrganizationDocument } from "../model/organization-document/document.ts";

/** How AWS, a local Identity Center or a saved organization is reached. What is left out is as in the aws CLI. */
export interface ConnectionOptions {
  /** Named profile of the AWS configuration. */
  readonly profile?: string;
  /** Home Region of Identity Center; the other Regions are tried if it is not there. */
  readonly region?: string;
  /** Address of a local Identity Center to use instead of AWS. */
  readonly endpointUrl?: string;
  /** Role to assume in the target accounts to read IAM there. */
  readonly auditRole?: string;
  /** A saved organization instead of AWS. */
  readonly from?: OrganizationDocument;
  /** Ends the work. */
  readonly signal?: AbortSignal;
}

/** Who wants to use what, in the words of a person: names, addresses or ids. */
export interface Question extends ActionWords {
  readonly user: string;
  /** Absent: every account. */
  readonly account?: string;
  /** Absent: every permission set. */
  readonly permissionSet?: string;
}

/** An organization that several questions are asked about: what was read for one is there for the next. */
export interface Organization {
  /** Why the user can or cannot use the account. @throws AccessError where the words name nothing, or AWS cannot be asked */
  readonly diagnose: (question: Question) => Promise<Diagnosis>;
}

/**
 * Opens an organization for several questions.
 *
 * @throws AccessError for a profile, Region or address that cannot be used
 */
export async function openOrganization(options: ConnectionOptions = {}): Promise<Organization> {
  const { signal, ...flags } = options;
  const connection = await connectionOf(flags, process.env);
  const context = contextFor(connection, processContext(signal));
  const reader = openReader(connection, context);
  return {
    diagnose: async (question) => {
      const { user, account = null, permissionSet = null, ...action } = question;
      const { isRegionGiven } = connection;
      const asked = { user, account, permissionSet, isRegionGiven, action: actionAsked(action) };
      return (await why(asked, reader, context)).diagnosis;
    },
  };
}

/**
 * Answers one question, as `idc-doctor why` does.
 *
 * @throws AccessError where the words name nothing, or AWS cannot be asked
 */
export async function diagnose(question: Question, options: ConnectionOptions = {}): Promise<Diagnosis> {
  return (await openOrganization(options)).diagnose(question);
}

/**
 * Reads the whole organization, as `idc-doctor snapshot save` does; with a role in the accounts also their aliases. What could not be
 * read is in its `coverage`.
 *
 * @throws AccessError where AWS cannot be asked
 */
export async function collect(options: Omit<ConnectionOptions, "from"> = {}): Promise<OrganizationDocument> {
  const { signal, ...flags } = options;
  const connection = await connectionOf(flags, process.env);
  const nothing = (): void => undefined;
  const { document } = await collectSnapshot(connection.aws, processContext(signal), process.env, {
    isComplete: false,
    includesUnits: false,
    onProgress: nothing,
    onContinued: nothing,
    onWaiting: nothing,
    onTakenOver: nothing,
  });
  return document;
}

/** Understands a pasted error, CloudTrail event or message, as `idc-doctor explain` does. Nothing is asked of AWS. */
export const explain = (text: string): Explained => explainText(text);

/** Every broken, stale or risky grant of an organization, as `idc-doctor scan` does. */
export function scan(document: OrganizationDocument): Findings {
  const context = { ...processContext(), now: () => new Date(document.takenAt) };
  return scanOrganization(document, context, { region: document.instance?.primaryRegion ?? "us-east-1" }).findings;
}

/** Everybody who can use the account, groups expanded. @throws AccessError where the words name nothing, or several things */
export const whoCan = (document: OrganizationDocument, account: string, permissionSet?: string): EffectiveAccess =>
  answerWhoCan(document, account, permissionSet);

/** Everything that the user can use. @throws AccessError where the words name nobody, or several people */
export const whatCan = (document: OrganizationDocument, user: string): EffectiveAccess => answerWhatCan(document, user);

/**
 * Reads an organization document in YAML or JSON.
 *
 * @throws AccessError `unreadable-document` with the place of every bad field
 */
export function readOrganization(text: string): OrganizationDocument {
  const loaded = parseOrganizationDocument(text);
  if (loaded.kind === "ok") return loaded.document;
  throw new AccessError("unreadable-document", `Not an organization document:\n${describeProblems(loaded.problems)}`);
}

/** What the steps of completing a document share, and the pieces that several of them need. */
import { describeMalformed, type Parsed } from "../ids.ts";
import type { PermissionSetContent } from "./document.ts";
import type { Directories, DocumentProblem } from "./names.ts";
import type { WrittenDocument } from "./written/document.ts";

/** The time of a document that gives none; fixed, so that the same text always gives the same document. */
export const DEFAULT_TIME = "2026-01-05T08:00:00Z";

/** What the steps below share: the document as written, what was found wrong so far, the names entered so far. */
export interface Completion {
  readonly written: WrittenDocument;
  readonly problems: DocumentProblem[];
  readonly names: Directories;
  readonly takenAt: string;
}

/** The value of a written identifier, or the derived one; a malformed one is a problem and the derived one stands in. */
export function identifier<T>(
  completion: Completion,
  written: string | undefined,
  parse: (value: string) => Parsed<T>,
  path: string,
  derive: () => T,
): T {
  if (written === undefined) return derive();
  const parsed = parse(written);
  if (parsed.kind === "ok") return parsed.value;
  completion.problems.push({ path, message: describeMalformed(parsed) });
  return derive();
}

type WrittenContent = Partial<NonNullable<NonNullable<WrittenDocument["provisionedRoles"]>[number]["content"]>>;

export function completeContent(written: WrittenContent): PermissionSetContent {
  const reference = (policy: { name: string; path?: string | undefined }) => ({
    name: policy.name,
    path: policy.path ?? "/",
  });
  const boundary = written.permissionsBoundary;
  return {
    managedPolicyArns: written.managedPolicyArns ?? [],
    customerManagedPolicies: (written.customerManagedPolicies ?? []).map(reference),
    inlinePolicy: written.inlinePolicy === undefined ? "" : policyText(written.inlinePolicy),
    permissionsBoundary:
      boundary?.kind === "customer-managed"
        ? { kind: boundary.kind, reference: reference(boundary.reference) }
        : boundary,
    description: written.description,
    sessionDuration: written.sessionDuration ?? "PT1H",
    relayState: written.relayState,
  };
}

export const policyText = (policy: string | Readonly<Record<string, unknown>>): string =>
  typeof policy === "string" ? policy : JSON.stringify(policy);

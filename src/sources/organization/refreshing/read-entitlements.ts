/** Reads account access manager again: its applications, or the entitlements of one account or principal. */
import { accountOfRole } from "../../../facts/organization/entitlement-columns.ts";
import type { UnreadPart } from "../../../model/coverage.ts";
import type { Entitlement } from "../../../model/organization-document/account-access.ts";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import type { EntitlementQuestion } from "../../additional-reader.ts";
import { byKey } from "../collecting/assemble.ts";
import { applicationsOf, entitlementsOf, entitlementsOfApplications, walkOver } from "../collecting/entitlements.ts";
import type { Collecting } from "../collecting/keyed-reads.ts";
import { sideBySide } from "../collecting/parallel.ts";
import { exchanged, type MaybeAgain } from "./document-change.ts";

const APPLICATIONS = { kind: "account-access-applications" } as const;
const STATUS = { kind: "account-access-status" } as const;

/** Entitlements are listed for applications that the document does not know; they go with an application that is gone (facts AAM45). */
export async function applicationsAgain(collecting: Collecting, before: OrganizationDocument): Promise<MaybeAgain> {
  const applications = await applicationsOf(collecting);
  if (!applications) return undefined;
  const wasAsked = before.coverage?.entitlementWalk !== undefined && !isListUnread(before);
  const known = new Set(wasAsked ? before.accountAccessApplications.map(({ arn }) => arn) : []);
  const fresh = applications.filter(({ arn }) => !known.has(arn));
  const { walk, of } = walkOver({
    accounts: before.accounts.map(({ id }) => id),
    principals: [
      ...before.groups.map(({ id }) => ({ type: "GROUP", id }) as const),
      ...before.users.map(({ id }) => ({ type: "USER", id }) as const),
    ],
    isComplete: before.coverage?.walk === "both",
  });
  const rows = await entitlementsOfApplications(collecting, fresh, of);
  const present = new Set(applications.map(({ arn }) => arn));
  const isStatusUnread = collecting.answers.gaps().some(({ part }) => part.kind === STATUS.kind);
  return {
    answers: isStatusUnread ? [APPLICATIONS] : [APPLICATIONS, STATUS],
    change: (document) => ({
      ...document,
      accountAccessApplications: byKey(applications, ({ arn }) => arn),
      entitlements: exchanged(
        document.entitlements,
        ({ applicationArn }) => !present.has(applicationArn),
        rows,
        ({ id }) => id,
      ),
      coverage: document.coverage && {
        ...document.coverage,
        entitlementWalk: applications.length === 0 ? "no application" : walkAfter(document, fresh.length > 0, walk),
      },
    }),
  };
}

const isListUnread = ({ coverage }: OrganizationDocument): boolean =>
  coverage?.gaps.some(({ part }) => part.kind === APPLICATIONS.kind) === true;

type Walk = ReturnType<typeof walkOver>["walk"];

/** Two applications may have been asked for in two ways: what both saw is what the narrower one did. */
function walkAfter({ coverage }: OrganizationDocument, isAnyNew: boolean, walk: Walk): Walk {
  const was = coverage?.entitlementWalk;
  if (!was || was === "no application") return walk;
  if (!isAnyNew) return was;
  return was === "principals" || walk === "principals" ? "principals" : "accounts";
}

type Asked = Omit<Extract<EntitlementQuestion, { accountId: string }>, "applicationArn" | "principal">;
type AskedPrincipal = Pick<Extract<EntitlementQuestion, { principal: object }>, "principal" | "accountId">;

/** Of all applications that the document knows. */
export async function entitlementsAgain(
  collecting: Collecting,
  { accountAccessApplications }: OrganizationDocument,
  asked: Asked | AskedPrincipal,
): Promise<MaybeAgain> {
  const lists = await sideBySide(accountAccessApplications, ({ arn }) =>
    entitlementsOf(collecting, { applicationArn: arn, ...asked }),
  );
  if (lists.some((rows) => rows === undefined)) return undefined;
  const read = lists.flatMap((rows) => rows ?? []);
  const { belongs, part } = partOf(asked);
  return {
    answers: [part],
    change: (document) => ({
      ...document,
      entitlements: exchanged(document.entitlements, belongs, read, ({ id }) => id),
    }),
  };
}

function partOf(asked: Asked | AskedPrincipal): {
  readonly part: UnreadPart;
  readonly belongs: (row: Entitlement) => boolean;
} {
  if ("principal" in asked) {
    const { principal } = asked;
    return {
      part: { kind: "entitlements-of", principal },
      belongs: (row) => row.principal.id === principal.id && row.principal.type === principal.type,
    };
  }
  const { accountId } = asked;
  return {
    part: { kind: "entitlements-of-account", accountId },
    belongs: ({ roleArn }) => accountOfRole(roleArn) === accountId,
  };
}

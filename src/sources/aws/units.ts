/** The tree of the organization: its root, the organizational units, and which account is in which. */
import { type AccountId, parseAccountId } from "../../model/ids.ts";
import type { OrganizationalUnit } from "../../model/organization-document/document.ts";
import { mapReading, type Reading } from "../../model/reading.ts";
import { type CallContext, call, callPages } from "./calling/call.ts";
import { fromAnswer } from "./from-answer.ts";

const service = "organizations";
const NO_PARENT = ["ParentNotFoundException"];

/** One: "Currently, you can have only one root" (API reference of ListRoots). */
export async function listRoots(calling: CallContext): Promise<Reading<readonly string[]>> {
  const answer = await callPages(calling, {
    service,
    operation: "ListRoots",
    input: {},
    send: async (NextToken, abortSignal) => {
      const { ListRootsCommand } = await import("@aws-sdk/client-organizations");
      return (await calling.clients.organizations()).send(new ListRootsCommand({ MaxResults: 20, NextToken }), {
        abortSignal,
      });
    },
    rows: ({ Roots }) => (Roots ?? []).flatMap(({ Id }) => Id ?? []),
    next: ({ NextToken }) => NextToken,
    matters: ({ Roots }) => ({ Roots: (Roots ?? []).map(({ Id }) => Id) }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}

/** The units directly below; null: no such parent. Twenty a page is the API's maximum. */
export async function listUnitsBelow(
  calling: CallContext,
  parentId: string,
): Promise<Reading<readonly OrganizationalUnit[] | null>> {
  const input = { ParentId: parentId };
  const answer = await callPages(calling, {
    service,
    operation: "ListOrganizationalUnitsForParent",
    input,
    send: async (NextToken, abortSignal) => {
      const { ListOrganizationalUnitsForParentCommand } = await import("@aws-sdk/client-organizations");
      const command = new ListOrganizationalUnitsForParentCommand({ ...input, MaxResults: 20, NextToken });
      return (await calling.clients.organizations()).send(command, { abortSignal });
    },
    rows: ({ OrganizationalUnits }) =>
      (OrganizationalUnits ?? []).flatMap(({ Id, Name }) =>
        Id === undefined ? [] : [{ id: Id, name: Name ?? Id, parentId }],
      ),
    next: ({ NextToken }) => NextToken,
    matters: ({ OrganizationalUnits }) => ({ units: OrganizationalUnits?.length ?? 0 }),
    absent: NO_PARENT,
  });
  return mapReading(answer, (found) => found?.rows ?? null);
}

/** The accounts directly below; null: no such parent. */
export async function listAccountsBelow(
  calling: CallContext,
  parentId: string,
): Promise<Reading<readonly AccountId[] | null>> {
  const input = { ParentId: parentId };
  const answer = await callPages(calling, {
    service,
    operation: "ListAccountsForParent",
    input,
    send: async (NextToken, abortSignal) => {
      const { ListAccountsForParentCommand } = await import("@aws-sdk/client-organizations");
      const command = new ListAccountsForParentCommand({ ...input, MaxResults: 20, NextToken });
      return (await calling.clients.organizations()).send(command, { abortSignal });
    },
    rows: ({ Accounts }) => (Accounts ?? []).map(({ Id }) => fromAnswer(parseAccountId(Id ?? ""))),
    next: ({ NextToken }) => NextToken,
    matters: ({ Accounts }) => ({ accounts: Accounts?.length ?? 0 }),
    absent: NO_PARENT,
  });
  return mapReading(answer, (found) => found?.rows ?? null);
}

/** The root or unit that an account or unit is in; null: no such child. */
export async function parentOf(calling: CallContext, childId: string): Promise<Reading<string | null>> {
  const answer = await call(calling, {
    service,
    operation: "ListParents",
    input: { ChildId: childId },
    send: async (abortSignal) => {
      const { ListParentsCommand } = await import("@aws-sdk/client-organizations");
      return (await calling.clients.organizations()).send(new ListParentsCommand({ ChildId: childId }), {
        abortSignal,
      });
    },
    matters: ({ Parents }) => ({ Parents }),
    absent: ["ChildNotFoundException"],
  });
  return mapReading(answer, (found) => found?.Parents?.[0]?.Id ?? null);
}

/** Null: no such unit. */
export async function unitName(calling: CallContext, id: string): Promise<Reading<string | null>> {
  const answer = await call(calling, {
    service,
    operation: "DescribeOrganizationalUnit",
    input: { OrganizationalUnitId: id },
    send: async (abortSignal) => {
      const { DescribeOrganizationalUnitCommand } = await import("@aws-sdk/client-organizations");
      const command = new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: id });
      return (await calling.clients.organizations()).send(command, { abortSignal });
    },
    matters: ({ OrganizationalUnit }) => ({ Name: OrganizationalUnit?.Name }),
    absent: ["OrganizationalUnitNotFoundException"],
  });
  return mapReading(answer, (found) => found?.OrganizationalUnit?.Name ?? null);
}

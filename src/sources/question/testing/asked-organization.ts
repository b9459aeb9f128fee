/** For tests: a small organization that answers questions; any answer can be exchanged, and every question is written down. */
import type { Context } from "../../../model/context.ts";
import { certain, parseAccountId, parseRegion } from "../../../model/ids.ts";
import { loadOrganizationDocument } from "../../../model/organization-document/load.ts";
import { known, type ReadFailure, type Reading } from "../../../model/reading.ts";
import { createDocumentReader } from "../../document/reader.ts";
import type { Reader } from "../../reader.ts";
import { createOwnRecords } from "../own-records.ts";
import type { GrantInQuestion, Subject } from "../subject.ts";

export const AT = "2026-09-14T09:30:00Z";
export const MANAGEMENT = certain(parseAccountId("123456789012"));
export const SANDBOX = certain(parseAccountId("111122223333"));
export const SHOP = certain(parseAccountId("222233334444"));

/** ReadOnly in sandbox reaches alice through Developers, and bob directly; carol is in no group. */
const SMALL = {
  schema: "idc-doctor/organization/1",
  takenAt: AT,
  organization: { managementAccountId: MANAGEMENT },
  accounts: [
    { id: SANDBOX, name: "sandbox", email: "sandbox@example.com" },
    { id: SHOP, name: "shop" },
    { id: "333344445555", name: "closed", state: "SUSPENDED" },
  ],
  users: [
    { userName: "alice@example.com", displayName: "Alice" },
    { userName: "bob@example.com", displayName: "Same Name" },
    { userName: "carol@example.com", displayName: "Same Name" },
  ],
  groups: [
    { displayName: "Developers", members: ["alice@example.com"] },
    { displayName: "Everyone", members: ["alice@example.com", "bob@example.com"] },
    { displayName: "Empty" },
  ],
  permissionSets: [{ name: "ReadOnly" }, { name: "Admin" }],
  assignments: [
    { account: "sandbox", permissionSet: "ReadOnly", group: "Developers" },
    { account: "sandbox", permissionSet: "ReadOnly", user: "bob@example.com" },
    { account: "shop", permissionSet: "Admin", group: "Empty" },
  ],
};

/** The organization with other parts where they are given. */
export function documentWith(more: Readonly<Record<string, unknown>> = {}) {
  const loaded = loadOrganizationDocument({ ...SMALL, ...more });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  return loaded.document;
}

const WHOLE = documentWith();

function found<Row>(rows: readonly Row[], fits: (row: Row) => boolean): Row {
  const row = rows.find(fits);
  if (!row) throw new Error("the small organization has no such row");
  return row;
}

export const userId = (name: string) => found(WHOLE.users, (one) => one.userName === `${name}@example.com`).id;
export const groupId = (name: string) => found(WHOLE.groups, (one) => one.displayName === name).id;
export const setFacts = (name: string) => {
  const { arn } = found(WHOLE.permissionSets, (one) => one.name === name);
  return { arn, name };
};

export interface AskedReader extends Reader {
  /** The names of the methods that were called, in their order. */
  readonly asked: readonly string[];
}

/** The caller is the management account; whatever is given answers instead of the document. */
export function readerOf(answers: Partial<Reader> = {}, more: Readonly<Record<string, unknown>> = {}): AskedReader {
  const caller = known({ accountId: MANAGEMENT, arn: `arn:aws:iam::${MANAGEMENT}:user/operator` });
  const reader: Reader = {
    ...createDocumentReader(documentWith(more)),
    rememberedPermissionSet: () => undefined,
    callerIdentity: () => Promise.resolve(caller),
    ...answers,
  };
  const asked: string[] = [];
  const logged = Object.entries(reader).map(([name, member]: [string, unknown]) => [
    name,
    typeof member !== "function"
      ? member
      : (...words: readonly unknown[]) => {
          asked.push(name);
          return member(...words);
        },
  ]);
  return Object.assign(Object.fromEntries(logged), { asked }) as AskedReader;
}

/** A read that AWS refused. */
export const refused = (operation: string, kind: ReadFailure["kind"] = "refused"): Reading<never> => ({
  state: "unknown",
  failure: { kind, service: "sso-admin", operation, permission: `sso:${operation}`, message: "no" },
  evidence: ["e99"],
});

/** As an answer of a reader. */
export const refusing = (operation: string) => (): Promise<Reading<never>> => Promise.resolve(refused(operation));

export const CONTEXT: Context = {
  now: () => new Date(AT),
  monotonic: () => 0,
  newId: () => "00000000-0000-4000-8000-000000000000",
  delay: () => Promise.resolve(),
  log: () => undefined,
  signal: new AbortController().signal,
};

/** A question about one user; everything that it rests on is known. */
export function subjectOf(reader: Reader, user: string, more: Partial<Subject> = {}): Subject {
  const region = certain(parseRegion("us-east-1"));
  const instance = reader.instances(region).then((reading) => {
    if (reading.state !== "known") return reading;
    return known(reading.value[0] ?? null);
  });
  return {
    reader,
    question: {
      user: `${user}@example.com`,
      account: SANDBOX,
      permissionSet: "ReadOnly",
      region,
      isRegionGiven: true,
      action: null,
    },
    at: AT,
    records: createOwnRecords(),
    home: instance.then((reading) => ({ instance: reading, regionsLookedAt: [region] })),
    instance,
    nearUsers: () => ({ near: [] }),
    userId: Promise.resolve(known(userId(user))),
    ...more,
  };
}

/** ReadOnly in sandbox, its name known at once. */
export const grantOf = (more: Partial<GrantInQuestion> = {}): GrantInQuestion => ({
  accountId: SANDBOX,
  permissionSet: Promise.resolve(known(setFacts("ReadOnly"))),
  isSetLate: Promise.resolve(false),
  ...more,
});

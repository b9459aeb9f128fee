/** Carries a plan out on a local twin of the organization before it touches AWS, and looks into everybody's portal there. */
import { type Applied, applyPlan } from "../apply/apply.ts";
import { createSender } from "../apply/send.ts";
import type { PlanSurroundings } from "../facts/plan/plan-surroundings.ts";
import { type Twin, twinOf } from "../facts/plan/twin-document.ts";
import type { Lab } from "../lab/index.ts";
import type { Context } from "../model/context.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { type Plan, promisesOf } from "../model/plan.ts";
import { parseRoleArn } from "../model/reserved-role.ts";
import { createAwsClients } from "../sources/aws/calling/clients.ts";
import { type AwsConnection, labCredentials } from "../sources/aws/calling/connection.ts";
import { createAwsReader } from "../sources/aws/reader.ts";
import { memoryHold } from "../store/memory-journal.ts";
import { labAccountAccessOpened, labAccountAccessRoles, labPortalListing, labPortalToken } from "./lab-portal.ts";

/** One line of somebody's portal, or of their account access portal: whether it is there before and after. */
export interface RehearsedPortal {
  readonly userName: string;
  readonly accountId: string;
  /** Of a line of the account access portal; `permissionSetName` is then the role's name. */
  readonly roleArn?: string | undefined;
  /** Absent where the account could not be read. */
  readonly accountName?: string | undefined;
  readonly permissionSetName: string;
  readonly before: boolean;
  readonly after: boolean;
}

export type Rehearsal =
  | {
      readonly kind: "passed";
      /** What the plan promises first. */
      readonly portal: RehearsedPortal | undefined;
      /** Everything that the plan promises. */
      readonly promised: readonly RehearsedPortal[];
      /** What those whom the plan is for gain besides. */
      readonly alsoGained: readonly RehearsedPortal[];
      /** What other people gain, or lose where that is the plan's purpose. */
      readonly others: readonly RehearsedPortal[];
      /** How many portals were looked into. */
      readonly peopleWatched: number;
      readonly assumptions: readonly string[];
    }
  | { readonly kind: "failed"; readonly reason: string }
  /** Too little was known to make a twin. */
  | { readonly kind: "not-possible"; readonly reason: string };

/** The twin as a running lab; its clock is moved on instead of waiting. */
async function withTwin<T>(document: OrganizationDocument, use: (lab: Lab) => Promise<T>): Promise<T> {
  // Loaded where a plan is rehearsed: it is as large as everything else together.
  const { startLab } = await import("../lab/index.ts");
  const lab = await startLab({ document, limits: "off" });
  try {
    return await use(lab);
  } finally {
    await lab.close();
  }
}

export interface RehearsalOptions {
  readonly context: Context;
  /** Taking access away is the plan's purpose: a loss is shown and no failure. */
  readonly mayTakeAway: boolean;
}

/** Rehearses the plan. Nothing outside this process is asked or changed. */
export async function rehearse(
  plan: Plan,
  around: PlanSurroundings,
  { context, mayTakeAway }: RehearsalOptions,
): Promise<Rehearsal> {
  const twin = twinOf(around);
  if (!twin)
    return { kind: "not-possible", reason: "too little is known about the instance to make a local twin of it" };
  const users = new Set(twin.document.users.map(({ userName }) => userName));
  const stranger = promisesOf(plan).find(({ userName }) => !users.has(userName));
  if (stranger)
    return {
      kind: "not-possible",
      reason: `user ${stranger.userName} is not in the directory or could not be read`,
    };
  const names = new Map(
    around.accounts.flatMap(({ id, account }) =>
      account.state === "known" && account.value ? [[id as string, account.value.name] as const] : [],
    ),
  );
  return withTwin(twin.document, (lab) => rehearseAt(lab, plan, { twin, context, names, mayTakeAway }));
}

/** A trust policy changes what can be opened, not what is listed (facts AAM46). */
const isTrustChanged = ({ steps }: Plan): boolean => steps.some(({ change }) => "trust" in change);

interface OnTwin extends RehearsalOptions {
  readonly twin: Twin;
  /** Of accounts, by id. */
  readonly names: ReadonlyMap<string, string>;
}

async function rehearseAt(lab: Lab, plan: Plan, { twin, context, names, mayTakeAway }: OnTwin): Promise<Rehearsal> {
  const users = twin.document.users.map(({ userName }) => userName);
  const tenants = twin.document.accountAccessApplications.flatMap(({ status, tenantId }) =>
    status === "ACTIVE" ? [tenantId] : [],
  );
  const look = () => portals(lab.url, users, { tenants, isOpened: isTrustChanged(plan) });
  const before = await look();
  const applied = await applyOnTwin(lab, plan, context);
  if (applied.kind !== "applied")
    return { kind: "failed", reason: `step ${applied.step.number} failed on the twin: ${applied.reason}` };
  const after = await look();
  return judge(plan, differences(users, before, after), {
    users,
    after,
    assumptions: twin.assumptions,
    names,
    mayTakeAway,
  });
}

interface Seen extends Pick<OnTwin, "names" | "mayTakeAway"> {
  readonly users: readonly string[];
  readonly after: readonly PortalLines[];
  readonly assumptions: readonly string[];
}

type PortalLine = Pick<RehearsedPortal, "accountId" | "permissionSetName" | "roleArn">;

/** By `lineOf`. */
type PortalLines = ReadonlyMap<string, PortalLine>;

const lineOf = ({ accountId, permissionSetName, roleArn }: PortalLine): string =>
  roleArn ?? `${accountId} ${permissionSetName}`;

/** The promises kept, nobody's loss that is not promised: then it has passed. */
function judge(plan: Plan, changed: readonly RehearsedPortal[], seen: Seen): Rehearsal {
  const { users } = seen;
  const promises = promisesOf(plan);
  const promised = promises.map((promise): RehearsedPortal => {
    const { userName, accountId, permissionSetName, roleArn } = promise;
    const named = nameIn(seen.names, accountId);
    const after = seen.after[users.indexOf(userName)]?.has(lineOf(promise)) ?? false;
    const hasChanged = changed.some((row) => row.userName === userName && lineOf(row) === lineOf(promise));
    const line = { accountId, ...named, permissionSetName, ...(roleArn && { roleArn }) };
    return { userName, ...line, before: hasChanged ? !after : after, after };
  });
  const broken = promises.findIndex(({ expects }, index) => promised[index]?.after === (expects === "gone"));
  const row = promised[broken];
  if (row)
    return {
      kind: "failed",
      reason: isTrustChanged(plan)
        ? `on the twin ${row.userName} still cannot open role ${row.permissionSetName} in ${placeWords(row)}`
        : `on the twin the ${row.roleArn ? "account access " : ""}portal of ${row.userName} ${row.after ? "still shows" : "still lacks"} ${row.permissionSetName} in ${placeWords(row)}`,
    };
  const isPromised = (one: RehearsedPortal) =>
    promised.some(({ userName, ...grant }) => userName === one.userName && lineOf(grant) === lineOf(one));
  const impact = changed
    .filter((one) => !isPromised(one))
    .map(({ accountId, ...one }): RehearsedPortal => ({ ...one, accountId, ...nameIn(seen.names, accountId) }));
  const lost = impact.filter(({ after }) => !after);
  if (lost.length > 0 && !seen.mayTakeAway) return { kind: "failed", reason: lossText(lost) };
  const names = new Set(promises.map(({ userName }) => userName));
  return {
    kind: "passed",
    portal: promised[0],
    promised,
    alsoGained: impact.filter(({ userName }) => names.has(userName)),
    others: impact.filter(({ userName }) => !names.has(userName)),
    peopleWatched: users.length,
    assumptions: seen.assumptions,
  };
}

const nameIn = (names: ReadonlyMap<string, string>, accountId: string): { readonly accountName?: string } => {
  const accountName = names.get(accountId);
  return accountName === undefined ? {} : { accountName };
};

const placeWords = ({ accountId, accountName }: Pick<RehearsedPortal, "accountId" | "accountName">): string =>
  accountName === undefined || accountName === accountId ? accountId : `${accountName} (${accountId})`;

const LOSSES_NAMED = 5;

function lossText(lost: readonly RehearsedPortal[]): string {
  const named = lost
    .slice(0, LOSSES_NAMED)
    .map((row) => `${row.userName} would lose ${row.permissionSetName} in ${placeWords(row)}`);
  const more = lost.length > LOSSES_NAMED ? `, and ${lost.length - LOSSES_NAMED} more losses` : "";
  return `on the twin ${named.join(", ")}${more}`;
}

function differences(
  users: readonly string[],
  before: readonly PortalLines[],
  after: readonly PortalLines[],
): readonly RehearsedPortal[] {
  const none: PortalLines = new Map();
  return users.flatMap((userName, index) => {
    const [was, is] = [before[index] ?? none, after[index] ?? none];
    return [...new Map([...was, ...is])]
      .filter(([key]) => was.has(key) !== is.has(key))
      .map(([key, line]) => ({ userName, ...line, before: was.has(key), after: is.has(key) }));
  });
}

/** AWS makes it in accounts that are created in the organization, and so does the lab. */
const TWIN_AUDIT_ROLE = "OrganizationAccountAccessRole";

const twinConnection = ({ url, requestHandler }: Lab, plan: Plan): AwsConnection => ({
  region: plan.region,
  endpointUrl: url,
  requestHandler,
  // Not the operator's own keys: the twin has nothing to do with them. Any other key is the management account there.
  credentials: labCredentials("twin"),
  attempts: 1,
  timeout: 5000,
  isUnpaced: true,
  // The twin's management account may enter each account by it.
  auditRole: TWIN_AUDIT_ROLE,
});

/** The same apply as on AWS; where it would wait, the twin's clock goes on, and no rate is kept to. */
async function applyOnTwin(lab: Lab, plan: Plan, context: Context): Promise<Applied> {
  const twinContext: Context = { ...context, delay: (milliseconds) => advance(lab.url, milliseconds) };
  const connection = twinConnection(lab, plan);
  const clients = createAwsClients(connection);
  const hold = memoryHold([]);
  try {
    return await applyPlan(plan, [], {
      send: createSender(connection, twinContext, { clients, fence: hold.fence }),
      open: () => createAwsReader(connection, twinContext, undefined, clients),
      hold,
      context: twinContext,
      onProgress: () => undefined,
    });
  } finally {
    clients.close();
  }
}

async function advance(url: string, milliseconds: number): Promise<void> {
  await fetch(new URL("/_lab/clock", url), {
    method: "POST",
    body: JSON.stringify({ advance: `PT${Math.ceil(milliseconds / 1000)}S` }),
  });
}

/** Portals opened at once. */
const AT_ONCE = 20;

/** What each user's portals show; somebody who cannot sign in sees nothing. */
async function portals(url: string, users: readonly string[], looking: Looking): Promise<readonly PortalLines[]> {
  const seen: PortalLines[] = [];
  for (let at = 0; at < users.length; at += AT_ONCE)
    seen.push(...(await Promise.all(users.slice(at, at + AT_ONCE).map((user) => portalsOf(url, user, looking)))));
  return seen;
}

interface Looking {
  /** Of account access manager. */
  readonly tenants: readonly string[];
  /** Only roles that open count. */
  readonly isOpened: boolean;
}

async function portalsOf(url: string, userName: string, { tenants, isOpened }: Looking): Promise<PortalLines> {
  const token = await labPortalToken(url, userName);
  const assigned: readonly PortalLine[] = token === undefined ? [] : await labPortalListing(url, token);
  const roles = await Promise.all(
    tenants.map(async (tenant) => {
      const roleArns = await labAccountAccessRoles(url, tenant, userName);
      return isOpened ? labAccountAccessOpened(url, tenant, { userName, roleArns }) : roleArns;
    }),
  );
  const entitled = roles.flat().flatMap((roleArn): readonly PortalLine[] => {
    const role = parseRoleArn(roleArn);
    return role ? [{ accountId: role.accountId, permissionSetName: role.roleName, roleArn }] : [];
  });
  return new Map([...assigned, ...entitled].map((line) => [lineOf(line), line]));
}

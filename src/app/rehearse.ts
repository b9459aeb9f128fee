/** Carries a plan out on a local twin of the organization before it touches AWS, and looks into the portals there. */
import { type Applied, applyPlan } from "../apply/apply.ts";
import { createSender } from "../apply/send.ts";
import type { GatheredFacts } from "../facts/gathered-facts.ts";
import { type Twin, twinOf } from "../facts/twin-document.ts";
import { startLab } from "../lab/index.ts";
import type { Context } from "../model/context.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import type { Plan } from "../model/plan.ts";
import { type AwsConnection, labCredentials } from "../sources/aws/connection.ts";
import { createAwsReader } from "../sources/aws/reader.ts";
import { memoryJournal } from "../store/memory-journal.ts";
import { labPortalToken } from "./lab-portal.ts";

export interface RehearsedPortal {
  readonly userName: string;
  /** Whether the promised set is shown under the promised account. */
  readonly before: boolean;
  readonly after: boolean;
}

export type Rehearsal =
  | {
      readonly kind: "passed";
      readonly portal: RehearsedPortal;
      /** Other people whose portal changed: they gain or lose the same set in the same account. */
      readonly others: readonly RehearsedPortal[];
      readonly assumptions: readonly string[];
    }
  | { readonly kind: "failed"; readonly reason: string }
  /** Too little was known to make a twin. */
  | { readonly kind: "not-possible"; readonly reason: string };

/** The twin as a running lab; its clock is moved on instead of waiting. */
async function withTwin<T>(document: OrganizationDocument, use: (url: string) => Promise<T>): Promise<T> {
  const lab = await startLab({ document, limits: "off" });
  try {
    return await use(lab.url);
  } finally {
    await lab.close();
  }
}

/** Rehearses the plan. Nothing outside this process is asked or changed. */
export async function rehearse(plan: Plan, gathered: GatheredFacts, context: Context): Promise<Rehearsal> {
  const twin = twinOf(gathered);
  if (!twin)
    return {
      kind: "not-possible",
      reason: "the instance, the user, the account or the permission set is not known well enough",
    };
  return withTwin(twin.document, (url) => rehearseAt(url, plan, twin, context));
}

async function rehearseAt(url: string, plan: Plan, twin: Twin, context: Context): Promise<Rehearsal> {
  const users = twin.document.users.map(({ userName }) => userName);
  const before = await portals(url, users, plan, context);
  const applied = await applyOnTwin(url, plan, context);
  if (applied.kind !== "applied") return { kind: "failed", reason: applied.reason };
  const after = await portals(url, users, plan, context);
  const views = users.map((userName, index) => ({
    userName,
    before: before[index] ?? false,
    after: after[index] ?? false,
  }));
  const portal = views.find(({ userName }) => userName === plan.promise.userName);
  if (!portal?.after)
    return {
      kind: "failed",
      reason: `on the twin the portal of ${plan.promise.userName} still lacks ${plan.promise.permissionSetName} in ${plan.promise.accountId}`,
    };
  const others = views.filter((view) => view !== portal && view.before !== view.after);
  const lost = others.find(({ after: sees }) => !sees);
  if (lost)
    return {
      kind: "failed",
      reason: `on the twin ${lost.userName} would lose ${plan.promise.permissionSetName} in ${plan.promise.accountId}`,
    };
  return { kind: "passed", portal, others, assumptions: twin.assumptions };
}

const twinConnection = (url: string, plan: Plan): AwsConnection => ({
  region: plan.region,
  endpointUrl: url,
  // Not the operator's own keys: the twin has nothing to do with them. Any other key is the management account there.
  credentials: labCredentials("twin"),
  attempts: 1,
  timeout: 5000,
  isUnpaced: true,
});

/** The same apply as on AWS; where it would wait, the twin's clock goes on. */
async function applyOnTwin(url: string, plan: Plan, context: Context): Promise<Applied> {
  const twinContext: Context = { ...context, delay: (milliseconds) => advance(url, milliseconds) };
  const connection = twinConnection(url, plan);
  return applyPlan(plan, [], {
    send: createSender(connection, twinContext),
    open: () => createAwsReader(connection, twinContext),
    journal: memoryJournal(),
    context: twinContext,
    onProgress: () => undefined,
  });
}

async function advance(url: string, milliseconds: number): Promise<void> {
  await fetch(new URL("/_lab/clock", url), {
    method: "POST",
    body: JSON.stringify({ advance: `PT${Math.ceil(milliseconds / 1000)}S` }),
  });
}

/** Whether each user's portal shows the promised set in the promised account; somebody who cannot sign in sees nothing. */
async function portals(
  url: string,
  users: readonly string[],
  plan: Plan,
  context: Context,
): Promise<readonly boolean[]> {
  const { accountId, permissionSetName } = plan.promise;
  return Promise.all(
    users.map(async (userName) => {
      const token = await labPortalToken(url, userName);
      if (token === undefined) return false;
      const reader = createAwsReader(
        { ...twinConnection(url, plan), portalToken: () => Promise.resolve(token) },
        context,
      );
      const view = await reader.portal(accountId, permissionSetName);
      return view.state === "known" && view.value.roleNames.includes(permissionSetName);
    }),
  );
}

/** Every scene three ways: from its document, on the lab through the real SDK, and after its repair. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listScenes, loadScene, type Scene } from "../scenes/scene.ts";
import { contextFor } from "../src/app/connection.ts";
import { fix } from "../src/app/fix.ts";
import { policyFor } from "../src/app/permissions.ts";
import { why } from "../src/app/why.ts";
import type { Diagnosis } from "../src/model/diagnosis.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import { createDocumentReader } from "../src/sources/document/reader.ts";
import { memoryJournal } from "../src/store/memory-journal.ts";
import { takeHumanSteps } from "./support/human-step.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { ownSideOf } from "./support/own-side.ts";
import { labConnection, labReader, testContext } from "./support/reader.ts";

const scenes = listScenes().map((path) => loadScene(path));
/** Scenes whose cause lies in the caller, in a live session or in a refusal of the API: a saved document has none of them. */
const LIVE_ONLY = [
  "account-instance-only",
  "caller-not-permitted",
  "delegated-admin-limit",
  "kms-key-unusable",
  "portal-not-refreshed",
];
const AUDIT_ROLE = "OrganizationAccountAccessRole";

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
});
afterAll(() => lab.close());

const asked = async ({ question, before }: Scene) => ({
  user: question.user,
  account: question.account,
  permissionSet: question.permissionSet,
  isRegionGiven: question.region !== undefined,
  action: question.action,
  before: before && createDocumentReader(before),
  client: (await ownSideOf(question, lab)).client,
});

function expectAnswer(diagnosis: Diagnosis, { expect: expected }: Scene): void {
  const [first] = diagnosis.causes;
  const answer = {
    verdict: diagnosis.verdict,
    cause: first?.id ?? null,
    confidence: first?.confidence ?? null,
    remedy: first?.remedy.kind ?? null,
  };
  const { verdict, cause, confidence, remedy } = expected;
  expect(answer).toEqual({ verdict, cause, confidence, remedy });
}

/** How the product reaches the scene: the asked Region, the asking account, the user's open portal where the scene has one. */
async function connectionFor(scene: Scene) {
  const { question, document } = scene;
  const open = document.portalSessions.length > 0 ? await lab.token(question.user, "existing") : undefined;
  const { portalToken } = await ownSideOf(question, lab);
  const accessKeyId = question.caller ?? document.organization.managementAccountId;
  return {
    region: question.region ?? document.instance?.primaryRegion ?? "us-east-1",
    auditRole: question.auditRole === true || scene.id === "role-missing" ? AUDIT_ROLE : undefined,
    credentials: { accessKeyId, secretAccessKey: "lab" },
    ...(open === undefined ? {} : { portalToken: () => Promise.resolve(open) }),
    ...(portalToken === undefined ? {} : { portalToken, mayTakeCredentials: true }),
  };
}

/**
 * Where twelve do not suffice: the delegate's limit needs the management account's lists, a failed provisioning the group's
 * name; 500 sets are six pages of two lists, a thousand groups eleven pages.
 */
const MORE_CALLS: Readonly<Record<string, number>> = {
  "delegated-admin-limit": 14,
  "provisioning-failed": 13,
  "set-quota": 22,
  "too-many-groups": 22,
};

/** Calls of sso-admin, identitystore and organizations, without names, the search for the Region, and requests described one by one. */
function questionCalls({ calls: { byOperation, nameLookups, deeper } }: Diagnosis): number {
  const counted = Object.entries(byOperation).filter(
    ([operation]) => !/^(sts:GetCallerIdentity|sso:\w+)$|:Describe\w+Status$/.test(operation),
  );
  const total = counted.reduce((sum, [, count]) => sum + count, 0);
  return total - deeper - nameLookups - ((byOperation["sso-admin:ListInstances"] ?? 1) - 1);
}

const PREFIXES: Readonly<Record<string, string>> = { "sso-admin": "sso" };
const ALLOWED = new Set(policyFor("diagnose").Statement.flatMap(({ Action }) => Action));

/** Calls with the operator's own keys that the policy of `permissions --for diagnose` leaves out; IAM is the audit role's. */
const notAllowed = ({ calls: { byOperation } }: Diagnosis): readonly string[] =>
  Object.keys(byOperation)
    .filter((operation) => /^(sso-admin|identitystore|organizations|cloudtrail):/.test(operation))
    .map((operation) => operation.replace(/^[\w-]+/, (service) => PREFIXES[service] ?? service))
    .filter((action) => !ALLOWED.has(action));

const accountIdOf = ({ question, document }: Scene): string =>
  document.accounts.find(({ name, email }) => [name, email].includes(question.account))?.id ?? question.account;

const setNameOf = ({ question, document }: Scene): string =>
  document.permissionSets.find(({ arn }) => arn === question.permissionSet)?.name ?? question.permissionSet;

const userNameOf = ({ question, document: { users } }: Scene): string =>
  (
    users.find(({ userName }) => userName === question.user) ??
    users.find(({ id, email, displayName }) => [id, email, displayName].includes(question.user))
  )?.userName ?? question.user;

/** A step may have given the user another userName. */
async function withNamesOfNow({ document }: Scene): Promise<Scene["document"]> {
  const { users: now = [] } = await lab.document();
  const nameOf = new Map(now.map(({ id, userName }) => [id as string | undefined, userName]));
  return {
    ...document,
    users: document.users.map((user) => ({ ...user, userName: nameOf.get(user.id) ?? user.userName })),
  };
}

const sees = async (scene: Scene): Promise<boolean> =>
  (await lab.portalOf(userNameOf(scene)))?.accounts.get(accountIdOf(scene))?.includes(setNameOf(scene)) === true;

test("there are scenes", () => {
  expect(scenes.length).toBeGreaterThan(25);
});

const named = (some: readonly Scene[]) => some.map((scene) => [scene.id, scene] as const);

describe("from its document", () => {
  test.each(named(scenes.filter(({ id, question }) => !LIVE_ONLY.includes(id) && !question.asMe)))(
    "%s",
    async (_id, scene) => {
      const reader = createDocumentReader(scene.document, scene.question.region);
      const context = contextFor({ aws: labConnection(lab), from: scene.document, isRegionGiven: true }, testContext());
      expectAnswer((await why(await asked(scene), reader, context)).diagnosis, scene);
    },
  );
});

describe("on the lab, in about a dozen calls", () => {
  test.each(named(scenes))("%s", async (_id, scene) => {
    await lab.put(writtenForm(scene.document));
    const connection = await connectionFor(scene);
    // Before the look at the portal: looking signs the user in.
    const question = await asked(scene);
    if (scene.document.portalSessions.length === 0) expect(await sees(scene)).toBe(scene.expect.portalBefore);
    const { diagnosis } = await why(question, labReader(lab, connection), testContext());
    expectAnswer(diagnosis, scene);
    expect(notAllowed(diagnosis)).toEqual([]);
    expect(questionCalls(diagnosis), JSON.stringify(diagnosis.calls.byOperation)).toBeLessThanOrEqual(
      MORE_CALLS[scene.id] ?? 12,
    );
  });
});

describe("after the step of a person", () => {
  const stepped = scenes.filter(({ human, questionAfter }) => human.length > 0 || questionAfter);
  test.each(named(stepped))("%s", async (_id, scene) => {
    await lab.put(writtenForm(scene.document));
    await takeHumanSteps(lab, scene);
    const after = { ...scene, question: scene.questionAfter ?? scene.question, document: await withNamesOfNow(scene) };
    const connection = await connectionFor(after);
    const { diagnosis } = await why(await asked(after), labReader(lab, connection), testContext());
    expect({ verdict: diagnosis.verdict, first: diagnosis.causes[0]?.id }).toMatchObject({ verdict: "works" });
    expect(diagnosis.causes.map(({ id }) => id)).not.toContain(scene.expect.cause);
    expect(await sees(after)).toBe(true);
    expect(await lab.credentialsOf(userNameOf(after), accountIdOf(after), setNameOf(after))).toBe(true);
  });

  test("every scene whose remedy is a person's or time's has steps, or says why not", () => {
    const isLeftOut = ({ expect: { remedy }, human, noStep, questionAfter }: Scene): boolean =>
      remedy !== null && remedy !== "api" && human.length === 0 && !questionAfter && !noStep;
    const without = scenes.filter(isLeftOut);
    expect(without.map(({ id }) => id)).toEqual([]);
  });
});

describe("after its repair", () => {
  test.each(named(scenes.filter(({ expect: { remedy } }) => remedy === "api")))("%s", async (_id, scene) => {
    await lab.put(writtenForm(scene.document));
    const connection = {
      aws: { ...labConnection(lab), ...(await connectionFor(scene)) },
      from: undefined,
      isRegionGiven: false,
    };
    const fixed = await fix(await asked(scene), false, {
      connection,
      journal: memoryJournal(),
      context: testContext({ delay: (milliseconds) => lab.advance(`PT${Math.ceil(milliseconds / 1000)}S`) }),
      confirm: () => Promise.resolve(true),
      onProgress: () => undefined,
    });
    expect({
      kind: fixed.kind,
      ...("reason" in fixed ? { reason: fixed.reason } : {}),
      ...("verification" in fixed ? { verification: fixed.verification.kind } : {}),
    }).toEqual({ kind: "applied", verification: "verified" });
    expect(await sees(scene)).toBe(scene.expect.portalAfter ?? true);
    expect(await lab.credentialsOf(userNameOf(scene), accountIdOf(scene), setNameOf(scene))).toBe(true);
  });
});

/** A failed read never becomes an answer: each API that a question uses, refused, throttled, failing, or never answering. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listScenes, loadScene } from "../scenes/scene.ts";
import { why } from "../src/app/why.ts";
import { causes as catalogue } from "../src/diagnosis/causes/index.ts";
import type { CauseId } from "../src/model/cause-ids.ts";
import type { Diagnosis } from "../src/model/diagnosis.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import { inTurn } from "./support/in-turn.ts";
import { openLab, type TestLab, withLab } from "./support/lab.ts";
import { labReader, testContext } from "./support/reader.ts";

const SCENES = [
  "article-not-provisioned",
  "works-through-group",
  "not-a-member",
  "article-provisioning-failed",
  "no-assignment",
  "outdated",
];
const KINDS = ["refuse", "throttle", "fail", "reset", "timeout"] as const;

/** Causes whose own evidence excludes every alternative, whatever else could not be read. */
const STAND_ALONE: readonly CauseId[] = [
  "caller-not-permitted",
  "instance-not-in-region",
  "user-not-found",
  "user-disabled",
  "account-suspended",
  "account-not-in-organization",
];

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
});
afterAll(() => lab.close());

test("the causes that stand alone are in the catalogue", () => {
  const ids = catalogue.map(({ id }) => id);
  expect(STAND_ALONE.filter((id) => !ids.includes(id))).toEqual([]);
});

/** Additional sources: every other read that fails leaves the verdict open. */
const ADDITIONAL =
  /^(identitystore:ListUsers|iam:\w+|account-access:\w+|sts:AssumeRole|cloudtrail:LookupEvents|sso-admin:List(Application|Account)AssignmentsForPrincipal|organizations:ListAWSServiceAccessForOrganization)$/;

/** Whether the answer says that this could not be read. */
const toldOf = ({ couldNotRead, notExamined }: Diagnosis, operation: string): boolean =>
  couldNotRead.some((failure) => failure.operation === operation) ||
  notExamined.some(({ reason }) => reason.startsWith(`${operation} (`));

const timedOutOthers = ({ couldNotRead }: Diagnosis, operation: string): boolean =>
  couldNotRead.some((failure) => failure.operation !== operation && failure.kind === "timed-out");

// Most of the time is spent waiting for answers that never come: the scenes wait together, each test with a lab of its own.
describe.concurrent.each(inTurn(SCENES, 2))("%s", (id) => {
  const path = listScenes().find((name) => name.endsWith(`/${id}.yaml`)) ?? "";
  const scene = loadScene(path);
  const { question, document } = scene;
  const account = document.accounts.find(({ name }) => name === question.account)?.id ?? question.account;
  const credentials = { accessKeyId: document.organization.managementAccountId, secretAccessKey: "lab" };
  const ask = (lab: TestLab, timeout = 5000) =>
    why(
      { user: question.user, account, permissionSet: question.permissionSet, isRegionGiven: true },
      labReader(lab, { region: "us-east-1", credentials, auditRole: "OrganizationAccountAccessRole", timeout }),
      testContext(),
    );

  test.each(KINDS)("%s", (kind) =>
    withLab({ limits: "off" }, async (lab) => {
      await lab.put(writtenForm(scene.document));
      await lab.clearCalls();
      const { diagnosis: whole } = await ask(lab);
      const used = new Map(
        (await lab.calls()).map(({ service, operation }) => [`${service} ${operation}`, { service, operation }]),
      );
      expect(used.size).toBeGreaterThan(6);
      for (const { service, operation } of used.values()) {
        await lab.put(writtenForm(scene.document));
        await lab.fault({ service, operation, kind });
        const first = (await ask(lab, kind === "timeout" ? 700 : undefined)).diagnosis;
        // On a busy machine an answer without a fault may take longer than the short time-out: then all get time.
        const isMachineSlow = kind === "timeout" && (timedOutOthers(first, operation) || !toldOf(first, operation));
        const diagnosis = isMachineSlow ? (await ask(lab)).diagnosis : first;
        const context = `${service}:${operation} ${kind}`;
        expect(toldOf(diagnosis, operation), context).toBe(true);
        if (diagnosis.verdict !== "undecided") {
          expect(`${service}:${operation}`).toMatch(ADDITIONAL);
          // A additional source takes nothing from what is certain without it.
          expect({ context, verdict: diagnosis.verdict }).toEqual({ context, verdict: whole.verdict });
          continue;
        }
        expect(
          diagnosis.couldNotRead.map((failure) => failure.operation),
          context,
        ).toContain(operation);
        const proved = diagnosis.causes.filter(({ confidence }) => confidence === "proved").map((cause) => cause.id);
        expect(
          proved.filter((cause) => !STAND_ALONE.includes(cause)),
          context,
        ).toEqual([]);
      }
    }),
  );
});

test.each(["KMS_NotFoundException", "KMS_DisabledException", "KMS_AccessDeniedException"] as const)(
  "%s hides the permission set that is asked for by its ARN, and the set is not taken for absent",
  async (problem) => {
    const scene = loadScene(listScenes().find((name) => name.endsWith("/works-through-group.yaml")) ?? "");
    const [account, set] = [
      scene.document.accounts.find(({ name }) => name === "sandbox"),
      scene.document.permissionSets[0],
    ];
    const { instance, ...written } = writtenForm(scene.document);
    const kmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";
    await lab.put({ ...written, instance: instance && { ...instance, encryption: { kmsKeyArn, problem } } });
    const { diagnosis } = await why(
      { user: scene.question.user, account: account?.id ?? "", permissionSet: set?.arn ?? "", isRegionGiven: true },
      labReader(lab, { region: "us-east-1", credentials: { accessKeyId: "123456789012", secretAccessKey: "lab" } }),
      testContext(),
    );
    expect(diagnosis.verdict).toBe("undecided");
    expect(diagnosis.causes[0]?.id).toBe("kms-key-unusable");
  },
);

test("IAM of the caller's own account is read without a role, which the management account does not have", async () => {
  const scene = loadScene(listScenes().find((name) => name.endsWith("/works.yaml")) ?? "");
  const written = writtenForm(scene.document);
  const management = scene.document.organization.managementAccountId;
  const grant = { account: management, permissionSet: scene.question.permissionSet };
  const provisionedRoles = [{ ...grant, isRolePresent: false }];
  await lab.put({ ...written, assignments: [{ ...grant, user: scene.question.user }], provisionedRoles });
  const { diagnosis } = await why(
    { user: scene.question.user, ...grant, isRegionGiven: true },
    labReader(lab, {
      credentials: { accessKeyId: management, secretAccessKey: "lab" },
      auditRole: "OrganizationAccountAccessRole",
    }),
    testContext(),
  );
  expect(diagnosis.verdict).toBe("denied");
  expect(diagnosis.causes[0]?.id).toBe("role-missing");
  expect(diagnosis.calls.byOperation["sts:AssumeRole"]).toBeUndefined();
});

test("grants elsewhere are found through groups, too, where the user's own list does not have them", async () => {
  const scene = loadScene(listScenes().find((name) => name.endsWith("/other-account-assigned.yaml")) ?? "");
  const written = writtenForm(scene.document);
  const { user, permissionSet } = scene.question;
  const account = scene.document.accounts.find(({ name }) => name === scene.question.account)?.id ?? "";
  await lab.put({
    ...written,
    lab: { ...written.lab, principalRowsIncludeGroups: false },
    groups: [{ displayName: "Analysts" }],
    memberships: [{ group: "Analysts", user }],
    assignments: [{ account: "444455556666", permissionSet, group: "Analysts" }],
  });
  const { diagnosis } = await why(
    { user, account, permissionSet, isRegionGiven: true },
    labReader(lab, { credentials: { accessKeyId: "123456789012", secretAccessKey: "lab" } }),
    testContext(),
  );
  expect(diagnosis.causes[0]?.id).toBe("other-account-assigned");
});

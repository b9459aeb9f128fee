/** A scene on the lab: how the product is asked about it, how it is repaired, and what its user really has. */
import type { Scene } from "../../scenes/scene.ts";
import { type Fixed, fix } from "../../src/app/fix.ts";
import { why } from "../../src/app/why.ts";
import type { WriteProgress } from "../../src/app/write/services.ts";
import type { Diagnosis } from "../../src/model/diagnosis.ts";
import { writtenForm } from "../../src/model/organization-document/write.ts";
import { createDocumentReader } from "../../src/sources/document/reader.ts";
import { memoryJournal } from "../../src/store/memory-journal.ts";
import { accountAccessPortalOf } from "./account-access-portal.ts";
import { takeHumanSteps } from "./human-step.ts";
import type { TestLab } from "./lab.ts";
import { ownSideOf } from "./own-side.ts";
import { labConnection, labReader, testContext } from "./reader.ts";

const AUDIT_ROLE = "OrganizationAccountAccessRole";

export interface SceneOnLab {
  /** As the scene's question has it: calling account, Region, audit role. */
  readonly why: () => Promise<Diagnosis>;
  /** Time passes in the lab while the repair waits. */
  readonly fix: (onProgress?: (progress: WriteProgress) => void) => Promise<Fixed>;
  readonly takeHumanSteps: () => Promise<void>;
  /** Whether the portal of the question's user shows the set under the account, signed in again. */
  readonly sees: () => Promise<boolean>;
  /** Whether GetRoleCredentials gives them credentials. */
  readonly hasCredentials: () => Promise<boolean>;
}

/** Loads the scene's document into the lab. */
export async function putScene(lab: TestLab, scene: Scene): Promise<SceneOnLab> {
  await lab.put(writtenForm(scene.document));
  return sceneOn(lab, scene);
}

/** The scene's question about what the lab holds now, asked as its user and their operator would. */
export async function sceneOn(lab: TestLab, scene: Scene): Promise<SceneOnLab> {
  const { question, document } = scene;
  const { client, portalToken } = await ownSideOf(question, lab);
  const asked = { ...questionOf(scene), client };
  // The portal that the user opened before, where the scene has one.
  const open = document.portalSessions.length > 0 ? await lab.token(question.user, "existing") : undefined;
  const connection = labConnection(lab, {
    ...(open === undefined ? {} : { portalToken: () => Promise.resolve(open) }),
    ...(portalToken === undefined ? {} : { portalToken, mayTakeCredentials: true }),
    region: question.region ?? document.instance?.primaryRegion ?? "us-east-1",
    auditRole: question.auditRole === true ? AUDIT_ROLE : undefined,
    credentials: { accessKeyId: question.caller ?? document.organization.managementAccountId, secretAccessKey: "lab" },
  });
  const entitled = entitledRoleOf(scene);
  const names = async () => [await userNameIn(lab, scene), accountIdOf(scene), setNameOf(scene)] as const;
  return {
    why: async () => (await why(asked, labReader(lab, connection), testContext(await clockOf(lab)))).diagnosis,
    fix: (onProgress = () => undefined) => {
      const passing = labTime(lab);
      const waiting = testContext();
      // The rehearsal runs on a twin, whose pauses are not this lab's time.
      let isApplying = false;
      return fix(asked, {
        isDryRun: false,
        connection: { aws: connection, from: undefined, isRegionGiven: false },
        journal: memoryJournal(),
        context: testContext({
          delay: (milliseconds, signal) => (isApplying ? passing : waiting).delay(milliseconds, signal),
        }),
        confirm: () => Promise.resolve(true),
        onProgress: (progress) => {
          isApplying ||= progress.kind === "journaled";
          onProgress(progress);
        },
      });
    },
    takeHumanSteps: () => takeHumanSteps(lab, scene),
    sees: async () => {
      const [userName, accountId, setName] = await names();
      if (entitled) return opensRole(lab, entitled, userName);
      return (await lab.portalOf(userName))?.accounts.get(accountId)?.includes(setName) === true;
    },
    hasCredentials: async () => {
      const [userName, accountId, setName] = await names();
      return entitled ? opensRole(lab, entitled, userName) : lab.credentialsOf(userName, accountId, setName);
    },
  };
}

interface EntitledRole {
  readonly roleArn: string;
  readonly tenantId: string;
}

/** The role of account access manager that the question names in place of a permission set. */
function entitledRoleOf({ question, document }: Scene): EntitledRole | undefined {
  if (document.permissionSets.some(({ name }) => name === question.permissionSet)) return undefined;
  const found = document.entitlements.find(({ roleArn }) => roleArn.endsWith(`/${question.permissionSet}`));
  const tenantId = document.accountAccessApplications[0]?.tenantId;
  return found && tenantId !== undefined ? { roleArn: found.roleArn, tenantId } : undefined;
}

/** Whether account access manager gives the user credentials for the role. */
async function opensRole(lab: TestLab, { roleArn, tenantId }: EntitledRole, userName: string): Promise<boolean> {
  return (await (await accountAccessPortalOf({ labUrl: lab.url, tenantId }, userName))?.opens(roleArn)) === true;
}

/** A context whose pauses are the lab's time. */
export const labTime = (lab: TestLab) =>
  testContext({ delay: (milliseconds) => lab.advance(`PT${Math.ceil(milliseconds / 1000)}S`) });

/** What the scene asks, without what lies on its user's machine. */
export const questionOf = ({ question, before }: Scene) => ({
  user: question.user,
  account: question.account,
  permissionSet: question.permissionSet,
  isRegionGiven: question.region !== undefined,
  action: question.action,
  before: before && createDocumentReader(before),
});

const accountIdOf = ({ question, document }: Scene): string =>
  document.accounts.find(({ name, email }) => [name, email].includes(question.account))?.id ?? question.account;

const setNameOf = ({ question, document }: Scene): string =>
  document.permissionSets.find(({ arn }) => arn === question.permissionSet)?.name ?? question.permissionSet;

/** The name that the scene's user has now: a step may have changed it. */
async function userNameIn(lab: TestLab, { question, document }: Scene): Promise<string> {
  const own = document.users.find(({ id, userName, email, displayName }) =>
    [id, userName, email, displayName].includes(question.user),
  );
  const { users = [] } = await lab.document();
  return users.find(({ id }) => own !== undefined && id === own.id)?.userName ?? question.user;
}

/** The lab's clock, which may be ahead of this machine's: an earlier scene let time pass. */
async function clockOf(lab: TestLab) {
  const ahead = Date.parse((await lab.document()).takenAt ?? "") - Date.now();
  return { now: () => new Date(Date.now() + ahead) };
}

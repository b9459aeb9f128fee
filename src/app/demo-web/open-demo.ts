/** What `demo --web` serves: the lab's organization with a moment to compare with, and a lab of its own for each scene that is tried. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Lab, startLab } from "../../lab/index.ts";
import type { Context } from "../../model/context.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import type { PlayedScene } from "../../model/scene-offer.ts";
import { labCredentials } from "../../sources/aws/calling/connection.ts";
import { openDatabase, type Store } from "../../store/database.ts";
import type { Connection } from "../connection.ts";
import { IN_MEMORY } from "../database-at.ts";
import { keepDocument } from "../kept/shared-snapshot.ts";
import { labPortalToken } from "../lab-portal.ts";
import { playableScene } from "../scenes.ts";
import { refreshAfterWrite } from "../team/refresh-job.ts";
import { type ServedOrganization, servedOrganization, type Team } from "../team/team.ts";
import { beginWork } from "../team/work.ts";
import { demoOrganization } from "./organization.ts";

export interface OpenDemo {
  readonly team: Team;
  /** The lab behind the first organization. */
  readonly labUrl: string;
  readonly close: () => Promise<void>;
}

export interface DemoOptions {
  readonly context: Context;
  /** Of the asynchronous work of the labs. */
  readonly provisioningMilliseconds?: number | undefined;
}

const PROVISIONING_MILLISECONDS = 2000;
/** Labs of scenes at once; the one that was tried first ends. */
const MOST_SCENES = 12;
/** A role that every account of a lab has. */
const AUDIT_ROLE = "OrganizationAccountAccessRole";

/** Everything in memory and on loopback: it ends with the process. */
export async function openDemo({
  context,
  provisioningMilliseconds = PROVISIONING_MILLISECONDS,
}: DemoOptions): Promise<OpenDemo> {
  const folder = mkdtempSync(join(tmpdir(), "idc-doctor-demo-"));
  const store = await openDatabase(IN_MEMORY);
  const jobs = await store.openJobs();
  const openLab = (document: OrganizationDocument): Promise<Lab> =>
    startLab({ document, limits: "off", provisioningMilliseconds });
  const now = context.now();
  const lab = await openLab(demoOrganization("now", now));
  const stage = createStage(store, openLab);
  const first = servedOrganization({ name: "demo", connection: connectionTo(lab.url, {}) }, store);
  stage.organizations.set(first.name, first);
  const team: Team = {
    organizations: stage.organizations,
    context,
    env: { IDC_DOCTOR_HOME: folder },
    store,
    jobs,
    needsTwoPeople: false,
    watch: undefined,
    playScene: stage.play,
  };
  await keepDocument({ store, organization: first.key }, demoOrganization("earlier", now), context);
  await beginWork(team);
  await refreshAfterWrite(first, team);
  return {
    team,
    labUrl: lab.url,
    close: async () => {
      await jobs.stop();
      for (const { clients } of stage.organizations.values()) clients.close();
      await store.close();
      await Promise.all([lab.close(), stage.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @param keys the account whose keys ask; the lab takes any other key for one of the management account */
function connectionTo(url: string, { keys = "demo", region = "us-east-1", ...more }: Asker): Connection {
  const aws = { region, endpointUrl: url, credentials: labCredentials(keys), attempts: 4, timeout: 8000 };
  return { aws: { ...aws, isUnpaced: true, ...more }, from: undefined, isRegionGiven: false };
}

interface Asker {
  readonly keys?: string | undefined;
  readonly region?: string | undefined;
  readonly auditRole?: string | undefined;
  readonly portalToken?: (() => Promise<string | undefined>) | undefined;
}

interface Stage {
  readonly organizations: Map<string, ServedOrganization>;
  readonly play: (id: string) => Promise<PlayedScene>;
  readonly close: () => Promise<void>;
}

function createStage(store: Store, openLab: (document: OrganizationDocument) => Promise<Lab>): Stage {
  const organizations = new Map<string, ServedOrganization>();
  const labs = new Map<string, Lab>();
  const end = async (id: string): Promise<void> => {
    organizations.get(id)?.clients.close();
    organizations.delete(id);
    const lab = labs.get(id);
    labs.delete(id);
    await lab?.close();
  };
  const play = async (id: string): Promise<PlayedScene> => {
    const { question, document } = playableScene(id);
    await end(id);
    const [oldest] = labs.keys();
    if (labs.size >= MOST_SCENES && oldest !== undefined) await end(oldest);
    const lab = await openLab(document);
    labs.set(id, lab);
    const { user, account, permissionSet, region, caller, action } = question;
    const portal =
      document.portalSessions.length > 0 ? await labPortalToken(lab.url, user, { session: "existing" }) : undefined;
    const connection = connectionTo(lab.url, {
      keys: caller ?? document.organization.managementAccountId,
      region: region ?? document.instance?.primaryRegion,
      auditRole: question.auditRole === true ? AUDIT_ROLE : undefined,
      ...(portal !== undefined && { portalToken: () => Promise.resolve(portal) }),
    });
    const asked = { ...connection, isRegionGiven: region !== undefined };
    organizations.set(id, servedOrganization({ name: id, connection: asked }, store));
    return { organization: id, question: { user, account, permissionSet, ...action } };
  };
  return {
    organizations,
    play,
    close: async () => void (await Promise.all([...labs.values()].map((lab) => lab.close()))),
  };
}

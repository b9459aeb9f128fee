/** The use case behind `demo`: the article's five stories, each on a local Identity Center of its own, diagnosed and where possible repaired. */
import { join } from "node:path";
import { loadScene, type Scene } from "../../scenes/scene.ts";
import { startLab } from "../lab/index.ts";
import type { Context } from "../model/context.ts";
import type { Diagnosis } from "../model/diagnosis.ts";
import { certain, parseAccountId } from "../model/ids.ts";
import { labCredentials } from "../sources/aws/calling/connection.ts";
import { createAwsReader } from "../sources/aws/reader.ts";
import { memoryJournal } from "../store/memory-journal.ts";
import type { Connection } from "./connection.ts";
import { type Fixed, fix } from "./fix.ts";
import { labPortalToken } from "./lab-portal.ts";
import { sceneFolder } from "./scene-folder.ts";
import { why } from "./why.ts";

/** The rows of the article's table, in its order. */
export const DEMO_SCENES = [
  "article-not-provisioned",
  "article-provisioning-failed",
  "article-not-in-group",
  "article-wrong-region",
  "article-still-provisioning",
] as const;

/** What a user's portal shows, read over HTTP with that user's own token. */
export interface PortalSight {
  readonly listsAccount: boolean;
  readonly roleNames: readonly string[];
}

export interface DemoScene {
  readonly scene: Pick<Scene, "id" | "title" | "story" | "question">;
  readonly before: PortalSight;
  readonly diagnosis: Diagnosis;
  /** How it ended: repaired through an API, by waiting, or left to a person. */
  readonly ending:
    | { readonly kind: "fixed"; readonly fixed: Fixed; readonly after: PortalSight }
    | { readonly kind: "waited"; readonly verdict: Diagnosis["verdict"]; readonly after: PortalSight }
    | { readonly kind: "left-to-a-person" };
}

/** Plays the scenes one after another; each is handed on as soon as it has ended. */
export async function* playDemo(context: Context): AsyncGenerator<DemoScene> {
  for (const id of DEMO_SCENES) yield await playScene(loadScene(join(sceneFolder(), `${id}.yaml`)), context);
}

async function playScene(scene: Scene, context: Context): Promise<DemoScene> {
  // Where the clock jumps, keeping to AWS's rates would be waiting for nothing.
  const lab = await startLab({ document: scene.document, limits: "off" });
  try {
    return await playAt(lab.url, scene, context);
  } finally {
    await lab.close();
  }
}

async function playAt(url: string, scene: Scene, context: Context): Promise<DemoScene> {
  const { question } = scene;
  const homeRegion = scene.document.instance?.primaryRegion ?? "us-east-1";
  const connection = connectionTo(url, question.region ?? homeRegion);
  // Where a person would wait, the lab's clock goes on.
  const quick: Context = { ...context, delay: (milliseconds) => advance(url, Math.ceil(milliseconds / 1000)) };
  const asked = { ...question, isRegionGiven: question.region !== undefined };
  const before = await portalSight(url, scene, context);
  const { diagnosis } = await why(asked, createAwsReader(connection.aws, context), context);
  const seen = { scene, before, diagnosis };
  const [cause] = diagnosis.causes;
  if (cause?.remedy.kind === "api") {
    const fixed = await fix(asked, {
      isDryRun: false,
      connection,
      journal: memoryJournal(),
      context: quick,
      confirm: () => Promise.resolve(true),
      onProgress: () => undefined,
    });
    return { ...seen, ending: { kind: "fixed", fixed, after: await portalSight(url, scene, context) } };
  }
  if (cause?.remedy.kind === "wait") {
    await advance(url, 3600);
    const again = await why(asked, createAwsReader(connection.aws, context), context);
    return {
      ...seen,
      ending: { kind: "waited", verdict: again.diagnosis.verdict, after: await portalSight(url, scene, context) },
    };
  }
  return { ...seen, ending: { kind: "left-to-a-person" } };
}

const connectionTo = (url: string, region: string): Connection => ({
  aws: { region, endpointUrl: url, credentials: labCredentials("demo"), attempts: 4, timeout: 8000, isUnpaced: true },
  from: undefined,
  isRegionGiven: true,
});

/** Signs in as the user and looks: `sso ListAccounts` and `ListAccountRoles`. */
async function portalSight(url: string, { question }: Scene, context: Context): Promise<PortalSight> {
  const nothing: PortalSight = { listsAccount: false, roleNames: [] };
  const token = await labPortalToken(url, question.user);
  if (token === undefined) return nothing;
  const reader = createAwsReader(
    { ...connectionTo(url, "us-east-1").aws, portalToken: () => Promise.resolve(token) },
    context,
  );
  const sight = await reader.portal({
    accountId: certain(parseAccountId(question.account)),
    permissionSetName: question.permissionSet,
    userName: question.user,
  });
  return sight.state === "known" ? sight.value : nothing;
}

async function advance(url: string, seconds: number): Promise<void> {
  await fetch(new URL("/_lab/clock", url), { method: "POST", body: JSON.stringify({ advance: `PT${seconds}S` }) });
}

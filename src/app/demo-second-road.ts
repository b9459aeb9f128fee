/** The story of the second road on a local Identity Center: an entitlement, a broken trust policy, and the role that opens again. */
import { join } from "node:path";
import { loadScene, type Scene } from "../../scenes/scene.ts";
import { startLab } from "../lab/index.ts";
import type { Context } from "../model/context.ts";
import type { Diagnosis } from "../model/diagnosis.ts";
import { labCredentials } from "../sources/aws/calling/connection.ts";
import { createAwsReader } from "../sources/aws/reader.ts";
import { labPortalListing, labPortalToken } from "./lab-portal.ts";
import { sceneFolder } from "./scene-folder.ts";
import { why } from "./why.ts";

/** What the user sees in both portals, read over HTTP with the user's own tokens: the second lists roles, and the first of them opens or not. */
export interface AccountAccessSight {
  /** Accounts in the AWS access portal. */
  readonly accounts: number;
  readonly roleArns: readonly string[];
  readonly opens: boolean;
}

/** One act: what was done before it, what the user sees, and what `why` says. */
export interface SecondRoadAct {
  readonly title: string;
  readonly question: Scene["question"];
  readonly sight: AccountAccessSight;
  readonly diagnosis: Diagnosis;
}

const SCENE = "entitled-by-account-access-manager";

/** The three acts, each handed on as soon as it has ended. */
export async function* playSecondRoad(context: Context): AsyncGenerator<SecondRoadAct> {
  const scene = loadScene(join(sceneFolder(), `${SCENE}.yaml`));
  const lab = await startLab({ document: scene.document, limits: "off" });
  try {
    const stage: Stage = { url: lab.url, scene, context };
    yield await act(stage, "Nothing in the access portal, and yet there is access");
    const trustPolicy = trustPolicyIn(scene);
    // The most common mistake: the account of the role in place of the management account (facts AAM35).
    const { managementAccountId } = scene.document.organization;
    await putTrustPolicy(stage, trustPolicy.replaceAll(`"${managementAccountId}"`, `"${accountOf(scene)?.id}"`));
    yield await act(stage, "Somebody changes the role's trust policy");
    await putTrustPolicy(stage, trustPolicy);
    yield await act(stage, "The trust policy is corrected");
  } finally {
    await lab.close();
  }
}

interface Stage {
  readonly url: string;
  readonly scene: Scene;
  readonly context: Context;
}

async function act({ url, scene, context }: Stage, title: string): Promise<SecondRoadAct> {
  const { question } = scene;
  const connection = {
    region: scene.document.instance?.primaryRegion ?? "us-east-1",
    endpointUrl: url,
    credentials: labCredentials("demo"),
    auditRole: "OrganizationAccountAccessRole",
    attempts: 4,
    timeout: 8000,
    isUnpaced: true,
  };
  const { diagnosis } = await why({ ...question, isRegionGiven: false }, createAwsReader(connection, context), context);
  return { title, question, sight: await sightOf(url, scene), diagnosis };
}

async function sightOf(url: string, { document, question }: Scene): Promise<AccountAccessSight> {
  const tenantId = document.accountAccessApplications[0]?.tenantId ?? "";
  const scopes = ["account_access:read_only", "account_access:assume"];
  const token = await fetch(`${url}/_lab/tokens`, {
    method: "POST",
    body: JSON.stringify({ userName: question.user, scopes }),
  });
  const { accessToken } = (await token.json()) as { readonly accessToken?: string };
  const headers = { authorization: `Bearer ${accessToken ?? ""}` };
  const listed = await fetch(`${url}/access?${new URLSearchParams({ tenantId })}`, { headers });
  const { roles = [] } = (await listed.json()) as { readonly roles?: readonly { readonly roleArn: string }[] };
  const roleArns = roles.map(({ roleArn }) => roleArn);
  const asked = new URLSearchParams({ tenantId, roleArn: roleArns[0] ?? "", accessType: "PROGRAMMATIC_ACCESS" });
  const portal = await labPortalToken(url, question.user);
  const accounts = portal === undefined ? 0 : (await labPortalListing(url, portal)).length;
  return { accounts, roleArns, opens: (await fetch(`${url}/access/credentials?${asked}`, { headers })).ok };
}

const accountOf = ({ document, question }: Scene) =>
  document.accounts.find(({ id, name }) => id === question.account || name === question.account);

const roleIn = (scene: Scene) => accountOf(scene)?.iam?.roles[0];

const trustPolicyIn = (scene: Scene): string => roleIn(scene)?.trustPolicy ?? "{}";

/** As an administrator of the account: the lab takes a key of twelve digits for that account, and verifies no signature. */
async function putTrustPolicy({ url, scene }: Stage, trustPolicy: string): Promise<void> {
  const account = accountOf(scene)?.id ?? "";
  const form = { Action: "UpdateAssumeRolePolicy", Version: "2010-05-08", RoleName: roleIn(scene)?.name ?? "" };
  await fetch(url, {
    method: "POST",
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=${account}/20260101/us-east-1/iam/aws4_request` },
    body: new URLSearchParams({ ...form, PolicyDocument: trustPolicy }),
  });
}

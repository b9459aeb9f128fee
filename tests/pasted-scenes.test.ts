/** What people paste, made on the lab by the real clients: `explain` names its cause, and what the remedy says works. */
import { afterAll, describe, expect, test } from "vitest";
import { listPastedScenes, loadPastedScene, type PastedScene, type PastedStep } from "../scenes/pasted.ts";
import { explain } from "../src/app/explain.ts";
import { causes } from "../src/diagnosis/causes/index.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import { consoleRefusal, type Role, sessionKeys } from "./support/console.ts";
import { callLab, type Keys, scimCall } from "./support/human-step.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { signedIn } from "./support/person.ts";
import { writtenEvents } from "./support/trail.ts";

const scenes = listPastedScenes().map((path) => loadPastedScene(path));
const opened: TestLab[] = [];
afterAll(async () => void (await Promise.all(opened.map((lab) => lab.close()))));

/** What a step was answered: undefined where it succeeded, else the words that a person sees. */
type Told = string | undefined;

interface Client {
  readonly lab: TestLab;
  readonly scene: PastedScene;
  /** By userName. */
  readonly tokens: Map<string, string>;
  /** Credentials by the name under which the scene keeps them. */
  readonly keys: Map<string, Keys>;
}

async function clientFor(scene: PastedScene): Promise<Client> {
  const lab = await openLab({ limits: "off", enforceIam: scene.enforceIam === true });
  opened.push(lab);
  if (scene.document) await lab.put(writtenForm(scene.document));
  return { lab, scene, tokens: new Map(), keys: new Map() };
}

async function take(client: Client, step: PastedStep): Promise<Told> {
  if ("lab" in step) return control(client, step.lab);
  if ("signIn" in step) return signIn(client, step.signIn, step.password);
  if ("console" in step) return openConsole(client, step.console);
  if ("portal" in step) return portal(client, step.portal, step.user);
  if ("keys" in step) return keep(client, step);
  if ("scim" in step) return scim(client, step);
  try {
    await callLab(client.lab, step, await keysOf(client, step.as), step.region);
    return undefined;
  } catch (error) {
    const { name, message } = error as Error;
    return `An error occurred (${name}) when calling the ${step.operation} operation: ${message}`;
  }
}

async function control({ lab }: Client, words: string): Promise<Told> {
  const [method = "", path = "", ...body] = words.split(" ");
  const answer = await fetch(`${lab.url}${path}`, { method, ...(body.length > 0 ? { body: body.join(" ") } : {}) });
  expect(answer.ok, words).toBe(true);
  return undefined;
}

async function signIn({ lab, tokens }: Client, userName: string, password?: string): Promise<Told> {
  const { status } = await signedIn(lab, userName, password);
  // A redirect to the portal is the answer to the right password.
  if (status !== 302 && status !== 303) return `the sign-in page was shown again (${status})`;
  const token = await lab.token(userName);
  if (token !== undefined) tokens.set(userName, token);
  return undefined;
}

async function portal({ lab, tokens }: Client, path: string, user: string): Promise<Told> {
  const answer = await fetch(`${lab.url}${path}`, { headers: { "x-amz-sso_bearer_token": tokens.get(user) ?? "" } });
  return answer.ok ? undefined : `HTTP ${answer.status} ${await answer.text()}`;
}

const openConsole = async (client: Client, role: Role): Promise<Told> =>
  consoleRefusal(client.lab, await keysOf(client, role));

async function keep(client: Client, { keys, as }: Extract<PastedStep, { keys: string }>): Promise<Told> {
  client.keys.set(keys, await keysOf(client, as));
  return undefined;
}

const scim = ({ lab }: Client, { scim: method, path, input }: Extract<PastedStep, { scim: string }>): Promise<Told> =>
  scimCall(lab, { method, path, input }).then(
    () => undefined,
    (error: unknown) => (error as Error).message,
  );

async function keysOf({ lab, scene, keys }: Client, as: string | Role | undefined): Promise<Keys> {
  if (as === undefined || typeof as === "string")
    return (
      keys.get(as ?? "") ?? {
        accessKeyId: as ?? scene.document?.organization.managementAccountId ?? "",
        secretAccessKey: "lab",
      }
    );
  return sessionKeys(lab, as);
}

/** The text that the person copies: the last answer, or the event that it left in the instance's account. */
async function pastedOf(client: Client): Promise<string> {
  const { scene, lab } = client;
  if (scene.steps === undefined) return scene.text ?? "";
  let last: Told;
  for (const step of scene.steps) last = await take(client, step);
  if (last === undefined) throw new TypeError(`${scene.id}: the last step succeeds`);
  if (scene.text !== undefined) return scene.text;
  if (scene.paste === undefined || scene.paste === "error") return last;
  const [event] = await writtenEvents(lab, scene.document?.organization.managementAccountId ?? "", scene.paste);
  return JSON.stringify(event);
}

test("what no lab can show, the cause's page says, and nothing else", () => {
  const onLab = new Set(scenes.flatMap(({ steps, expect: { cause } }) => (steps ? [cause] : [])));
  const pasted = causes.filter(({ noticedIn }) => noticedIn !== "facts");
  expect(pasted.filter(({ documentation: { notOnLab } }) => notOnLab === undefined).map(({ id }) => id)).toEqual(
    pasted.filter(({ id }) => onLab.has(id)).map(({ id }) => id),
  );
  expect(causes.filter(({ noticedIn, documentation: { notOnLab } }) => noticedIn === "facts" && notOnLab)).toEqual([]);
});

test("every cause that only a paste or the words of a question show has one", () => {
  const shown = new Set(scenes.map(({ expect: { cause } }) => cause));
  const wanted = causes.filter(({ noticedIn }) => noticedIn !== "facts").map(({ id }) => id);
  expect(wanted.length).toBeGreaterThan(5);
  expect(wanted.filter((id) => !shown.has(id))).toEqual([]);
});

describe("explain names the cause, and the remedy works", () => {
  test.each(scenes.map((scene) => [scene.id, scene] as const))("%s", async (_id, scene) => {
    const client = await clientFor(scene);
    const { explanations } = explain(await pastedOf(client));
    const named = explanations.flatMap(({ causes: proved, fits }) => [...proved, ...fits]);
    expect({ cause: named[0]?.id, confidence: named[0]?.confidence }).toEqual(scene.expect);
    for (const step of scene.after ?? []) expect(await take(client, step), JSON.stringify(step)).toBeUndefined();
    expect((scene.after ?? []).length > 0 || scene.noStep !== undefined).toBe(true);
  });
});

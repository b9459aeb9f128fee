/** Scenes of what people paste: what somebody did on the lab, and which cause the message or event that came of it shows. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse as parseYaml } from "yaml";
import * as z from "zod/mini";
import type { OrganizationDocument } from "../src/model/organization-document/document.ts";
import { documentOf } from "./scene.ts";

const role = z.strictObject({ user: z.string(), account: z.string(), permissionSet: z.string() });

const step = z.union([
  /** A call of an SDK: with the keys of an account, with kept ones, or with those of a new session of a user's role. */
  z.strictObject({
    service: z.string(),
    operation: z.string(),
    input: z.record(z.string(), z.unknown()),
    as: z.optional(z.union([z.string(), role])),
    region: z.optional(z.string()),
  }),
  /** Credentials of a user's role, kept under a name: later calls have them by it. */
  z.strictObject({ keys: z.string(), as: role }),
  /** What the user's client asks of the portal, with the sign-in that it has. */
  z.strictObject({ portal: z.string(), user: z.string() }),
  /** A sign-in at the portal's page; the client has its token where it succeeds. */
  z.strictObject({ signIn: z.string(), password: z.optional(z.string()) }),
  /** The link of the access portal to the console of a role. */
  z.strictObject({ console: role }),
  /** What the identity provider sends through SCIM. */
  z.strictObject({ scim: z.string(), path: z.string(), input: z.record(z.string(), z.unknown()) }),
  /** A request to the lab's control API. */
  z.strictObject({ lab: z.string() }),
]);

const written = z.strictObject({
  title: z.string(),
  story: z.string(),
  steps: z.optional(z.array(step)),
  /** `error`: what the last step was answered; else the name of the CloudTrail event that it left. */
  paste: z.optional(z.string()),
  /** Pasted as it stands; with steps, it is what the person says of the last one, which is refused. */
  text: z.optional(z.string()),
  expect: z.strictObject({
    cause: z.string(),
    confidence: z.enum(["proved", "likely", "possible"]),
  }),
  /** What works after the remedy. */
  after: z.optional(z.array(step)),
  /** Why nothing is done after it. */
  noStep: z.optional(z.string()),
  enforceIam: z.optional(z.literal(true)),
  document: z.optional(z.record(z.string(), z.unknown())),
});

export type PastedStep = z.infer<typeof step>;

export interface PastedScene extends Omit<z.infer<typeof written>, "document"> {
  /** The file's name without its ending. */
  readonly id: string;
  /** Undefined where a text is pasted as it stands. */
  readonly document: OrganizationDocument | undefined;
}

const FOLDER = join(import.meta.dirname, "pasted");

/** The paths of all of them, in the order of their names. */
export const listPastedScenes = (folder: string = FOLDER): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => join(folder, name));

/** Reads one; throws with what is wrong in it. */
export function loadPastedScene(path: string): PastedScene {
  const parsed = written.safeParse(parseYaml(readFileSync(path, "utf8")));
  if (!parsed.success) throw new TypeError(`${path}: ${z.prettifyError(parsed.error)}`);
  const { document, ...scene } = parsed.data;
  if ((scene.steps === undefined) !== (document === undefined))
    throw new TypeError(`${path}: steps, and the document in which they are taken`);
  if (scene.text === undefined ? scene.steps === undefined : scene.paste !== undefined)
    throw new TypeError(`${path}: what is pasted is a text, or comes of the steps`);
  return {
    ...scene,
    id: basename(path, ".yaml"),
    document: document && documentOf(`${path}: document`, document),
  };
}

/** Scenes: named organization documents and what is true of them; used by the tests, the lab, the demo and the documentation. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse as parseYaml } from "yaml";
import type { ActionAsked } from "../src/facts/grant/grant-facts.ts";
import { type Confidence, VERDICTS, type Verdict } from "../src/model/diagnosis.ts";
import { describeMalformed, parseRegion, type Region } from "../src/model/ids.ts";
import type { OrganizationDocument } from "../src/model/organization-document/document.ts";
import { describeProblems, loadOrganizationDocument } from "../src/model/organization-document/load.ts";

/** This folder, also from a bundle that lies beside it. */
export const SCENES = join(import.meta.dirname, "../scenes");

const CONFIDENCES = ["proved", "likely", "possible"] as const satisfies readonly Confidence[];
const REMEDIES = ["api", "human", "wait"] as const;

export interface SceneQuestion {
  readonly user: string;
  readonly account: string;
  readonly permissionSet: string;
  /** The Region that the operator names; absent: the instance's own. */
  readonly region?: string;
  /** The account whose keys ask; absent: the management account. */
  readonly caller?: string;
  /** IAM of the accounts is looked at, too: through OrganizationAccountAccessRole, which every account of the lab has. */
  readonly auditRole?: true;
  /** The user asks about themselves: with the sign-in that their client has cached, and through it the portal. */
  readonly asMe?: true;
  /** What stands in the user's `~/.aws/config`. */
  readonly awsConfig?: string;
  /** The profile that the user uses, where several fit. */
  readonly userProfile?: string;
  /** What the user wants to do there and is denied. */
  readonly action?: ActionAsked;
}

export interface SceneExpectation {
  readonly verdict: Verdict;
  /** The id of the first cause; null where none is named. */
  readonly cause: string | null;
  readonly confidence: Confidence | null;
  readonly remedy: (typeof REMEDIES)[number] | null;
  /** Whether the user's own portal shows the permission set under the account; false also where there is no such user. */
  readonly portalBefore: boolean;
  /** The same after the API remedy. */
  readonly portalAfter?: boolean;
}

/** One step of a person, done through the lab; after all of them `why` says works. */
export type HumanStep =
  /** A call of an identity provider. */
  | {
      readonly service: "scim";
      readonly method: string;
      readonly path: string;
      readonly input: Readonly<Record<string, unknown>>;
    }
  | {
      readonly service: string;
      readonly operation: string;
      readonly input: Readonly<Record<string, unknown>>;
      /** The account whose keys make the call; absent: the management account. */
      readonly account?: string;
    }
  /** A request to the lab's control API: `POST /_lab/clock {"advance":"PT1H"}`. */
  | { readonly lab: string }
  /** What happens outside of the APIs that the lab has (AWS Support, a key's owner): written into the lab's document. */
  | { readonly document: Readonly<Record<string, unknown>> };

export interface Scene {
  /** The file's name without its ending. */
  readonly id: string;
  readonly title: string;
  /** Two sentences in a person's words. */
  readonly story: string;
  readonly question: SceneQuestion;
  readonly expect: SceneExpectation;
  readonly human: readonly HumanStep[];
  /** Why there are no human steps although the remedy is a person's. */
  readonly noStep?: string;
  /** The question is asked again by these words, where the human step changes the words: another profile, another Region. */
  readonly questionAfter?: SceneQuestion;
  readonly document: OrganizationDocument;
  /** The organization as a snapshot from before has it. */
  readonly before?: OrganizationDocument;
}

/** The paths of all scenes, in the order of their names. */
export function listScenes(folder: string = import.meta.dirname): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => join(folder, name));
}

/** Reads one scene; throws with the place of whatever is wrong in it. */
export function loadScene(path: string): Scene {
  const fields = new Fields(path, parseYaml(readFileSync(path, "utf8")), SCENE_FIELDS);
  return {
    id: basename(path, ".yaml"),
    title: fields.text("title"),
    story: fields.text("story"),
    question: questionOf(new Fields(`${path}: question`, fields.value.question, QUESTION_FIELDS)),
    expect: expectationOf(new Fields(`${path}: expect`, fields.value.expect, EXPECT_FIELDS)),
    human: listOf(`${path}: human`, fields.value.human).map((step, at) => humanStepOf(`${path}: human[${at}]`, step)),
    ...(fields.has("noStep") && { noStep: fields.text("noStep") }),
    ...(fields.has("questionAfter") && {
      questionAfter: questionOf(new Fields(`${path}: questionAfter`, fields.value.questionAfter, QUESTION_FIELDS)),
    }),
    document: documentOf(`${path}: document`, fields.value.document),
    ...(fields.has("before") && { before: documentOf(`${path}: before`, fields.value.before) }),
  };
}

/** What the head of a scene says; its document is not read, which is most of the work. */
export interface SceneHead extends Pick<Scene, "id" | "title" | "story" | "question" | "expect"> {
  readonly hasBefore: boolean;
}

/** The head of a scene's file, which stands before its document; throws as `loadScene` does. */
export function loadSceneHead(path: string): SceneHead {
  const text = readFileSync(path, "utf8");
  const [head = ""] = text.split(/^(?:document|before):/m);
  const fields = new Fields(path, parseYaml(head), SCENE_FIELDS);
  return {
    id: basename(path, ".yaml"),
    title: fields.text("title"),
    story: fields.text("story"),
    question: questionOf(new Fields(`${path}: question`, fields.value.question, QUESTION_FIELDS)),
    expect: expectationOf(new Fields(`${path}: expect`, fields.value.expect, EXPECT_FIELDS)),
    hasBefore: /^before:/m.test(text),
  };
}

/** An organization document, complete; throws with its place and what is wrong in it. */
export function documentOf(place: string, value: unknown): OrganizationDocument {
  const loaded = loadOrganizationDocument(value);
  if (loaded.kind === "ok") return loaded.document;
  throw new TypeError(`${place}: ${describeProblems(loaded.problems)}`);
}

const SCENE_FIELDS = ["title", "story", "question", "expect", "human", "noStep", "questionAfter", "document", "before"];
const QUESTION_FIELDS = [
  "user",
  "account",
  "permissionSet",
  "region",
  "caller",
  "auditRole",
  "asMe",
  "awsConfig",
  "userProfile",
  "action",
];
const EXPECT_FIELDS = ["verdict", "cause", "confidence", "remedy", "portalBefore", "portalAfter"];

function questionOf(fields: Fields): SceneQuestion {
  return {
    user: fields.text("user"),
    account: fields.text("account"),
    permissionSet: fields.text("permissionSet"),
    ...(fields.has("region") && { region: fields.text("region") }),
    ...(fields.has("caller") && { caller: fields.text("caller") }),
    ...(fields.has("auditRole") && fields.truth("auditRole") && { auditRole: true }),
    ...(fields.has("asMe") && fields.truth("asMe") && { asMe: true }),
    ...(fields.has("awsConfig") && { awsConfig: fields.text("awsConfig") }),
    ...(fields.has("userProfile") && { userProfile: fields.text("userProfile") }),
    ...(fields.has("action") && {
      action: actionOf(new Fields(`${fields.place}.action`, fields.value.action, ACTION_FIELDS)),
    }),
  };
}

const ACTION_FIELDS = ["action", "resource", "region"];

function actionOf(fields: Fields): ActionAsked {
  return {
    action: fields.text("action"),
    resource: fields.has("resource") ? fields.text("resource") : undefined,
    region: fields.has("region") ? fields.region("region") : undefined,
  };
}

function expectationOf(fields: Fields): SceneExpectation {
  const isNothing = fields.value.cause === null;
  return {
    verdict: fields.oneOf("verdict", VERDICTS),
    cause: isNothing ? null : fields.text("cause"),
    confidence: isNothing ? null : fields.oneOf("confidence", CONFIDENCES),
    remedy: isNothing ? null : fields.oneOf("remedy", REMEDIES),
    portalBefore: fields.truth("portalBefore"),
    ...(fields.has("portalAfter") && { portalAfter: fields.truth("portalAfter") }),
  };
}

function humanStepOf(place: string, value: unknown): HumanStep {
  const fields = new Fields(place, value, [
    "service",
    "operation",
    "input",
    "account",
    "lab",
    "method",
    "path",
    "document",
  ]);
  if (fields.has("document")) return { document: recordOf(`${place}.document`, fields.value.document) };
  if (fields.has("lab")) return { lab: fields.text("lab") };
  if (fields.text("service") === "scim")
    return {
      service: "scim",
      method: fields.text("method"),
      path: fields.text("path"),
      input: recordOf(`${place}.input`, fields.value.input),
    };
  return {
    service: fields.text("service"),
    operation: fields.text("operation"),
    input: recordOf(`${place}.input`, fields.value.input),
    ...(fields.has("account") && { account: fields.text("account") }),
  };
}

/** The fields of one object in a scene, each read as what it must be. */
class Fields {
  readonly place: string;
  readonly value: Readonly<Record<string, unknown>>;

  constructor(place: string, value: unknown, known: readonly string[]) {
    this.place = place;
    this.value = recordOf(place, value);
    const strange = Object.keys(this.value).filter((key) => !known.includes(key));
    if (strange.length > 0) throw new TypeError(`${place}: ${strange.join(", ")} is not known here`);
  }

  has(key: string): boolean {
    return this.value[key] !== undefined;
  }

  text(key: string): string {
    const value = this.value[key];
    if (typeof value === "string" && value.trim() !== "") return value.trim();
    throw new TypeError(`${this.place}.${key}: a text is expected (ids in quotes)`);
  }

  region(key: string): Region {
    const parsed = parseRegion(this.text(key));
    if (parsed.kind === "ok") return parsed.value;
    throw new TypeError(`${this.place}.${key}: ${describeMalformed(parsed)}`);
  }

  truth(key: string): boolean {
    const value = this.value[key];
    if (typeof value === "boolean") return value;
    throw new TypeError(`${this.place}.${key}: true or false is expected`);
  }

  oneOf<Word extends string>(key: string, words: readonly Word[]): Word {
    const word = words.find((one) => one === this.value[key]);
    if (word !== undefined) return word;
    throw new TypeError(`${this.place}.${key}: must be ${words.join(" or ")}`);
  }
}

function recordOf(place: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new TypeError(`${place}: an object is expected`);
}

function listOf(place: string, value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw new TypeError(`${place}: a list is expected`);
}

/** The cases of recorded answers: a name says everything, so that nothing but names and answers is kept. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadScene, SCENES, type Scene } from "../../scenes/scene.ts";
import { actionAsked } from "../../src/app/action-asked.ts";
import { why } from "../../src/app/why.ts";
import type { Diagnosis } from "../../src/model/diagnosis.ts";
import type { OrganizationDocument } from "../../src/model/organization-document/document.ts";
import { describeProblems, loadOrganizationDocument } from "../../src/model/organization-document/load.ts";
import { createDocumentReader } from "../../src/sources/document/reader.ts";
import type { Question } from "../../src/sources/question/collect.ts";
import type { Reader } from "../../src/sources/reader.ts";
import type { Asked } from "../agreement/asked.ts";
import { caseOf } from "../agreement/case.ts";
import { documentOf } from "../agreement/organization.ts";
import { createRandom } from "../agreement/random.ts";
import { MANAGEMENT } from "../histories/beginning.ts";
import { testContext } from "../support/reader.ts";
import { questionOf } from "../support/scene-on-lab.ts";
import { surround } from "./surroundings.ts";

/**
 * `scene outdated`, `scene casebook/two-records`; `seed 17`: a random organization of the agreement test, `seed 17 set
 * Developer`: asked about this set or role, `seed 17 action s3:GetObject on arn:…`: about this action; `history 4: ana | * | *
 * | 1`: what a history left behind, the words of the question (`*`: none), and a number for what surrounds it.
 */
export function answerTo(name: string): Promise<Diagnosis> {
  const [, kind, rest = ""] = /^(\w+) (.+)$/.exec(name) ?? [];
  if (kind === "scene") return answerOfScene(loadScene(join(SCENES, `${rest}.yaml`)));
  if (kind === "seed") return answerOfSeed(rest);
  if (kind === "history") return answerOfHistory(rest);
  throw new TypeError(`"${name}" is no case`);
}

/** The document of a case, for what is told of a whole organization. */
export function documentNamed(name: string): OrganizationDocument {
  const [, kind, rest = ""] = /^(\w+) (.+)$/.exec(name) ?? [];
  if (kind === "scene") return loadScene(join(SCENES, `${rest}.yaml`)).document;
  if (kind === "seed") return loaded(documentOf(caseOf(Number.parseInt(rest, 10)).draft));
  return historyDocument(rest);
}

function answerOfScene(scene: Scene): Promise<Diagnosis> {
  return answered(questionOf(scene), createDocumentReader(scene.document, scene.question.region));
}

function answerOfSeed(words: string): Promise<Diagnosis> {
  const [, digits = "", set, action, resource] =
    /^(\d+)(?: set (\S+))?(?: action (\S+)(?: on (\S+))?)?$/.exec(words) ?? [];
  const seed = Number(digits);
  const { draft, words: spelled } = caseOf(seed);
  const chance = createRandom(seed ^ 0x51ed270b);
  const { asked } = draft;
  const document = loaded(documentOf(draft));
  const isWide = chance.isHit(0.15);
  const isOfAll = isWide && chance.isHit(0.5);
  const { reader, client } = surround(createDocumentReader(document, asked.region), document, asked, chance);
  const question: Question = {
    user: spelled.user,
    account: isOfAll ? null : spelled.account,
    permissionSet: set ?? (isWide ? null : spelled.permissionSet),
    isRegionGiven: true,
    isThorough: chance.isHit(0.8),
    client,
    action: actionAsked({
      action: action ?? asked.action?.action,
      resource: action ? resource : asked.action && ("resource" in asked.action ? asked.action.resource : "*"),
    }),
    before: asked.before && createDocumentReader(loaded(asked.before)),
  };
  return answered(question, reader);
}

function answerOfHistory(words: string): Promise<Diagnosis> {
  const [, name = "", rest = ""] = /^(\S+): (.*)$/.exec(words) ?? [];
  const [user = "", account = "", permissionSet = "", chanceSeed = "0"] = rest.split(" | ");
  const document = historyDocument(name);
  const own: Asked = { user, account, permissionSet, region: "us-east-1", caller: MANAGEMENT, hasPortalOpen: false };
  const chance = createRandom(Number(chanceSeed));
  const before = Number(chanceSeed) % 2 === 1 ? middles().get(name) : undefined;
  const plain = createDocumentReader(document);
  const { reader } = chanceSeed === "0" ? { reader: plain } : surround(plain, document, own, chance);
  const question: Question = {
    user,
    account: account === "*" ? null : account,
    permissionSet: permissionSet === "*" ? null : permissionSet,
    isRegionGiven: true,
    isThorough: true,
    before: before && createDocumentReader(before),
  };
  return answered(question, reader);
}

async function answered(question: Question, reader: Reader): Promise<Diagnosis> {
  const context = testContext({ now: () => new Date(reader.takenAt ?? "") });
  return (await why(question, reader, context)).diagnosis;
}

export function loaded(written: unknown): OrganizationDocument {
  const result = loadOrganizationDocument(written);
  if (result.kind === "invalid") throw new TypeError(describeProblems(result.problems));
  return result.document;
}

/** What histories left behind, one in a line: `{ "name", "end", "middle"? }`. */
const HISTORIES = join(SCENES, "../tests/answers/recorded/histories.jsonl");

interface Left {
  readonly name: string;
  readonly end: unknown;
  readonly middle?: unknown;
}

let histories:
  | { readonly ends: Map<string, OrganizationDocument>; readonly middles: Map<string, OrganizationDocument> }
  | undefined;

function allHistories(): NonNullable<typeof histories> {
  if (histories) return histories;
  const rows = readFileSync(HISTORIES, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Left);
  histories = {
    ends: new Map(rows.map(({ name, end }) => [name, loaded(end)])),
    middles: new Map(
      rows.flatMap(({ name, middle }) => (middle === undefined ? [] : [[name, loaded(middle)] as const])),
    ),
  };
  return histories;
}

const middles = (): Map<string, OrganizationDocument> => allHistories().middles;

function historyDocument(name: string): OrganizationDocument {
  const document = allHistories().ends.get(name);
  if (!document) throw new TypeError(`there is no history "${name}"`);
  return document;
}

/** Pasted plans of infrastructure: what a Terraform plan, or a CloudFormation template or change set, grants and takes. */

import {
  KNOWN_TYPES,
  type PlannedChanges,
  type PlanSource,
} from "../../../model/organization-document/written/planned-change.ts";
import { parsePlannedChanges } from "../../../model/organization-document/written/planned-changes.ts";
import { ownCommand, shellWord } from "../../../model/shell-word.ts";
import { whyCommand } from "../command.ts";
import { type Explanation, explanation, isAccountId } from "../explanation.ts";
import { type PlannedGrant, toldChange } from "./planned-words.ts";

const WORDS: Readonly<Record<PlanSource, string>> = {
  terraform: "A Terraform plan",
  "cloudformation-template": "A CloudFormation template",
  "cloudformation-change-set": "A CloudFormation change set",
};

/** Characters; plans of large configurations are cut nowhere, so that nothing is left out unsaid. */
const LONGEST = 8 * 1024 * 1024;
const MOST_SENTENCES = 20;
/** Changes that are looked at one by one; the others are counted. */
const MOST_LOOKED_AT = 500;
const MOST_COMMANDS = 6;

/**
 * Characters. CloudFormation takes 51,200 bytes inline (CloudFormation quotas); the library reads a hostile text of half a megabyte for
 * seconds, and a server explains what anybody pastes.
 */
const LONGEST_YAML = 64 * 1024;

const IN_JSON = /"resource_changes"|"terraform_version"|\bAWS::\w+::\w+|"ChangeSetId"/;
/** A log may name types of resources, too. */
const IN_YAML = /^[ \t]*["']?Type["']?[ \t]*:[ \t]*["']?AWS::\w+::\w+/m;
/** `Assign: { Type: AWS::SSO::Assignment, … }` */
const IN_FLOW = /\{[ \t]*Type[ \t]*:[ \t]*["']?AWS::\w+::\w+/;

/** What a plan says; empty where the text is none. */
export function explainPlan(text: string): readonly Explanation[] {
  const read = readPlan(text);
  return read?.kind === "ok" ? [ofPlan(read.plan)] : [];
}

/** Why a text that looks like a plan cannot be taken for one; asked where nothing else of it is understood. */
export function explainRefusedPlan(text: string): readonly Explanation[] {
  const read = readPlan(text);
  if (read?.kind !== "invalid" || read.form === undefined) return [];
  const { form, problems } = read;
  return [
    explanation(
      "plan",
      `${WORDS[form]} ${form === "cloudformation-template" ? "with no access in it" : "that cannot be gone by"}`,
      {
        layer: "Identity Center",
        meaning: problems.slice(0, MOST_SENTENCES).map(({ path, message }) => `${path} ${message}.`.trimStart()),
        next: [
          "Paste the output of terraform show -json plan.bin, a template with its resources of Identity Center, or the output of:",
          "aws cloudformation describe-change-set --stack-name <stack> --change-set-name <name> --include-property-values",
        ],
      },
    ),
  ];
}

function readPlan(text: string) {
  const bare = text.replace(/^```\w*$/gm, "");
  const isJson = bare.trimStart().startsWith("{");
  const isLikely = isJson
    ? bare.length <= LONGEST && IN_JSON.test(bare)
    : bare.length <= LONGEST_YAML && (IN_YAML.test(bare) || IN_FLOW.test(bare));
  return isLikely ? parsePlannedChanges(bare, { takesFragments: true }) : undefined;
}

function ofPlan({ source, changes, limits }: PlannedChanges): Explanation {
  const own = changes.filter(({ type }) => KNOWN_TYPES.includes(type));
  const told = own.slice(0, MOST_LOOKED_AT).flatMap((change) => toldChange(change, own) ?? []);
  const grants = told.flatMap(({ grant }) => grant ?? []);
  const sentences = told.map(({ sentence }) => sentence);
  const rest = own.length - MOST_SENTENCES;
  const isWhole = own.length <= MOST_LOOKED_AT;
  return explanation("plan", `${WORDS[source]}: ${titleOf(own.length)}`, {
    account: isWhole ? alike(grants.map(({ account }) => account)) : null,
    permissionSet: isWhole ? alike(grants.map(({ what }) => what)) : null,
    layer: "Identity Center",
    meaning: [
      ...sentences.slice(0, MOST_SENTENCES),
      ...(rest > 0 ? [`… and ${rest} more.`] : []),
      ...limits.map((one) => `Not in it: ${one}.`),
    ],
    next: nextOf(grants),
  });
}

const titleOf = (count: number): string =>
  count === 0 ? "it changes nobody's access" : `${count} ${count === 1 ? "change" : "changes"} of access`;

const alike = (values: readonly (string | null)[]): string | null => {
  const [first = null] = values;
  return values.every((value) => value === first) && (first === null || !/\s/.test(first)) ? first : null;
};

/** What is there today of the same access, with the ids of the plan. */
function nextOf(grants: readonly PlannedGrant[]): readonly string[] {
  const commands = [...new Set(grants.map(commandOf))];
  return [
    ...(commands.length > 0 ? ["See who has it today, before the plan is carried out:"] : []),
    ...commands.slice(0, MOST_COMMANDS),
    "Hold it against access tests:",
    "idc-doctor test access.yaml --with <file>",
  ];
}

function commandOf({ account, what, user }: PlannedGrant): string {
  if (user !== null) return whyCommand(user, account, what);
  const id = account !== null && isAccountId(account) ? account : "<account>";
  return ownCommand("who-can", [id, ...(what === null ? [] : [shellWord(what)])]);
}

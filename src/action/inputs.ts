/** What a workflow gives the Action: inputs as the runner passes them, checked before anything is asked. */
import { AccessError } from "../model/errors.ts";

export type Variables = Readonly<Record<string, string | undefined>>;

/** What lets the step fail; each takes in the ones before it. */
export const FAIL_ON = ["never", "tests", "new-findings", "findings"] as const;
export type FailOn = (typeof FAIL_ON)[number];

export interface Inputs {
  /** Files; undefined where the workflow names none. */
  readonly accessTests: string | undefined;
  /** Of Terraform, or a template or change set of CloudFormation. */
  readonly plan: string | undefined;
  readonly from: string | undefined;
  readonly base: string | undefined;
  readonly baseline: string | undefined;
  readonly region: string | undefined;
  readonly isScanned: boolean;
  readonly isUploaded: boolean;
  readonly isCommented: boolean;
  /** Tells the comments and alerts of several organizations apart. */
  readonly category: string;
  readonly commentAuthor: string;
  readonly token: string | undefined;
  readonly failOn: FailOn;
}

/** The runner turns the name of an input into capitals and blanks into underscores; hyphens stay. */
const inputOf = (env: Variables, name: string): string | undefined =>
  env[`INPUT_${name.toUpperCase()}`]?.trim() || undefined;

/** @throws AccessError `bad-input` with the input that is wrong */
export function readInputs(env: Variables): Inputs {
  const text = (name: string) => inputOf(env, name);
  const category = text("category") ?? "idc-doctor";
  if (!/^[\w.-]{1,60}$/.test(category))
    throw wrong("category", "letters, digits, dots, hyphens and underscores, at most 60");
  return {
    accessTests: text("access-tests"),
    plan: text("plan") ?? text("terraform-plan"),
    from: text("from"),
    base: text("base"),
    baseline: text("baseline"),
    region: text("aws-region"),
    isScanned: switchOf(env, "scan"),
    isUploaded: switchOf(env, "upload-sarif"),
    isCommented: switchOf(env, "comment"),
    category,
    commentAuthor: text("comment-author") ?? "github-actions[bot]",
    token: text("github-token"),
    failOn: choiceOf(env, "fail-on", FAIL_ON) ?? "tests",
  };
}

const switchOf = (env: Variables, name: string): boolean => choiceOf(env, name, ["true", "false"]) !== "false";

function choiceOf<T extends string>(env: Variables, name: string, choices: readonly T[]): T | undefined {
  const given = inputOf(env, name);
  const chosen = choices.find((choice) => choice === given);
  if (given !== undefined && chosen === undefined) throw wrong(name, choices.join(", "));
  return chosen;
}

const wrong = (name: string, allowed: string): AccessError =>
  new AccessError("bad-input", `The input ${name} has a value that it cannot have`, { next: `It takes ${allowed}` });

/** The action of a question, from the words of the command line: checked before anything is asked of AWS. */
import { misspeltAction } from "../diagnosis/action/known-actions.ts";
import type { ActionAsked } from "../facts/grant/grant-facts.ts";
import { AccessError } from "../model/errors.ts";
import { describeMalformed, parseRegion } from "../model/ids.ts";

export type { ActionAsked } from "../facts/grant/grant-facts.ts";

export interface ActionWords {
  readonly action?: string | undefined;
  readonly resource?: string | undefined;
  readonly actionRegion?: string | undefined;
  /** Each `key=value`. */
  readonly context?: readonly string[] | undefined;
}

/** Undefined where no action was named. @throws AccessError `bad-input` */
export function actionAsked({ action, resource, actionRegion, context = [] }: ActionWords): ActionAsked | undefined {
  if (action === undefined) {
    if (resource === undefined && actionRegion === undefined && context.length === 0) return undefined;
    throw new AccessError("bad-input", "--resource, --action-region or --context was given without --action", {
      next: "Add --action <service:Action>, such as --action s3:GetObject",
    });
  }
  if (!/^[a-z0-9-]+:[A-Za-z0-9]+$/i.test(action))
    throw new AccessError("bad-input", `"${action}" is not an action`, {
      next: "Write a service and one operation without wildcards, such as s3:GetObject",
    });
  if (resource !== undefined && resource !== "*" && !/^arn:[^:*?]+:[^:*?]+:[^:]*:[^:]*:.+$/.test(resource))
    throw new AccessError("bad-input", `"${resource}" is not the ARN of a resource`, {
      next: "Give an ARN such as arn:aws:s3:::bucket/key, or * for an action without a resource",
    });
  const region = actionRegion === undefined ? undefined : regionOf(actionRegion);
  return { action, resource, region, ...(context.length === 0 ? {} : { context: contextOf(context) }) };
}

/** What to say before the answer where the action's name is likely misspelt; undefined where nothing is. */
export const remarkOn = (asked: ActionAsked | undefined): string | undefined => asked && misspeltAction(asked.action);

function regionOf(words: string): ActionAsked["region"] {
  const region = parseRegion(words);
  if (region.kind === "malformed") throw new AccessError("bad-input", describeMalformed(region));
  return region.value;
}

/** A key given twice has both values, in whatever case it is written (IAM User Guide, "Condition": keys). */
function contextOf(all: readonly string[]): NonNullable<ActionAsked["context"]> {
  const context = new Map<string, readonly string[]>();
  for (const words of all) {
    const [, key, value = ""] = /^\s*([\w.-]+:[^=]*[^=\s])\s*=\s*(.*?)\s*$/s.exec(words) ?? [];
    if (key === undefined)
      throw new AccessError("bad-input", `"${words.trim()}" is not a condition key with its value`, {
        next: "Write key=value, such as --context aws:SourceVpc=vpc-1, and give the flag once for each key",
      });
    const same = [...context.keys()].find((one) => one.toLowerCase() === key.toLowerCase()) ?? key;
    context.set(same, [...(context.get(same) ?? []), value]);
  }
  return Object.fromEntries(context);
}

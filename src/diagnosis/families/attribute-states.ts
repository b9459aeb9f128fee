/** Why a tag of the session is not what a policy asks for: attributes are off, the key is not configured, or the user's value. */
import type { GrantFacts } from "../../facts/grant/grant-facts.ts";
import { knownValue } from "../../model/reading.ts";

export type TagProblem = "off" | "not configured" | "no value" | "other value";

export interface TagState {
  /** As the policy writes it: `aws:PrincipalTag/team`. */
  readonly key: string;
  readonly tag: string;
  readonly problem: TagProblem;
  readonly sentence: (userName: string) => string;
}

/** One for each key. Values stay out of the words: they are people's data. */
export function attributeStates({ additional }: GrantFacts, keys: readonly string[]): readonly TagState[] {
  const attributes = knownValue(additional.attributes);
  return keys.map((key) => {
    const tag = key.slice(key.indexOf("/") + 1);
    const value = Object.entries(attributes?.values ?? {}).find(
      ([name]) => name.toLowerCase() === tag.toLowerCase(),
    )?.[1];
    const problem: TagProblem = !attributes?.isEnabled
      ? "off"
      : value === undefined
        ? "not configured"
        : value === null
          ? "no value"
          : "other value";
    return { key, tag, problem, sentence: (userName) => SENTENCES[problem](tag, userName) };
  });
}

const SENTENCES: Readonly<Record<TagProblem, (tag: string, userName: string) => string>> = {
  off: (tag) => `Attributes for access control are off, so no session has the tag ${tag}.`,
  "not configured": (tag) => `${tag} is not among the instance's attributes for access control, so no session has it.`,
  "no value": (tag, userName) =>
    `${userName} has no value in the attribute behind ${tag}, so the session does not have the tag.`,
  "other value": (tag, userName) => `The value of ${userName} in ${tag} is not the one that the statement asks for.`,
};

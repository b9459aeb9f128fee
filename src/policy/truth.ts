/** Whether a part of a policy applies: yes, no, or not known. Unknown is a value like the others, so there is one way of evaluating. */

export interface Truth {
  readonly state: "yes" | "no" | "unknown";
  /** Of unknown: what would have to be known. Of no: what another value of would change it; empty: nothing would. */
  readonly keys: readonly string[];
}

export const YES: Truth = { state: "yes", keys: [] };
export const no = (...keys: readonly string[]): Truth => ({ state: "no", keys });
export const unknown = (...keys: readonly string[]): Truth => ({ state: "unknown", keys });

export const NO: Truth = no();

export const truthOf = (holds: boolean): Truth => (holds ? YES : NO);

const keysOf = (truths: readonly Truth[]): readonly string[] => [...new Set(truths.flatMap(({ keys }) => keys))];

const inState = (truths: readonly Truth[], state: Truth["state"]): readonly Truth[] =>
  truths.filter((one) => one.state === state);

/** One no decides, whatever is unknown beside it. */
export function all(truths: readonly Truth[]): Truth {
  const against = inState(truths, "no");
  if (against.length > 0) return against.some(({ keys }) => keys.length === 0) ? no() : no(...keysOf(against));
  const open = inState(truths, "unknown");
  return open.length > 0 ? unknown(...keysOf(open)) : YES;
}

/** One yes decides, whatever is unknown beside it. */
export function some(truths: readonly Truth[]): Truth {
  if (inState(truths, "yes").length > 0) return YES;
  const open = inState(truths, "unknown");
  return open.length > 0 ? unknown(...keysOf(open)) : no(...keysOf(truths));
}

/** The other answer; unknown stays unknown. */
export const opposite = (truth: Truth): Truth =>
  truth.state === "unknown" ? truth : truth.state === "yes" ? no() : YES;

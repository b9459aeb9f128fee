/** Puts failures together that lack the same, and keeps what differs between them: accounts, sets, people, resources. */
import type { Explanation, Occurrence } from "./explanation.ts";

/** Sentences, steps and occurrences that are kept of one group. */
const MOST_SENTENCES = 12;
const MOST_STEPS = 12;
const MOST_OCCURRENCES = 100;

/** One explanation for each thing that is missing, in the order in which they appear; those that `mayJoin` refuses stay apart. */
export function together(
  explanations: readonly Explanation[],
  mayJoin: (one: Explanation, index: number) => boolean = () => true,
): readonly Explanation[] {
  const groups = new Map<string, Explanation[]>();
  explanations.forEach((one, index) => {
    const key = mayJoin(one, index) ? whatIsMissing(one) : String(index);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  });
  return [...groups.values()].map(merged);
}

const COMMAND = /^(?:aws|idc-doctor) /;

/** The organization's own policies bind whoever asks: where they refuse, the policy is what has to change, for all roles and actions. */
const OF_THE_ORGANIZATION = /^(?:service|resource) control policy$/;

/** The same reason and the same missing permission or thing, of the same role: whose session it was does not matter. */
function whatIsMissing(one: Explanation): string {
  const { kind, title, layer, action, who, resource, policy } = one;
  const reasons = [...one.causes, ...one.fits].map(({ id, confidence }) => `${id} ${confidence}`);
  if (kind === "access-denied" && OF_THE_ORGANIZATION.test(layer ?? ""))
    return JSON.stringify([kind, layer, policy, reasons]);
  const role = who?.arn?.replace(/(:assumed-role\/[^/]+)\/.*$/, "$1") ?? who?.kind ?? "";
  const name = resource === null ? title : title.replace(resource, "");
  return JSON.stringify([kind, name, layer, action, kind === "access-denied" ? role : "", reasons]);
}

function merged(group: readonly Explanation[]): Explanation {
  const [first] = group;
  if (first === undefined || group.length === 1) return first as Explanation;
  const occurrences = distinct(group.map(occurrenceOf));
  const alike = <T>(read: (one: Explanation) => T): T | null =>
    group.every((one) => read(one) === read(first)) ? read(first) : null;
  const steps = [...new Set(group.flatMap(({ next }) => next.filter((step) => !COMMAND.test(step))))];
  const commands = [...new Set(group.flatMap(({ next }) => next.filter((step) => COMMAND.test(step))))];
  return {
    ...first,
    title: alike(({ title }) => title) ?? titleOfAll(group, first),
    who: occurrences.every(({ who }) => who === occurrences[0]?.who) ? first.who : null,
    account: alike(({ account }) => account),
    permissionSet: alike(({ permissionSet }) => permissionSet),
    action: alike(({ action }) => action),
    policy: alike(({ policy }) => policy),
    resource: alike(({ resource }) => resource),
    time: alike(({ time }) => time),
    meaning: [...new Set(group.flatMap(({ meaning }) => meaning))].slice(0, MOST_SENTENCES),
    next: alike(({ next }) => next.join("\n")) === null ? [...steps, ...commands].slice(0, MOST_STEPS) : first.next,
    authorizations: group.flatMap(({ authorizations }) => authorizations),
    times: group.length,
    occurrences: occurrences.length > 1 ? occurrences.slice(0, MOST_OCCURRENCES) : [],
  };
}

/** Several actions that one kind of policy refused, or the first's title without its resource. */
function titleOfAll(group: readonly Explanation[], first: Explanation): string {
  const actions = new Set(group.flatMap(({ action }) => action ?? []));
  return actions.size > 1
    ? `${actions.size} actions were refused by a ${first.layer}`
    : first.title.replace(` on ${first.resource}`, "");
}

const occurrenceOf = ({ who, account, permissionSet, action, resource, time }: Explanation): Occurrence => ({
  who: who?.name ?? who?.arn ?? null,
  account,
  permissionSet,
  action,
  resource,
  time,
});

const distinct = (occurrences: readonly Occurrence[]): readonly Occurrence[] => [
  ...new Map(occurrences.map((one) => [JSON.stringify(one), one])).values(),
];

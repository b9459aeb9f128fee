/** For tests: what an explanation says, in one line without its prose, so that nothing of it goes or comes unnoticed. */
import type { Explanation } from "../explanation.ts";

/** Sentences are counted, commands are kept, ids and names are kept; `-` stands for what is not said. */
export function digestOf(one: Explanation): string {
  const commands = one.next.filter((step) => /^(aws|idc-doctor) /.test(step));
  const parts: readonly (readonly [string, string | number | null | undefined])[] = [
    ["kind", one.kind],
    ["who", one.who && `${one.who.kind}/${one.who.name ?? "-"}/${one.who.arn ?? "-"}`],
    ["account", one.account],
    ["set", one.permissionSet],
    ["layer", one.layer],
    ["policy", one.policy],
    ["action", one.action],
    ["resource", one.resource],
    ["time", one.time],
    ["request", one.request && `${one.request.operation} ${one.request.id} ${one.request.command}`],
    ["instance", one.instance && `${one.instance.id}/${one.instance.ownerAccount}/${one.instance.region}`],
    ["sentences", one.meaning.length],
    ["names", namesIn([...one.meaning, ...one.next.filter((step) => !commands.includes(step))])],
    ["corrects", one.corrections.map(({ facts }) => facts).join(" ")],
    ["steps", one.next.length],
    ["commands", commands.join(" ; ")],
    ["causes", one.causes.map(({ id, confidence }) => `${id} ${confidence}`).join(", ")],
    ["fits", one.fits.map(({ id, confidence }) => `${id} ${confidence}`).join(", ")],
    ["verbatim", one.verbatim === null ? null : one.verbatim.length],
  ];
  return parts
    .flatMap(([name, value]) => (value === null || value === undefined || value === "" ? [] : [`${name}: ${value}`]))
    .join(" | ");
}

/** What sentences hold beside prose: words with digits, underscores, colons and the like, or in quotes. */
const namesIn = (sentences: readonly string[]): string =>
  sentences.flatMap((sentence) => sentence.match(/"[^"]*"|[^\s"]*\w(?:[\d_/=@<…*]|:\w)[^\s",;]*/g) ?? []).join(" ");

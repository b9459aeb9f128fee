/** The demo's scenes for people: what was seen, why, what was done, what is seen now. */
import type { Diagnosis } from "../model/diagnosis.ts";
import { costLine } from "./diagnosis-full.ts";
import { hanging, wrap } from "./layout.ts";
import { plain } from "./sanitize.ts";
import type { TextStyle } from "./text-style.ts";

export interface SceneView {
  readonly number: number;
  readonly title: string;
  readonly story: string;
  readonly question: {
    readonly user: string;
    readonly account: string;
    readonly permissionSet: string;
    readonly region?: string;
  };
  readonly before: PortalView;
  readonly diagnosis: Diagnosis;
  /** What was done, a line each; empty where it is left to a person. */
  readonly done: readonly string[];
  readonly after: PortalView | undefined;
}

export interface PortalView {
  readonly listsAccount: boolean;
  readonly roleNames: readonly string[];
}

export function sceneText(view: SceneView, style: TextStyle): string {
  const { palette, width } = style;
  const label = (text: string) => `  ${text.padEnd(9)}`;
  const say = (name: string, text: string, paint: (text: string) => string = String) =>
    hanging(label(name), plain(text), width).map((line, index) =>
      index === 0 ? palette.faint(line.slice(0, 11)) + paint(line.slice(11)) : paint(line),
    );
  const [cause] = view.diagnosis.causes;
  const { remedy } = cause ?? { remedy: undefined };
  return `${[
    palette.strong(`${view.number}  ${plain(view.title)}`),
    ...wrap(plain(view.story), width, "   ").map(palette.faint),
    ...say("portal", portalSentence(view, view.before), view.before.listsAccount ? palette.good : palette.bad),
    `${palette.faint(label("why"))}${palette.strong(cause?.id ?? view.diagnosis.verdict)}${cause ? palette.faint(` (${cause.confidence})`) : ""}`,
    ...(cause ? wrap(plain(cause.summary), width, "           ") : []),
    ...(view.done.length === 0 && remedy && remedy.kind !== "api"
      ? remedy.steps.flatMap((step, index) => say(index === 0 ? "do" : "", step))
      : []),
    ...view.done.flatMap((line) => say("done", line, palette.good)),
    ...(view.after
      ? say("portal", portalSentence(view, view.after), view.after.listsAccount ? palette.good : palette.bad)
      : []),
    palette.faint(`           ${costLine(view.diagnosis)}`),
  ].join("\n")}\n`;
}

/** One act of the second road: both portals, why, what to do. */
export interface ActView extends Pick<SceneView, "number" | "title" | "question" | "diagnosis"> {
  readonly sight: { readonly accounts: number; readonly roleArns: readonly string[]; readonly opens: boolean };
}

const accountsInWords = (count: number): string =>
  count === 0 ? "no accounts" : count === 1 ? "1 account" : `${count} accounts`;

export function actText({ number, title, question, diagnosis, sight }: ActView, style: TextStyle): string {
  const { palette, width } = style;
  const label = (text: string) => `  ${text.padEnd(9)}`;
  const say = (name: string, text: string) =>
    hanging(label(name), plain(text), width).map((line) => palette.faint(line.slice(0, 11)) + line.slice(11));
  const [cause] = diagnosis.causes;
  const steps = cause && cause.remedy.kind !== "api" ? cause.remedy.steps : [];
  return `${[
    palette.strong(`${number}  ${plain(title)}`),
    ...say("portal", `the AWS access portal shows ${question.user} ${accountsInWords(sight.accounts)}`),
    ...say(
      "",
      `the account access portal lists ${sight.roleArns.join(", ")}, and it ${sight.opens ? "opens" : "does not open"}`,
    ),
    `${palette.faint(label("why"))}${palette.strong(cause?.id ?? diagnosis.verdict)}${cause ? palette.faint(` (${cause.confidence})`) : ""}`,
    ...(cause ? wrap(plain(cause.summary), width, "           ") : []),
    ...steps.flatMap((step, index) => say(index === 0 ? "do" : "", step)),
    palette.faint(`           ${costLine(diagnosis)}`),
  ].join("\n")}\n`;
}

function portalSentence({ question }: SceneView, { listsAccount, roleNames }: PortalView): string {
  if (!listsAccount) return `${question.user} does not see account ${question.account}`;
  return `${question.user} sees account ${question.account} with ${roleNames.join(", ")}`;
}

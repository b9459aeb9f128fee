/** The files of a new cause, in the form that the other causes have. The skeleton loads, passes its test and never fires. */

const camelCase = (id: string): string => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const pascalCase = (id: string): string => camelCase(`-${id}`);
const sentence = (id: string): string => `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll("-", " ")}`;

export const causeText = (
  id: string,
): string => `/** What is wrong, and how it keeps the user from the account: one sentence that cites its facts, such as (facts A1). */
import type { AttachedPrincipal } from "../../../facts/grant/grant-facts.ts";
import { evidenceOf } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { grantName, userName } from "../../path/names.ts";

interface ${pascalCase(id)} extends Found {
  readonly attached: readonly AttachedPrincipal[];
}

/** Whether the facts show it: the skeleton never fires. */
const isTheMatter = (_attached: readonly AttachedPrincipal[]): boolean => false;

export const ${camelCase(id)} = defineCause<${pascalCase(id)}>({
  id: "${id}",
  stage: "assignment",
  rank: 500,
  title: "${sentence(id)}",
  facts: ["A1"],
  noticedIn: "facts",
  explains: [],
  standsAlone: false,
  confidenceRule: "When it is proved, when it is likely, and what else could explain the same facts.",
  documentation: {
    symptoms: ["What people see or type into a search box; AWS's own texts word for word"],
    why: "Why AWS behaves like this, in two or three sentences.",
    whatToDo: "What to do, in which order, and what to look at before.",
    sources: ["https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html"],
  },
  find: ({ facts: { attached } }) => {
    // Unknown is never absence: what could not be read is not the cause.
    if (attached.state !== "known" || !isTheMatter(attached.value)) return undefined;
    return { confidence: "likely", evidence: evidenceOf(attached), attached: attached.value };
  },
  explain: ({ attached }, grant) =>
    \`\${grantName(grant)} has \${attached.length} assignments, and none of them helps \${userName(grant)}.\`,
  remedy: () => ({
    kind: "human",
    summary: "What a person has to do",
    risk: "low",
    steps: ["One step, verb first."],
  }),
});
`;

export const causeTestText = (
  id: string,
): string => `/** Fires where ${sentence(id).toLowerCase()}, and on nothing else. */
import { specify } from "../../testing/cause-spec.ts";
import { ${camelCase(id)} } from "./cause.ts";

specify(${camelCase(id)}, {
  // One row for each kind of facts in which it is the matter:
  // ["the group has no members", unassignedFacts({ … }), { confidence: "likely", remedy: "human", says: ["…"] }]
  fires: [],
  // What looks like it and is not. Grants that work, and facts that could not be read, are always among the silent ones.
  silent: [],
});
`;

export const sceneText = (id: string): string => `title: ${sentence(id)}
story: >-
  Two sentences in the words of the person with the ticket: what they did, and what they see.
question:
  user: alice.moreau@example.com
  account: sandbox
  permissionSet: ReadOnly
expect:
  verdict: not-visible
  cause: ${id}
  confidence: likely
  remedy: human
  portalBefore: false
document:
  schema: idc-doctor/organization/1
  takenAt: "2026-09-14T09:30:00Z"
  organization: { managementAccountId: "123456789012" }
  accounts:
    - { id: "111122223333", name: sandbox, email: sandbox@example.com }
  users:
    - userName: alice.moreau@example.com
  permissionSets:
    - name: ReadOnly
      managedPolicyArns: [arn:aws:iam::aws:policy/ReadOnlyAccess]
  assignments: []
`;

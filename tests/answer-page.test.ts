/** What the page draws of real diagnoses: the words and states that are derived, and the report that is rendered from them. */
import { expect, test } from "vitest";
import type { Diagnosis } from "../src/model/diagnosis.ts";
import { fullDiagnosisText } from "../src/report/diagnosis-full.ts";
import { diagnosisMarkdown } from "../src/report/diagnosis-markdown.ts";
import { diagnosisMermaid } from "../src/report/mermaid/diagnosis.ts";
import { readFlowchart } from "../src/report/mermaid/testing/read-flowchart.ts";
import { answerView } from "../src/report/page/answer-view.ts";
import { palette } from "../src/report/palette.ts";
import { diagnosisHtml } from "../src/web/report/why.tsx";
import { sceneDiagnosis } from "./support/scene-diagnosis.ts";

const statesOf = (diagnosis: Diagnosis) => answerView(diagnosis).paths.shown[0]?.links.map(({ state }) => state);

test.each([
  ["not-provisioned", "fix", ["ok", "ok", "ok", "ok", "broken", "behind", "behind", "behind"]],
  ["works-through-group", "copy-for-user", ["ok", "ok", "ok", "ok", "ok", "ok", "not examined", "ok"]],
  ["scp-deny", "copy-steps", ["ok", "ok", "ok", "ok", "ok", "ok", "not examined", "broken"]],
])("%s offers %s and draws its links", async (scene, primary, states) => {
  const diagnosis = await sceneDiagnosis(scene);
  expect(answerView(diagnosis).primary).toBe(primary);
  expect(statesOf(diagnosis)).toEqual(states);
});

test("names stand on the path, ids in the full claim only", async () => {
  const [path] = answerView(await sceneDiagnosis("article-not-in-group")).paths.shown;
  const link = path?.links[path.brokenAt ?? 0];
  expect([link?.name, link?.word, link?.claim]).toEqual([
    "Developers",
    "not a member",
    "Alice Moreau is not a member of group Developers.",
  ]);
  expect(link?.fullClaim).toContain("b9af66a2-50f7-7504");
});

test("an old role is outdated, and of many ways only the best is drawn", async () => {
  const outdated = answerView(await sceneDiagnosis("outdated")).paths.shown[0];
  expect(outdated?.links[outdated.brokenAt ?? 0]?.word).toBe("outdated");
  const { shown, folded } = answerView(await sceneDiagnosis("group-limit-reached")).paths;
  expect([shown.length, folded.length]).toEqual([1, 99]);
});

test("an explicit deny stands above the allow that it overrules", async () => {
  const [decision] = answerView(await sceneDiagnosis("scp-deny")).decisions;
  expect(decision?.rows.map(({ answer }) => answer)).toEqual(["deny", "allow", "does not apply", "does not apply"]);
});

test("what was not given is not drawn as what could not be read", async () => {
  const diagnosis = await sceneDiagnosis("works");
  expect(answerView(diagnosis).paths.shown[0]?.links.at(-1)?.asksFor).toBe("action");
  const links = diagnosis.paths.flatMap((path) => path.links);
  const told = links.map((link) =>
    link.stage === "portal" ? { ...link, summary: "the question names no action: --action decides it" } : link,
  );
  const paths = diagnosis.paths.map((path) => ({ ...path, links: told }));
  expect(statesOf({ ...diagnosis, paths })?.[6]).toBe("not given");
  const unread = told.map((link) => (link.stage === "portal" ? { ...link, state: "unknown" as const } : link));
  expect(statesOf({ ...diagnosis, paths: paths.map((path) => ({ ...path, links: unread })) })?.[6]).toBe(
    "could not read",
  );
});

test.each([
  ["entitled-by-account-access-manager", "ok", undefined],
  ["entitlement-trust-mismatch", "broken", "cannot be taken"],
  ["entitlement-role-missing", "broken", "cannot be taken"],
])(
  "%s: the second road is a row of its own, and the assignment that is not there is quiet",
  async (scene, state, word) => {
    const diagnosis = await sceneDiagnosis(scene);
    const [second, first, ...more] = answerView(diagnosis).paths.shown;
    expect(more).toEqual([]);
    expect(second?.title).toBe("Account access manager: role Developer in sandbox, through Developers");
    expect(second?.links.map(({ column }) => column)).toEqual([
      "Identity Center",
      "Person",
      "Group",
      "Entitlement",
      "Account",
      "Account access portal",
      "IAM role",
    ]);
    expect(second?.links.at(-1)?.state).toBe(state);
    expect(second?.links[second.brokenAt ?? -1]?.word).toBe(word);
    expect([second?.isQuiet, first?.isQuiet]).toEqual([false, true]);
    expect(first?.links[first.brokenAt ?? 0]?.word).toBe("not assigned");
    const html = diagnosisHtml(diagnosis);
    expect(html.match(/class="claim"/g) ?? []).toHaveLength(word === undefined ? 0 : 1);
    expect(html).toContain('class="path path-quiet"');
  },
);

test("an application that is not active breaks the second road at its portal", async () => {
  const [second] = answerView(await sceneDiagnosis("account-access-application-not-active")).paths.shown;
  const broken = second?.links[second.brokenAt ?? -1];
  expect([broken?.column, broken?.word]).toEqual(["Account access portal", "not active"]);
});

test("text, Markdown and Mermaid have the second road, too", async () => {
  const diagnosis = await sceneDiagnosis("entitlement-trust-mismatch");
  const text = fullDiagnosisText(diagnosis, { palette: palette({ isColored: false }), width: 100 });
  expect(text).toContain("Path  account access manager, role Developer in 111122223333, through group Developers");
  expect(text).toMatch(
    /✗ role session role Developer \(arn:aws:iam::111122223333:role\/team\/Developer\) cannot be\s+taken/,
  );
  expect(diagnosisMarkdown(diagnosis)).toMatch(
    /Path of account access manager, role Developer.*\| role session \| broken \|/s,
  );
  const { edges, marked } = readFlowchart(diagnosisMermaid(diagnosis));
  expect(edges.filter(({ arrow }) => arrow === "--x").map(({ to }) => to)).toEqual([
    "role Developer in 111122223333",
    "permission set ReadOnly",
  ]);
  expect(marked.broken).toContain("role Developer in 111122223333");
});

const drawn = async (scene: string): Promise<string> => diagnosisHtml(await sceneDiagnosis(scene));

test("a question without its action is drawn as not given, in a shape of its own", async () => {
  const html = await drawn("works");
  expect(html).toContain('<span class="asks">action was not given</span>');
  expect(html).not.toContain('class="link link-could-not-read"');
});

test("a verdict on an assumption is drawn with the assumption", async () => {
  expect(await drawn("works")).toMatch(/class="assumptions".*Rests on an assumption/s);
  expect(await drawn("not-provisioned")).not.toContain("Rests on an assumption");
});

test("a verdict that is not proved says that it rests on an assumption", async () => {
  expect(answerView(await sceneDiagnosis("works")).assumptions.join(" ")).toContain("those not examined");
  expect(answerView(await sceneDiagnosis("not-provisioned")).assumptions).toEqual([]);
});

test("the report is one file without script, request or markup of a name", async () => {
  const diagnosis = await sceneDiagnosis("not-provisioned");
  const name = `<script>alert(1)</script>"><img src=https://evil.example>\u202e`;
  const hostile = {
    ...diagnosis,
    question: { ...diagnosis.question, user: { ...diagnosis.question.user, displayName: name } },
  };
  const html = diagnosisHtml(hostile);
  expect(html).toContain("&lt;script>alert(1)");
  expect(html).not.toMatch(/<script|<img|<link|\u202e/);
  expect(html).toContain("default-src 'none'");
  expect(html).toContain("aws sso-admin provision-permission-set");
});

/** Answers are short enough to paste: every scene at every width, in names, with all that decides. */
import { beforeAll, describe, expect, test } from "vitest";
import { diagnosisTicket } from "../src/report/brief/ticket.ts";
import { diagnosisMarkdown } from "../src/report/diagnosis-markdown.ts";
import { diagnosisText } from "../src/report/diagnosis-text.ts";
import { palette } from "../src/report/palette.ts";
import { type AnsweredScene, answeredScenes, CASEBOOK } from "./support/answered-scenes.ts";

/** Of the causes, and of the casebook too. */
let answered: readonly AnsweredScene[];
let everywhere: readonly AnsweredScene[];
beforeAll(async () => {
  answered = await answeredScenes();
  everywhere = [...answered, ...(await answeredScenes(CASEBOOK))];
});

const plainPalette = palette({ isColored: false });
const linesOf = ({ diagnosis }: AnsweredScene, width: number, isFull = false): readonly string[] =>
  diagnosisText(diagnosis, { palette: plainPalette, width, isFull }).trimEnd().split("\n");

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

describe("why", () => {
  test.each([
    { width: 60, middle: 10, most: 14 },
    { width: 80, middle: 8, most: 11 },
    { width: 100, middle: 7, most: 10 },
    { width: 200, middle: 6, most: 8 },
  ])("at $width columns takes $middle lines in the median and $most at most", ({ width, middle, most }) => {
    const lengths = everywhere.map((one) => linesOf(one, width).length);
    expect(lengths.length).toBeGreaterThan(100);
    expect(median(lengths)).toBeLessThanOrEqual(middle);
    const tooLong = everywhere.filter((_, at) => (lengths[at] ?? 0) > most).map(({ scene }) => scene.id);
    expect(tooLong).toEqual([]);
  });

  test.each([60, 80, 200])(
    "at %s columns says names, and nothing in ids, ARNs or exact times that have one",
    (width) => {
      for (const one of everywhere) {
        const text = linesOf(one, width)
          .join(" ")
          .replaceAll(/`[^`]*`/g, "");
        expect(text, one.scene.id).not.toMatch(/arn:aws|[0-9a-f]{8}-[0-9a-f]{4}-|ago \(|by Unknown/);
      }
    },
  );

  test.each([60, 80])("at %s columns leaves each command in one piece", (width) => {
    const lines = everywhere.flatMap((one) => linesOf(one, width));
    expect(lines.filter((line) => line.split("`").length % 2 === 0)).toEqual([]);
    expect(lines.filter((line) => line.includes("`")).length).toBeGreaterThan(0);
  });

  test.each([60, 80, 100, 200])("wraps at %s columns; only a single word or a command is longer", (width) => {
    const tooLong = answered
      .flatMap((one) => linesOf(one, width))
      .filter((line) => line.length > width && line.trim().includes(" ") && !line.includes("Fix it: "));
    expect(tooLong).toEqual([]);
  });

  test("names the cause, what to do and what it cost; ids are left to commands", () => {
    for (const one of answered) {
      const text = linesOf(one, 100).join("\n").replace(/\s+/g, " ");
      const [cause] = one.diagnosis.causes;
      expect(text, one.scene.id).toMatch(/ (?:· --full: (?:path|proof|\d+ step)[a-z0-9 ]*|· see --full)$/);
      if (one.diagnosis.grants.length > 1 || !cause) continue;
      expect(text, one.scene.id).toContain(`${cause.id} (${cause.confidence})`);
      expect(text, one.scene.id).toContain("Tell ");
      if (cause.remedy.kind === "api") expect(text, one.scene.id).toContain("Fix it: idc-doctor fix ");
      expect(text, one.scene.id).not.toMatch(/\((\d{12}|[0-9a-f]{10}-[0-9a-f-]{36})\)/);
    }
  });

  test("--full has the paths and the proof", () => {
    const notAMember = answered.find(({ scene }) => scene.id === "not-a-member");
    const text = notAMember && linesOf(notAMember, 100, true).join("\n");
    expect(text).toMatch(/^Path {2}ReadOnly in 111122223333/m);
    expect(text).toMatch(/^ {2}proof {2}e\d+ List/m);
  });
});

test("a ticket is six lines of plain text and two for the user, without ids", () => {
  for (const { scene, diagnosis } of answered) {
    const lines = diagnosisTicket(diagnosis).trimEnd().split("\n");
    const labels = lines.slice(0, 6).map((line) => line.split(":")[0]);
    expect(labels, scene.id).toEqual(["Answer", "Cause", "Do", "With", "Found as", "Not looked at"]);
    expect(lines.slice(6, 8), scene.id).toEqual(["", "To the user:"]);
    expect(lines, scene.id).toHaveLength(10);
    const toUser = lines.slice(8).join(" ");
    expect(toUser, scene.id).not.toMatch(/arn:|[0-9a-f]{8}-[0-9a-f]{4}/);
    expect(
      lines.slice(8).every((line) => /[.]$/.test(line)),
      scene.id,
    ).toBe(true);
  }
});

test("the user is told of no fault where the access works, or only the tool could not read something", () => {
  const own = answered.filter(
    ({ diagnosis: { verdict, causes } }) =>
      (verdict === "works" || verdict === "undecided") && causes[0]?.stage === "instance",
  );
  expect(own.map(({ scene }) => scene.id)).toEqual(
    expect.arrayContaining(["instance-not-in-region", "caller-not-permitted"]),
  );
  for (const { scene, diagnosis } of own)
    expect(diagnosisTicket(diagnosis), scene.id).not.toMatch(/has a problem|cannot use|Your other access/);
});

test("what was not looked at is told in words, never by the name of a fact", () => {
  const style = { palette: plainPalette, width: 200, isFull: true };
  const [scene] = answered;
  if (!scene) throw new Error("no scene");
  for (const what of ["hasServiceLinkedRole", "serviceControl", "ownGroups", "formerSetArn"]) {
    const diagnosis = { ...scene.diagnosis, notExamined: [{ what, reason: "refused" }] };
    for (const text of [diagnosisText(diagnosis, style), diagnosisMarkdown(diagnosis)]) {
      expect(text).toContain(": refused");
      expect(text).not.toContain(what);
    }
  }
});

test("a name that nobody has is answered with those that come close, in every form", () => {
  const found = answered.find(({ diagnosis }) => diagnosis.causes[0]?.id === "user-not-found");
  if (!found) throw new Error("no scene with an unknown user");
  const { question } = found.diagnosis;
  const near = [{ id: "", userName: "alice@example.com", displayName: "Alice Moreau" }] as never;
  const diagnosis = { ...found.diagnosis, question: { ...question, user: { ...question.user, near } } };
  const words = "Did you mean alice@example.com (Alice Moreau)?";
  for (const isFull of [false, true])
    expect(diagnosisText(diagnosis, { palette: plainPalette, width: 100, isFull })).toContain(words);
  expect(diagnosisTicket(diagnosis)).toContain(words);
  expect(diagnosisMarkdown(diagnosis)).toContain("Did you mean alice@example.com (Alice Moreau)?");
});

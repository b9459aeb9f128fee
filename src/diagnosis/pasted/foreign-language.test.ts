/** Sentences in other languages: said to be not understood, with what to do; English words in them still count. */
import { expect, test } from "vitest";
import { isForeign } from "./foreign-language.ts";
import { explainPasted } from "./index.ts";

test.each([
  "Ich sehe das Konto nicht im AWS Portal",
  "Der neue Account wird mir nicht angezeigt",
  "Je ne vois pas le compte dans le portail AWS",
  "No puedo ver la cuenta en el portal de AWS desde ayer",
  "Não consigo ver a conta no portal da AWS desde ontem",
])("%s", (text) => {
  const [one] = explainPasted(text);
  expect(one?.title).toBe("Beside AWS's own messages, only English is understood here.");
  expect(one?.next.at(-1)).toBe("idc-doctor why <user> <account> <set>");
});

test("an English quotation counts", () => {
  const [one] = explainPasted("Ich bekomme im AWS Portal immer 'You do not have any applications' und sonst nichts");
  expect(one?.fits.map(({ id }) => id)).toContain("no-assignment");
  expect(one?.meaning.at(-1)).toBe("Beside AWS's own messages, only English is understood here.");
});

test.each([
  "I cannot see the account in the portal",
  "no accounts",
  "User: arn:aws:iam::111122223333:user/das is not authorized to perform: s3:GetObject",
  '{"das":"und","ist":"nicht"}',
  "",
])("English or no language at all: %s", (text) => {
  expect(isForeign(text)).toBe(false);
});

test("empty input is called empty", () => {
  expect(explainPasted(" \n")[0]?.title).toBe("The text is empty.");
});

test.each([
  ["two words of another language", "kein Konto ist", true],
  ["one word of it", "kein Konto", false],
  ["as many English words", "kein Konto ist in the", false],
  ["two and one English word", "kein Konto ist the", true],
  ["no word at all", "...", false],
  ["an apostrophe of French", "n'ai pas", true],
  ["what is quoted, in double quotes", 'kein "ist"', false],
  ["longer quotations", 'the "kein ist nicht"', false],
  ["single quotes", "the 'kein ist nicht'", false],
  ["an apostrophe within a word quotes nothing", "d'est le j'ai", true],
  ["a quotation over two lines in single quotes", "the 'x kein ist\nkein x'", true],
  ["German quotes", "the „kein ist nicht“ of", false],
  ["German quotes that end in the English way", "the „kein ist nicht” of", false],
  ["French quotes", "the «kein ist nicht» of", false],
  ["words between two quotations", 'a "x" kein ist nicht "y"', true],
  ["words between two German quotations", "a „x“ kein ist nicht „y“", true],
  ["words between two French quotations", "a «x» kein ist nicht «y»", true],
  ["2,000 characters", `kein ist ${"x".repeat(1991)}`, true],
  ["more", `kein ist ${"x".repeat(1992)}`, false],
])("%s: %s", (_name, line, expected) => {
  expect(isForeign(line)).toBe(expected);
});

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

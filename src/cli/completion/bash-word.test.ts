import { describe, expect, test } from "vitest";
import { readLine } from "../../model/typed-line.ts";
import { bashWord } from "./bash-word.ts";

describe("a proposed word, as bash is to put it in", () => {
  const put = (proposed: string, line: string, current: string) => bashWord(proposed, readLine(line), current);

  test.each([
    ["alice@example.com", "x al", "al", "alice@example.com"],
    ["Alice Moreau", "x Al", "Al", "Alice\\ Moreau"],
    ["Alice Moreau", "x 'Al", "Al", "Alice Moreau"],
    ["O'Brien", "x 'O", "O", "O'\\''Brien"],
    ["O'Brien", "x O", "O", "O\\'Brien"],
    ['a "b" $HOME `id`', 'x "a', "a", 'a \\"b\\" \\$HOME \\`id\\`'],
    ["$(id);&|<>*?[]{}~#!", "x ", "", "\\$\\(id\\)\\;\\&\\|\\<\\>\\*\\?\\[\\]\\{\\}\\~\\#\\!"],
    ["Zoë Müller", "x Zo", "Zo", "Zoë\\ Müller"],
  ])("%s after %s", (proposed, line, current, word) => {
    expect(put(proposed, line, current)).toBe(word);
  });

  test("only what follows the colon, the equals sign or the at sign at which bash divides words", () => {
    expect(put("arn:aws:sso:::x", "x arn:aws:s", "s")).toBe("sso:::x");
    expect(put("--output=json", "x --output=j", "j")).toBe("json");
    expect(put("prod: eu", "x 'prod: e", "e")).toBe("eu");
  });

  test("none where it cannot be written inside the quotes that are open", () => {
    expect(put("Wow!", 'x "W', "W")).toBeUndefined();
    expect(put('Al "the boss"', 'x "A', "A")).toBeUndefined();
  });

  test("none that does not begin like the part of the word that stays", () => {
    expect(put("arn:aws:iam::x", "x urn:aws:i", "i")).toBeUndefined();
  });
});

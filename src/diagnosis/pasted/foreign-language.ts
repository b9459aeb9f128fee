/** Sentences that are not English: they are said to be not understood, and never read as if they were. */

/** Short words of each language that English does not have. */
const WORDS: readonly ReadonlySet<string>[] = [
  "ich und nicht ist der das dem den ein eine einen keine keinen kein mir mich wir uns unser unsere mein meine seit aber wird wurde werden haben hat habe kann können sich auf für mit von vom zum zur bei beim im nach noch mehr gestern heute er sie es wenn weil gibt taucht geht",
  "je ne pas le les des une est sont nous vous mon ma mes notre nos dans avec sur pour depuis plus mais qui que du au aux il elle n'ai j'ai n'est c'est être peux peut hier compte",
  "el los las una unos es son está están no mi mis nuestro nuestra con para por desde pero que del al puedo puede tengo tiene cuenta cuentas ayer hoy ya usuario acceso se sin",
  "o os as um uma é são não meu minha nosso nossa com para por desde mas que do da dos das no na nos nas consigo pode tenho tem conta contas ontem hoje já usuário acesso está sem",
].map((words) => new Set(words.split(" ")));
const ENGLISH = new Set(
  "the a an is are was were i my we our you not no and but to in on at of for with from it has have had do does can cannot can't don't doesn't this that as me he she they".split(
    " ",
  ),
);
/** Longer texts are documents: their language decides nothing. */
const LONGEST = 2000;
const FEWEST = 2;
/** What somebody quotes is not their own language; an apostrophe within a word quotes nothing. */
const QUOTED = /"[^"]{1,300}"|(?<![\p{L}])'[^'\n]{1,300}'(?![\p{L}])|„[^“”]{1,300}[“”]|«[^»]{1,300}»/gu;

export function isForeign(line: string): boolean {
  if (line.length > LONGEST || /[{}]/.test(line)) return false;
  const words =
    line
      .replace(QUOTED, " ")
      .toLowerCase()
      .match(/[\p{L}']+/gu) ?? [];
  const count = (known: ReadonlySet<string>): number => words.filter((word) => known.has(word)).length;
  const most = Math.max(...WORDS.map(count));
  return most >= FEWEST && most > count(ENGLISH);
}

/**
 * Records the answers to all cases again (tests/answers/recorded); read the difference before it is committed. `--show <name>`
 * prints one answer in full, with every link's sentence and proof.
 */
import { wholeAnswer } from "../tests/answers/answer-text.ts";
import { answerTo } from "../tests/answers/ask.ts";
import { RECORDED, readRecorded, writeRecorded } from "../tests/answers/recorded.ts";

const [flag, name] = process.argv.slice(2);
if (flag === "--show" && name !== undefined) process.stdout.write(`${wholeAnswer(await answerTo(name))}\n`);
else
  for (const { file, answer } of RECORDED) {
    const answers = new Map<string, string>();
    for (const one of readRecorded(file).keys()) answers.set(one, await answer(one));
    writeRecorded(file, answers);
  }

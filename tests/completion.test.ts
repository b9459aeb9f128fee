/** Completion in the shells themselves: what Tab makes of a line, and which words the program then gets. Needs the bundle. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { missingFor, offeredByFish, shellFolder, typedInto } from "./support/shells.ts";

const shell = shellFolder();
writeFileSync(
  join(shell.folder, "org.yaml"),
  `schema: idc-doctor/organization/1
accounts:
  - { id: "111122223333", name: "prod: payments (EU)" }
  - { id: "222233334444", name: Staging }
  - { id: "333344445555", name: stage-b }
users:
  - { userName: alice@example.com, displayName: Alice Moreau }
  - { userName: zoe, displayName: "Zoë $HOME" }
  - { userName: "élodie", displayName: Élodie }
  - { userName: "dave smith", displayName: Dave }
  - { userName: obrien, displayName: "O'Brien \`id\`; x" }
permissionSets: [{ name: ReadOnly }]
`,
);

const TYPED = [
  ["idc-doctor why --from or\t Al\t --output=j\t", "<why><--from><org.yaml><Alice Moreau><--output=json>"],
  ["idc-doctor why --from org.yaml zoe prod:\t R\t", "<why><--from><org.yaml><zoe><prod: payments (EU)><ReadOnly>"],
  ['idc-doctor why --from org.yaml "Zo\t', "<why><--from><org.yaml><Zoë $HOME>"],
  ["idc-doctor why --from org.yaml O\t", "<why><--from><org.yaml><O'Brien `id`; x>"],
  ["idc-doctor why --from=or\t zo\t PROD\t read\t", "<why><--from=org.yaml><zoe><prod: payments (EU)><ReadOnly>"],
  ["idc-doctor why --from org.yaml zoe STA\tx", "<why><--from><org.yaml><zoe><STAx>"],
  ["idc-doctor why --from org.yaml elo\t", "<why><--from><org.yaml><élodie>"],
  ["idc-doctor why --from org.yaml 'dav\t", "<why><--from><org.yaml><dave smith>"],
] as const;

describe.each(["bash", "zsh"] as const)("in %s", (name) => {
  const missing = missingFor(name);
  if (missing !== undefined) process.stdout.write(`skipped: ${missing}\n`);

  test.skipIf(missing !== undefined)(
    "Tab completes, and what it puts in is one word, whatever is in a name",
    async () => {
      const words = await typedInto(
        name,
        TYPED.map(([line]) => line),
        shell,
      );
      expect(words).toEqual(TYPED.map(([, got]) => got));
    },
  );
});

describe("in fish", () => {
  const missing = missingFor("fish");
  if (missing !== undefined) process.stdout.write(`skipped: ${missing}\n`);

  test.skipIf(missing !== undefined)("the same words are offered, with what they are", async () => {
    const lines = [
      "idc-doctor why --from org.yaml al",
      "idc-doctor why --output=j",
      "idc-doctor why --from or",
      "idc-doctor expl",
      "idc-doctor why --from=or",
      "idc-doctor why --from org.yaml 'dave",
      'idc-doctor why --from org.yaml zoe "prod: pay',
      "idc-doctor why --from org.yaml zoe prod:\\ pay",
      "idc-doctor why --from org.yaml zoe PROD",
    ];
    expect(await offeredByFish(lines, shell)).toEqual([
      ["alice@example.com\tAlice Moreau"],
      [expect.stringMatching(/^--output=json\tOutput format/)],
      ["org.yaml"],
      [expect.stringMatching(/^explain\tExplain a pasted/)],
      ["--from=org.yaml"],
      ["dave smith\tDave"],
      ["prod: payments (EU)\t111122223333"],
      ["prod: payments (EU)\t111122223333"],
      ["prod: payments (EU)\t111122223333"],
    ]);
  });
});

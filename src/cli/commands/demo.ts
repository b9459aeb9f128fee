/** `idc-doctor demo` */
import { type DemoScene, playDemo } from "../../app/demo.ts";
import { playSecondRoad } from "../../app/demo-second-road.ts";
import { actText, sceneText } from "../../report/demo-text.ts";
import { styleFor } from "../answer.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { DemoFlags } from "../flags/offline.ts";
import { runCommand } from "../run-command.ts";
import { type CliContext, contextOf } from "../terminal.ts";

export async function run(this: CliContext, flags: DemoFlags): Promise<void> {
  await runCommand(this, flags, async () => {
    if (flags.web === true) return (await import("./demo-web.ts")).serveDemo(this, flags);
    if (flags.scene === "second-road") return showSecondRoad(this, flags);
    const style = styleFor(this, this.stdout, flags);
    const { palette } = style;
    this.stdout.write(
      `${palette.strong("idc-doctor demo")}  five reasons why an account is missing from the access portal, shown on a local Identity Center\n\n`,
    );
    let number = 0;
    let failed = 0;
    for await (const played of playDemo(contextOf(this, flags.verbose === true))) {
      number += 1;
      const { scene, before, diagnosis, ending } = played;
      const after = ending.kind === "left-to-a-person" ? undefined : ending.after;
      this.stdout.write(
        `${sceneText({ number, ...scene, before, diagnosis, after, done: doneLines(played) }, style)}\n`,
      );
      if (after && !after.listsAccount) failed += 1;
    }
    this.stdout.write(
      `Nothing above touched AWS. Next, try:\n  idc-doctor demo --web                                      the same in a browser, on an organization of 40 accounts\n  idc-doctor why <user> <account> <permission set>           with your own AWS credentials\n  idc-doctor lab --load article-not-provisioned              to explore one of these stories\n`,
    );
    return failed === 0 ? EXIT.ok : EXIT.partly;
  });
}

/** Three acts; the last one ends with a role that opens. */
async function showSecondRoad(cli: CliContext, flags: DemoFlags): Promise<ExitCode> {
  const style = styleFor(cli, cli.stdout, flags);
  cli.stdout.write(
    `${style.palette.strong("idc-doctor demo")}  access without a permission set, shown on a local Identity Center\n\n`,
  );
  let number = 0;
  let isOpen = false;
  for await (const act of playSecondRoad(contextOf(cli, flags.verbose === true))) {
    number += 1;
    isOpen = act.sight.opens;
    cli.stdout.write(`${actText({ number, ...act }, style)}\n`);
  }
  cli.stdout.write(
    "Nothing above touched AWS. Next, try:\n  idc-doctor why <user> <account> <role>                               with your own AWS credentials\n  idc-doctor lab --load entitled-by-account-access-manager              to explore this story\n",
  );
  return isOpen ? EXIT.ok : EXIT.partly;
}

function doneLines({ ending }: DemoScene): readonly string[] {
  switch (ending.kind) {
    case "left-to-a-person":
      return [];
    case "waited":
      return [`moved the lab's clock forward by one hour, diagnosed again: ${ending.verdict}`];
    case "fixed": {
      if (ending.fixed.kind !== "applied") return [`not repaired: ${ending.fixed.kind}`];
      const { plan, verification } = ending.fixed;
      return [
        ...plan.steps.map(({ description }) => description),
        `rehearsed on a twin, applied, ${verification.kind}`,
      ];
    }
  }
}

/** The command line: declarations only, so that `--help` costs next to nothing; each command is loaded when it runs. */
import { type Application, buildApplication, buildRouteMap, run } from "@stricli/core";
import { AccessError } from "../model/errors.ts";
import { writeReason } from "../model/write-reasons.ts";
import { completion } from "./declarations/completion.ts";
import { config } from "./declarations/config.ts";
import { fix } from "./declarations/fix.ts";
import { lab } from "./declarations/lab.ts";
import { matrix } from "./declarations/matrix.ts";
import { mcp } from "./declarations/mcp.ts";
import { causes, demo, explain, permissions } from "./declarations/offline.ts";
import { scan, test, whatCan, whoCan } from "./declarations/organization.ts";
import { provision } from "./declarations/provision.ts";
import { serve } from "./declarations/serve.ts";
import { snapshot } from "./declarations/snapshot.ts";
import { watch } from "./declarations/watch.ts";
import { why } from "./declarations/why.ts";
import { EXIT, exitCodeOf, processExitCode } from "./exit-codes.ts";
import { helpAsked, helpText } from "./help/text.ts";
import { describeError } from "./run-command.ts";
import { type CliContext, realContext, widthOf, withoutEmptyVariables } from "./terminal.ts";
import { wrongWords } from "./wrong-words.ts";

const BRIEF = "Find out why someone lacks an AWS account in IAM Identity Center, and fix it";

/** Every command, and the groups they stand in. */
export const routes = buildRouteMap({
  routes: {
    why,
    fix,
    provision,
    scan,
    "who-can": whoCan,
    "what-can": whatCan,
    matrix,
    test,
    explain,
    snapshot,
    causes,
    permissions,
    watch,
    serve,
    mcp,
    lab,
    demo,
    config,
    completion,
  },
  docs: { brief: BRIEF },
});

const applicationOf = (version: string) =>
  buildApplication(routes, {
    name: "idc-doctor",
    versionInfo: { currentVersion: version },
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
    documentation: { caseStyle: "convert-camel-to-kebab", disableAnsiColor: true },
    determineExitCode: exitCodeOf,
  });

/** Columns of help where no terminal says how many it has. Wider lines are harder to read. */
const HELP_WIDTH = 100;

/** What `--help` prints; the build keeps it in the bundle. */
export const renderRootHelp = (version: string): string => helpText(applicationOf(version).root, [], HELP_WIDTH);

/** Whether the words begin with a command, or are none. */
const isCommand = (root: Application<CliContext>["root"], [word]: readonly string[]): boolean =>
  word === undefined || ("getAllEntries" in root && root.getRoutingTargetForInput(word) !== undefined);

/** Runs one command line and gives its exit code. */
export async function runProgram(args: readonly string[], cli: CliContext, version: string): Promise<number> {
  const [first, ...rest] = args;
  if (first === "__complete") {
    const { answerShell } = await import("./completion/answer.ts");
    await answerShell(applicationOf(version), rest, cli);
    return EXIT.ok;
  }
  const application = applicationOf(version);
  const help = helpAsked(args);
  if (help !== undefined && (first !== "help" || isCommand(application.root, help))) {
    cli.stdout.write(helpText(application.root, help, Math.min(HELP_WIDTH, widthOf(cli.stdout))));
    return EXIT.ok;
  }
  // Words behind `help` that are no command are answered as such, with the nearest one.
  const asked = first === "version" ? ["--version", ...rest] : (help ?? args);
  const wrong = wrongWords(application.root, asked);
  if (wrong !== undefined) {
    cli.stderr.write(`idc-doctor: ${wrong}\n`);
    return EXIT.badInput;
  }
  await run(application, asked, cli);
  return processExitCode(cli.process.exitCode);
}

/** Runs the command that the process was started with, and sets the exit code. */
export async function main(version: string): Promise<void> {
  // What nobody catches is a bug, too; Node's own exit code for it would read as a finding.
  process.on("uncaughtException", (error) => {
    // The command was told, too, and says it.
    if (error instanceof AccessError && error.code === "interrupted") return;
    process.stderr.write(`${describeError(error, { isVerbose: process.argv.includes("--verbose") })}\n`);
    process.exit(exitCodeOf(error));
  });
  withoutEmptyVariables(process.env);
  const { cli, written } = realContext();
  const code = await runProgram(process.argv.slice(2), cli, version);
  const failure = await written();
  // Who closed the pipe has read enough.
  if (failure !== undefined && failure !== "EPIPE")
    process.stderr.write(`idc-doctor: Standard output could not be written: ${writeReason(failure)}.\n`);
  process.exitCode = failure === undefined ? code : EXIT.writeFailed;
  // What is still open is of no use to anybody: the connection to a proxy that refuses would hold the process, which then takes
  // no signal. Nor does it wait for its garbage collector, or take its memory apart.
  process.exit();
}

/** The command line: declarations only, so that `--help` costs next to nothing; each command is loaded when it runs. */
import { buildApplication, buildRouteMap, run } from "@stricli/core";
import { fix } from "./declarations/fix.ts";
import { lab } from "./declarations/lab.ts";
import { causes, demo, explain, permissions } from "./declarations/offline.ts";
import { scan, test, whatCan, whoCan } from "./declarations/organization.ts";
import { provision } from "./declarations/provision.ts";
import { snapshot } from "./declarations/snapshot.ts";
import { why } from "./declarations/why.ts";
import { type CliContext, realContext } from "./terminal.ts";

const routes = buildRouteMap({
  routes: {
    why,
    fix,
    provision,
    scan,
    "who-can": whoCan,
    "what-can": whatCan,
    test,
    explain,
    snapshot,
    causes,
    permissions,
    lab,
    demo,
  },
  docs: { brief: "Find out why someone cannot see or use an AWS account through IAM Identity Center, and fix it" },
});

/** Runs the command that the process was started with, and sets the exit code. */
export async function main(version: string): Promise<void> {
  const application = buildApplication(routes, {
    name: "idc-doctor",
    versionInfo: { currentVersion: version },
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
    documentation: { caseStyle: "convert-camel-to-kebab", disableAnsiColor: true },
  });
  const cli: CliContext = realContext();
  await run(application, process.argv.slice(2), cli);
  // stricli's own codes for wrong usage are negative; ours is 2 (design, section 4).
  const code = Number(cli.process.exitCode ?? 0);
  process.exitCode = code < 0 ? 2 : code;
}

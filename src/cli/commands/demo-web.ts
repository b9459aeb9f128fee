/** `idc-doctor demo --web` */
import { once } from "node:events";
import { startServer } from "../../api/server.ts";
import { openDemo } from "../../app/demo-web/open-demo.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { DemoFlags } from "../flags/offline.ts";
import { openInBrowser } from "../open-in-browser.ts";
import { loggedContext } from "../serving.ts";
import type { CliContext } from "../terminal.ts";

/** Until it is stopped. @throws AccessError `port-in-use` */
export async function serveDemo(cli: CliContext, flags: DemoFlags): Promise<ExitCode> {
  const isVerbose = flags.verbose === true;
  const writeLog = (line: string): void => cli.stderr.write(`${line}\n`);
  const demo = await openDemo({ context: loggedContext(cli, isVerbose, writeLog) });
  try {
    const server = await startServer({
      team: demo.team,
      host: "127.0.0.1",
      port: flags.port ?? 0,
      settings: {},
      clientSecret: undefined,
      writeLog: isVerbose ? writeLog : () => undefined,
    });
    cli.stdout.write(`${server.url}\n`);
    if (flags.quiet !== true) cli.stdout.write(introduction(demo.labUrl));
    if (flags.open === true && !(await openInBrowser(server.url)))
      cli.stderr.write(`No browser could be started. Open ${server.url} yourself.\n`);
    if (!cli.signal.aborted) await once(cli.signal, "abort");
    await server.stop();
  } finally {
    await demo.close();
  }
  return EXIT.ok;
}

const introduction = (labUrl: string): string => `
Open this address in your browser. It shows an organization of 40 accounts on a local Identity Center; nothing of it
touches AWS. Ask why alice.moreau@example.com does not see sandbox, repair it, and look at her portal: ${labUrl}/start
(password lab). Each cause of the catalogue can be tried on a lab of its own. Ctrl-C ends everything.
`;

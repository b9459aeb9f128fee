/** `idc-doctor watch` */
import { once } from "node:events";
import { logLine } from "../../api/log.ts";
import type { OpenTeam } from "../../app/team/open-team.ts";
import { beginWork } from "../../app/team/work.ts";
import { beginWatch } from "../../app/watch/begin-watch.ts";
import { testChannels } from "../../app/watch/test-channels.ts";
import { watchOnce } from "../../app/watch/watch-once.ts";
import { watchedOrganization } from "../../model/watch-settings.ts";
import { lookedText, testedText, watchedText } from "../../report/watch-text.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { WatchFlags } from "../flags/watch.ts";
import { runCommand } from "../run-command.ts";
import { teamOf } from "../serving.ts";
import { type CliContext, contextOf } from "../terminal.ts";

export async function run(this: CliContext, { once: isOnce, test, ...flags }: WatchFlags): Promise<void> {
  await runCommand(this, flags, async () => {
    const own = contextOf(this, flags.verbose === true);
    const say = (level: "info" | "warn", message: string): void =>
      this.stderr.write(`${logLine(level, own.now().toISOString(), message)}\n`);
    const context: typeof own = {
      ...own,
      log: (level, message) => {
        if (level !== "debug" || flags.verbose === true) say(level === "warn" ? "warn" : "info", message);
      },
    };
    const team = await teamOf(flags, context, this.env);
    try {
      if (test === true) return await tested(team, this);
      return isOnce === true ? await lookedOnce(team, this) : await watched(team, this);
    } finally {
      await team.close();
    }
  });
}

/** Until Ctrl-C or SIGTERM. */
async function watched(opened: OpenTeam, { stdout, signal }: CliContext): Promise<ExitCode> {
  // Without settings everything is looked at as often as by default, and nobody is alerted.
  const watch = opened.watch ?? { settings: {}, channels: [], link: null };
  const team = { ...opened, watch };
  await beginWork(team);
  await beginWatch(team);
  for (const { name } of team.organizations.values())
    stdout.write(
      watchedText(
        name,
        watchedOrganization(watch.settings, name),
        watch.channels.map(({ settings }) => settings),
      ),
    );
  if (!signal.aborted) await once(signal, "abort");
  return EXIT.ok;
}

async function lookedOnce(team: OpenTeam, { stdout }: CliContext): Promise<ExitCode> {
  const looked = await watchOnce(team);
  stdout.write(lookedText(looked));
  return looked.some(({ failure }) => failure !== null) ? EXIT.undecided : EXIT.ok;
}

async function tested(team: OpenTeam, { stdout }: CliContext): Promise<ExitCode> {
  const channels = await testChannels(team);
  stdout.write(testedText(channels));
  return channels.every(({ isDelivered }) => isDelivered) ? EXIT.ok : EXIT.undecided;
}

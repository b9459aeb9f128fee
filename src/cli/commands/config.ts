/** `idc-doctor config list|get|set|unset|path` */
import { changeConfiguration, settingPath } from "../../app/change-configuration.ts";
import { configurationPath, listedSettings, settingsFor, unusedDefaultWords } from "../../app/configuration.ts";
import { plain } from "../../report/sanitize.ts";
import { note } from "../answer.ts";
import { EXIT } from "../exit-codes.ts";
import { type ConfigFlags, type ConfigListFlags, listFormats } from "../flags/config.ts";
import type { OutputFlags } from "../flags/shared.ts";
import { runCommand } from "../run-command.ts";
import type { CliContext } from "../terminal.ts";

export async function list(this: CliContext, flags: ConfigListFlags): Promise<void> {
  await runCommand(this, flags, async () => {
    await listFormats.write(this, flags, await listedSettings(flags.organization, this.env));
    return EXIT.ok;
  });
}

/** The value alone, for scripts. */
export async function get(this: CliContext, flags: ConfigFlags, setting: string): Promise<void> {
  await runCommand(this, flags, async () => {
    settingPath(setting, undefined);
    const { settings, organization, unused } = await settingsFor(flags, this.env);
    const value = setting === "organization" ? organization : settings[setting as keyof typeof settings];
    if (value === undefined) {
      note(
        this,
        flags,
        unused === undefined
          ? `${setting} is not set`
          : `${setting} is not set for a command now. ${unusedDefaultWords(unused)}`,
      );
      return EXIT.found;
    }
    this.stdout.write(`${plain(value)}\n`);
    return EXIT.ok;
  });
}

export async function set(this: CliContext, flags: ConfigFlags, setting: string, value: string): Promise<void> {
  await runCommand(this, flags, async () => {
    await changeConfiguration(settingPath(setting, flags.organization), value, this.env);
    return EXIT.ok;
  });
}

export async function unset(this: CliContext, flags: ConfigFlags, setting: string): Promise<void> {
  await runCommand(this, flags, async () => {
    await changeConfiguration(settingPath(setting, flags.organization), undefined, this.env);
    return EXIT.ok;
  });
}

export async function path(this: CliContext, flags: OutputFlags): Promise<void> {
  await runCommand(this, flags, async () => {
    this.stdout.write(`${configurationPath(this.env)}\n`);
    return EXIT.ok;
  });
}

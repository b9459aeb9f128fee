/** Changes the configuration file: nothing is written that could not be read again. */
import { AccessError } from "../model/errors.ts";
import { DEFAULT_ORGANIZATION, SETTINGS } from "../model/settings.ts";
import { privateFolder } from "../store/private-folder.ts";
import { checkedConfiguration, configurationPath, configurationText } from "./configuration.ts";
import { closest } from "./near-misses.ts";
import { type Environment, stateFolder } from "./state-folder.ts";
import { writeTarget } from "./target-file.ts";

/** Where a setting stands: of one organization, or of all. @throws AccessError `bad-input` for a name that is no setting */
export function settingPath(name: string, organization: string | undefined): readonly string[] {
  const names: readonly string[] = organization === undefined ? [...SETTINGS, DEFAULT_ORGANIZATION] : SETTINGS;
  if (names.includes(name)) return organization === undefined ? [name] : ["organizations", organization, name];
  const [nearest] = closest(name, names);
  throw new AccessError("bad-input", `There is no setting "${name}"`, {
    next: nearest === undefined ? `The settings are ${names.join(", ")}` : `Did you mean ${nearest}?`,
  });
}

/** Sets a value, or removes it where it is undefined. Nothing is written that could not be read again. @throws AccessError `bad-input` */
export async function changeConfiguration(
  path: readonly string[],
  value: string | undefined,
  env: Environment,
): Promise<void> {
  const { isReadable, parseConfiguration, withValue } = await import("../model/configuration.ts");
  const before = await configurationText(env);
  // Of a text that is no YAML, nothing can be changed without losing the rest.
  if (!isReadable(before)) checkedConfiguration(parseConfiguration(before), env);
  const after = withValue(before, path, value);
  const read = parseConfiguration(after);
  if (read.kind === "invalid") {
    // What is wrong without the change, too, is told with its lines.
    checkedConfiguration(parseConfiguration(before), env);
    const [problem] = read.problems;
    throw new AccessError("bad-input", `${problem?.path ?? path.join(".")}: ${problem?.message ?? "cannot be set"}`);
  }
  privateFolder(stateFolder(env));
  await writeTarget({ path: configurationPath(env), extension: ".yaml" }, after);
}

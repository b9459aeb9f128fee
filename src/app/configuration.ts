/** Reads the configuration file, and says which organization's settings hold for a command. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ReadConfiguration } from "../model/configuration.ts";
import { AccessError } from "../model/errors.ts";
import {
  type Configuration,
  DEFAULT_ORGANIZATION,
  type ListedSettings,
  SETTINGS,
  type Settings,
} from "../model/settings.ts";
import { closest } from "./near-misses.ts";
import { type Environment, stateFolder } from "./state-folder.ts";
import { readText } from "./text-file.ts";

/** What of a command line and its environment says whose settings are meant. */
export interface Chosen {
  readonly organization?: string | undefined;
  readonly profile?: string | undefined;
  readonly endpointUrl?: string | undefined;
}

export interface ChosenSettings {
  /** Undefined: no organization of the file is meant. */
  readonly organization: string | undefined;
  /** By --organization or IDC_DOCTOR_ORGANIZATION: its settings win over the other variables of the environment. */
  readonly isNamed: boolean;
  readonly settings: Settings;
  /** The default organization, where a variable of the environment says that another is asked. */
  readonly unused?: UnusedDefault;
}

interface UnusedDefault {
  readonly organization: string;
  readonly variable: string;
}

/** Why a configured default does not hold, as one sentence. */
export const unusedDefaultWords = ({ organization, variable }: UnusedDefault): string =>
  `The default organization ${organization} is not used, because ${variable} is set: --organization ${organization} uses it`;

/** IDC_DOCTOR_CONFIG, else `config.yaml` beside the product's own files. */
export const configurationPath = (env: Environment): string =>
  env["IDC_DOCTOR_CONFIG"] || join(stateFolder(env), "config.yaml");

const NOTHING: ChosenSettings = { organization: undefined, isNamed: false, settings: {} };

/** The settings that hold; none where there is no file. @throws AccessError `bad-input` for an organization that it does not have */
export async function settingsFor(chosen: Chosen, env: Environment): Promise<ChosenSettings> {
  const named = chosen.organization ?? (env["IDC_DOCTOR_ORGANIZATION"] || undefined);
  if (named === undefined && !existsSync(configurationPath(env))) return NOTHING;
  const { all, organizations, ...rest } = await readConfiguration(env);
  if (named !== undefined && !organizations.has(named))
    throw unknownOrganization(named, [...organizations.keys()], env);
  const organization = named ?? meant({ all, organizations, ...rest }, chosen, env);
  const own = organization === undefined ? {} : organizations.get(organization);
  const unused = organization === undefined ? unusedDefault(rest, chosen, env) : undefined;
  return { organization, isNamed: named !== undefined, settings: { ...all, ...own }, ...(unused && { unused }) };
}

/** A flag is seen by who gives it; a variable may have been set long ago. */
function unusedDefault(
  { defaultOrganization: organization }: Pick<Configuration, "defaultOrganization">,
  { profile, endpointUrl }: Chosen,
  env: Environment,
): UnusedDefault | undefined {
  const variable = SELECTING.find((name) => env[name]);
  const isByFlag = profile !== undefined || endpointUrl !== undefined;
  return organization === undefined || variable === undefined || isByFlag ? undefined : { organization, variable };
}

/** Variables that say whom a command is about, the first that is set. */
const SELECTING = ["AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID"] as const;

/**
 * The organization whose profile or endpoint is asked for; the default one only where nothing says that another is asked.
 * INVARIANT: no setting of one organization reaches a command that is about another.
 */
function meant(
  { organizations, defaultOrganization }: Configuration,
  chosen: Chosen,
  env: Environment,
): string | undefined {
  const withSetting = (name: "profile" | "endpoint-url", value: string): string | undefined =>
    [...organizations].find(([, settings]) => settings[name] === value)?.[0];
  const profile = chosen.profile ?? env["AWS_PROFILE"];
  if (profile) return withSetting("profile", profile);
  const endpointUrl = chosen.endpointUrl ?? env["AWS_ENDPOINT_URL"];
  if (endpointUrl) return withSetting("endpoint-url", endpointUrl);
  return env["AWS_ACCESS_KEY_ID"] ? undefined : defaultOrganization;
}

function unknownOrganization(name: string, known: readonly string[], env: Environment): AccessError {
  const [nearest] = closest(name, known);
  return new AccessError("bad-input", `${configurationPath(env)} has no organization "${name}"`, {
    next:
      nearest === undefined
        ? `Add it: idc-doctor config set profile <name> --organization ${name}`
        : `Did you mean "${nearest}"?`,
  });
}

/** The whole file; empty where there is none. @throws AccessError `bad-input` with every problem */
export async function readConfiguration(env: Environment): Promise<Configuration> {
  // Loaded only where there is a file: its parsers cost more than most commands do.
  const { parseConfiguration } = await import("../model/configuration.ts");
  return checkedConfiguration(parseConfiguration(await configurationText(env)), env);
}

/** Empty where there is no file. */
export const configurationText = async (env: Environment): Promise<string> =>
  existsSync(configurationPath(env)) ? readText(configurationPath(env)) : "";

/** @throws AccessError `bad-input` with every problem */
export function checkedConfiguration(read: ReadConfiguration, env: Environment): Configuration {
  if (read.kind === "ok") return read.configuration;
  const lines = read.problems.map(({ path, message, isUnknown, line }) => {
    const place = `${line === undefined ? "" : `line ${line}: `}${path || (line === undefined ? "(file)" : "")}`;
    if (!isUnknown) return `${place.replace(/: $/, "")}: ${message}`;
    const [nearest] = path.startsWith("watch.") ? [] : closest(path.split(".").at(-1) ?? "", keysAt(path));
    return `${place}: there is no such setting${nearest === undefined ? "" : `. Did you mean ${nearest}?`}`;
  });
  const help = read.problems.some(({ path }) => path.startsWith("watch"))
    ? "docs/watch.md has a whole file as an example"
    : `The settings are ${SETTINGS.join(", ")}`;
  const [first] = read.problems;
  const where = first?.line === undefined ? "the file" : `line ${first.line} of it`;
  throw new AccessError("bad-input", `${configurationPath(env)} cannot be used:\n${lines.join("\n")}`, {
    next: `Correct ${where} in an editor, or take it out. ${help}`,
  });
}

const TOP_KEYS: readonly string[] = [...SETTINGS, DEFAULT_ORGANIZATION, "organizations", "server", "watch"];

const keysAt = (path: string): readonly string[] => (path.includes(".") ? SETTINGS : TOP_KEYS);

/** Every setting of the file, or those of one organization. @throws AccessError `bad-input` for an organization that it does not have */
export async function listedSettings(organization: string | undefined, env: Environment): Promise<ListedSettings> {
  const { all, organizations, defaultOrganization } = await readConfiguration(env);
  if (organization !== undefined && !organizations.has(organization))
    throw unknownOrganization(organization, [...organizations.keys()], env);
  const rows = (name: string | null, settings: Settings): ListedSettings["settings"] =>
    SETTINGS.flatMap((setting) => {
      const value = settings[setting];
      return value === undefined ? [] : [{ organization: name, setting, value }];
    });
  const own = [...organizations].filter(([name]) => organization === undefined || name === organization);
  const ofAll =
    defaultOrganization === undefined
      ? []
      : [{ organization: null, setting: DEFAULT_ORGANIZATION, value: defaultOrganization } as const];
  return {
    schema: "idc-doctor/settings/1",
    file: configurationPath(env),
    settings: [
      ...(organization === undefined ? [...ofAll, ...rows(null, all)] : []),
      ...own.flatMap(([name, settings]) => rows(name, settings)),
    ],
  };
}

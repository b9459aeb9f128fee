/** The settings that the configuration file can have, for each organization and for all. */

import type { ServerSettings } from "./server-settings.ts";
import type { WatchSettings } from "./watch-settings.ts";

/** What can be set for an organization; the names are those of the flags. */
export const SETTINGS = ["profile", "region", "endpoint-url", "audit-role", "database", "output"] as const;
export type Setting = (typeof SETTINGS)[number];

/** Which organization is meant where nothing else says. */
export const DEFAULT_ORGANIZATION = "organization";

export type Settings = { readonly [Name in Setting]?: string | undefined };

export interface Configuration {
  /** For every organization, unless it has its own. */
  readonly all: Settings;
  readonly organizations: ReadonlyMap<string, Settings>;
  readonly defaultOrganization: string | undefined;
  /** Of `serve`; empty where nothing is said. */
  readonly server: ServerSettings;
  /** Of `watch`; undefined where nothing is said: then nothing is watched by `serve`. */
  readonly watch: WatchSettings | undefined;
}

/** What `config list` shows. */
export interface ListedSettings {
  readonly schema: "idc-doctor/settings/1";
  readonly file: string;
  readonly settings: readonly {
    /** Null: of every organization, unless it has its own. */
    readonly organization: string | null;
    readonly setting: Setting | typeof DEFAULT_ORGANIZATION;
    readonly value: string;
  }[];
}

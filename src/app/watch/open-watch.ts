/** What a watch has read before it begins: its settings, and the channels with their addresses and secrets. */
import { AccessError } from "../../model/errors.ts";
import { keepSecret } from "../../model/secrets.ts";
import type { ServerSettings } from "../../model/server-settings.ts";
import { secureAddress } from "../../model/server-settings.ts";
import {
  type AddressedChannel,
  type Channel,
  type WatchSettings,
  watchedOrganization,
} from "../../model/watch-settings.ts";
import { readAccessTests } from "../access-test.ts";
import { readText } from "../text-file.ts";

/** A channel with what is secret of it. */
export type OpenChannel =
  | { readonly settings: Extract<Channel, { readonly kind: "security-hub" }> }
  | { readonly settings: AddressedChannel; readonly url: string; readonly secret: string | undefined };

export interface Watch {
  readonly settings: WatchSettings;
  readonly channels: readonly OpenChannel[];
  /** Where people read on; null: there is no page. */
  readonly link: string | null;
}

/** Undefined where the configuration file has no `watch`. @throws AccessError for a file that cannot be read or used */
export async function openWatch(
  settings: WatchSettings | undefined,
  { url }: ServerSettings,
  organizations: readonly string[],
): Promise<Watch | undefined> {
  if (settings === undefined) return undefined;
  // Better now than in the middle of the night.
  for (const name of organizations) {
    const { accessTests } = watchedOrganization(settings, name);
    if (accessTests !== undefined) await readAccessTests(accessTests);
  }
  const channels = await Promise.all((settings.alerts ?? []).map(openChannel));
  return { settings, channels, link: url === undefined ? null : new URL("/findings", url).href };
}

/** The channels that are told of an organization. */
export const channelsOf = ({ channels }: Watch, organization: string): readonly OpenChannel[] =>
  channels.filter(({ settings: { organizations } }) => organizations?.includes(organization) ?? true);

async function openChannel(settings: Channel): Promise<OpenChannel> {
  if (settings.kind === "security-hub") return { settings };
  const { name } = settings;
  const url = settings.url ?? (await secretIn(settings["url-file"] ?? "", `the address of ${name}`));
  if (!secureAddress.safeParse(url).success)
    throw new AccessError("bad-input", `The address of the channel ${name} is not an https address`, {
      next: `Write the address alone into ${settings["url-file"]}`,
    });
  const file = "secret-file" in settings ? settings["secret-file"] : undefined;
  const secret = file === undefined ? undefined : await secretIn(file, `the secret of ${name}`);
  // Whoever knows the address of Slack or Teams can write to the channel.
  keepSecret(url, secret);
  return { settings, url, secret };
}

async function secretIn(path: string, what: string): Promise<string> {
  const text = (await readText(path)).trim();
  if (text !== "") return text;
  throw new AccessError("bad-input", `${path} is empty, and should hold ${what}`);
}

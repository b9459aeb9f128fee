/** How a command reaches its facts: flags and environment to AWS, a lab, or a saved document. */
import { join } from "node:path";
import type { Context } from "../model/context.ts";
import { AccessError } from "../model/errors.ts";
import { describeMalformed, parseRegion } from "../model/ids.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { keepPasswordOf, keepSecret, withoutSecrets } from "../model/secrets.ts";
import type { AwsConnection } from "../sources/aws/calling/connection.ts";
import { DEFAULT_ATTEMPTS, DEFAULT_TIMEOUT_MILLISECONDS } from "../sources/aws/calling/connection.ts";
import { profileRegion } from "../sources/aws/calling/profile-region.ts";
import { namesKeptIn, onlyNamesKept } from "../store/kept-names.ts";
import { type Chosen, type ChosenSettings, settingsFor, unusedDefaultWords } from "./configuration.ts";
import { type Environment, stateFolder } from "./state-folder.ts";

export { type Environment, stateFolder } from "./state-folder.ts";

/** What the flags say. */
export interface ConnectionFlags {
  /** Of the configuration file. */
  readonly organization?: string | undefined;
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly endpointUrl?: string | undefined;
  readonly from?: OrganizationDocument | undefined;
  readonly auditRole?: string | undefined;
  /** Milliseconds for one attempt of a call. */
  readonly timeout?: number | undefined;
  readonly portalToken?: (() => Promise<string | undefined>) | undefined;
  readonly mayTakeCredentials?: boolean | undefined;
}

export interface Connection {
  readonly aws: AwsConnection;
  readonly from: OrganizationDocument | undefined;
  readonly isRegionGiven: boolean;
  /** IDC_DOCTOR_PACE=off: at an endpoint on this machine, calls need no pace. */
  readonly mayBeUnpaced?: boolean;
  /** Why the default organization of the configuration file does not hold; undefined where it does, or there is none. */
  readonly unusedDefault?: string;
}

/**
 * Flags win over an organization that is named, that over the environment, that over the other settings of the configuration file.
 * Region: then the profile's, else us-east-1, where most instances live.
 *
 * @throws AccessError `bad-input`
 */
export async function connectionOf(flags: ConnectionFlags, env: Environment): Promise<Connection> {
  const { settings, isNamed, unused } = await settingsOf(flags, env);
  const named = isNamed ? settings : {};
  const configuredProfile = flags.profile ?? named.profile ?? (hasCredentials(env) ? undefined : settings.profile);
  const given =
    flags.region ??
    named.region ??
    env["AWS_REGION"] ??
    env["AWS_DEFAULT_REGION"] ??
    settings.region ??
    (await profileRegion(configuredProfile ?? env["AWS_PROFILE"]));
  const region = parseRegion(given ?? "us-east-1");
  if (region.kind === "malformed") throw new AccessError("bad-input", describeMalformed(region));
  keepSecret(...SECRET_VARIABLES.map((name) => env[name]));
  const endpointUrl = endpointOf(endpointIn(flags, env, { settings, isNamed }));
  const attempts = attemptsOf(env["AWS_MAX_ATTEMPTS"]);
  const mayBeUnpaced = isPaceOff(env);
  const snapshots = join(stateFolder(env), "snapshots");
  return {
    aws: {
      profile: configuredProfile,
      region: region.value,
      endpointUrl,
      auditRole: flags.auditRole ?? settings["audit-role"],
      portalToken: flags.portalToken,
      mayTakeCredentials: flags.mayTakeCredentials,
      keptNames: (instanceArn) => namesKeptIn(snapshots, { instanceArn, endpointUrl: endpointUrl ?? null }),
      likelyNames: () => onlyNamesKept(snapshots, endpointUrl ?? null),
      cacheFolder: join(stateFolder(env), "cache"),
      attempts: attempts ?? DEFAULT_ATTEMPTS,
      collectionAttempts: attempts,
      timeout: flags.timeout ?? DEFAULT_TIMEOUT_MILLISECONDS,
      isUnpaced: isUnpacedAt(endpointUrl, { mayBeUnpaced }),
    },
    from: flags.from,
    isRegionGiven: given !== undefined,
    mayBeUnpaced,
    ...(unused && flags.from === undefined && { unusedDefault: unusedDefaultWords(unused) }),
  };
}

/** A saved document is answered from whatever the configuration file says, unless an organization of it is named. */
async function settingsOf(flags: ConnectionFlags, env: Environment): Promise<ChosenSettings> {
  try {
    return await settingsFor(flags, env);
  } catch (error) {
    const isNamed = flags.organization !== undefined || env["IDC_DOCTOR_ORGANIZATION"] !== undefined;
    if (flags.from === undefined || isNamed) throw error;
    return { organization: undefined, isNamed: false, settings: {} };
  }
}

/** Credentials of the environment are for whatever is asked. */
const hasCredentials = (env: Environment): boolean =>
  [env["AWS_PROFILE"], env["AWS_ACCESS_KEY_ID"]].some((value) => value !== undefined && value !== "");

/** The endpoint that a command would ask; undefined: AWS itself. @throws AccessError `bad-input` */
export const endpointFor = async (flags: Chosen, env: Environment): Promise<string | undefined> =>
  endpointOf(endpointIn(flags, env, await settingsFor(flags, env)));

const endpointIn = (
  { endpointUrl }: Chosen,
  env: Environment,
  { settings, isNamed }: Pick<ChosenSettings, "settings" | "isNamed">,
): string | undefined =>
  endpointUrl ??
  (isNamed ? settings["endpoint-url"] : undefined) ??
  env["AWS_ENDPOINT_URL"] ??
  settings["endpoint-url"];

/** As the aws CLI and the SDKs read it. @throws AccessError `bad-input` */
function attemptsOf(given: string | undefined): number | undefined {
  if (given === undefined || given === "") return undefined;
  if (/^[1-9]\d?$/.test(given)) return Number(given);
  throw new AccessError("bad-input", `AWS_MAX_ATTEMPTS is "${given}"`, {
    next: "Set it to a number from 1 to 99, or unset it",
  });
}

/** IDC_DOCTOR_PACE=off: a lab without limits need not be spared. @throws AccessError `bad-input` */
function isPaceOff(env: Environment): boolean {
  const pace = env["IDC_DOCTOR_PACE"];
  if (pace === undefined || pace === "") return false;
  if (pace === "off") return true;
  throw new AccessError("bad-input", `IDC_DOCTOR_PACE is "${pace}"`, { next: 'Set it to "off", or unset it' });
}

/** Whether calls to the endpoint need no pace: AWS itself always is spared. */
export const isUnpacedAt = (
  endpointUrl: string | undefined,
  { mayBeUnpaced }: Pick<Connection, "mayBeUnpaced">,
): boolean =>
  mayBeUnpaced === true &&
  endpointUrl !== undefined &&
  /^https?:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?(\/|$)/.test(endpointUrl);

/** Whatever of the environment could come back in a message. */
const SECRET_VARIABLES = ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN"] as const;

/**
 * The address without user and password: calls are signed, so that no endpoint of AWS's kind takes them, and the address is
 * printed and journaled.
 */
function endpointOf(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const url = URL.parse(given);
  if (url === null || !/^https?:\/\//.test(given))
    throw new AccessError("bad-input", `"${withoutSecrets(given)}" is not an endpoint URL`, {
      next: "Give a URL such as http://127.0.0.1:4747",
    });
  if (url.username === "" && url.password === "") return given;
  keepPasswordOf(given);
  url.username = "";
  url.password = "";
  return url.href.replace(/\/$/, "");
}

/** The context of a question about a snapshot: its time is the snapshot's. */
export function contextFor({ from }: Connection, context: Context): Context {
  return from ? { ...context, now: () => new Date(from.takenAt) } : context;
}

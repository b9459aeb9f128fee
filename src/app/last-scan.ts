/** Which kept scan `scan --last` shows: that of the organization that is asked, never merely the newest. */
import { AccessError } from "../model/errors.ts";
import type { Findings } from "../model/finding.ts";
import { ownCommand, shellOption } from "../model/shell-word.ts";
import { counted } from "../report/counted.ts";
import { organizationWords } from "../report/findings/organization-words.ts";
import { plain } from "../report/sanitize.ts";
import { settingsFor } from "./configuration.ts";
import { type ConnectionFlags, connectionOf, type Environment } from "./connection.ts";
import { connectionKey, openKeptSnapshots } from "./kept/kept-folder.ts";
import { type KeptScan, keptScan, keptScans, type ReachedBy } from "./kept-scan.ts";

/** How a connection is chosen: what a kept scan remembers of its own. */
export async function reachedBy(flags: ConnectionFlags, env: Environment): Promise<ReachedBy> {
  const { aws } = await connectionOf(flags, env);
  const { organization } = await settingsFor(flags, env);
  return {
    organization,
    profile: aws.profile ?? (env["AWS_PROFILE"] || undefined),
    region: aws.region,
    endpointUrl: aws.endpointUrl,
  };
}

/**
 * The last scan of the organization that the flags and the environment reach, without a call.
 *
 * @throws AccessError `not-found`; `ambiguous` where nothing tells which of several organizations is asked
 */
export async function lastScan(flags: ConnectionFlags, env: Environment): Promise<KeptScan> {
  const all = await keptScans(env);
  if (all.length === 0)
    throw new AccessError("not-found", "No scan has been kept yet", { next: "Run idc-doctor scan first" });
  const { aws } = await connectionOf(flags, env);
  const reached = openKeptSnapshots(env).reached(connectionKey(aws, env));
  if (reached) {
    const { instanceArn, endpointUrl } = reached;
    const own = await keptScan(env, { instanceArn, endpointUrl: endpointUrl ?? undefined });
    if (own) return own;
    throw notKept(all, `the organization of ${instanceArn}`);
  }
  const asked = await reachedBy(flags, env);
  const fitting = all.filter((one) => mayBeAsked(one, asked, flags));
  const [only, second] = fitting;
  if (only && !second) return only;
  throw only ? severalKept(fitting) : notKept(all, "what is asked");
}

/** Whether nothing that is asked says that it is another one. */
function mayBeAsked({ reachedBy: by }: KeptScan, asked: ReachedBy, flags: ConnectionFlags): boolean {
  const fits = (name: keyof ReachedBy, value = asked[name]) => value === undefined || value === by?.[name];
  // A name that was given later is known by what it stands for.
  const isNamedLater = by?.organization === undefined && (asked.profile ?? asked.endpointUrl) !== undefined;
  return (
    (isNamedLater || fits("organization")) &&
    fits("profile") &&
    fits("endpointUrl") &&
    // That of the environment is a default, beside which the other Regions are tried.
    (flags.region === undefined || fits("region"))
  );
}

const notKept = (all: readonly KeptScan[], what: string): AccessError =>
  new AccessError("not-found", `No scan of ${what} has been kept`, {
    next: `Run idc-doctor scan with the same words first. What is kept:\n${linesOf(all)}`,
  });

const severalKept = (all: readonly KeptScan[]): AccessError =>
  new AccessError(
    "ambiguous",
    `Scans of ${all.length} organizations are kept, and nothing says which of them is asked`,
    { next: `Choose one:\n${linesOf(all)}` },
  );

const linesOf = (all: readonly KeptScan[]): string => all.map(lineOf).join("\n");

/** The command stands first: what follows a command would be taken for a part of it. */
function lineOf({ findings, reachedBy: by }: KeptScan): string {
  const choice = by && commandFor(by);
  const what = `${plain(whose(findings))}, scanned at ${plain(findings.takenAt)}`;
  return choice === undefined ? `  scan again with its credentials, then --last (${what})` : `  ${choice} (${what})`;
}

const whose = ({ organization, scanned }: Findings): string =>
  organization ? organizationWords(organization) : `an organization of ${counted(scanned.accounts, "account")}`;

/** Undefined: it was reached by credentials of the environment alone. */
function commandFor({ organization, profile, endpointUrl }: ReachedBy): string | undefined {
  if (organization !== undefined) return lastOf(shellOption("organization", organization));
  const flags = [
    ...(profile === undefined ? [] : [shellOption("profile", profile)]),
    ...(endpointUrl === undefined ? [] : [shellOption("endpoint-url", endpointUrl)]),
  ];
  return flags.length === 0 ? undefined : lastOf(...flags);
}

const lastOf = (...flags: readonly string[]): string => ownCommand("scan", [], ["--last", ...flags]);

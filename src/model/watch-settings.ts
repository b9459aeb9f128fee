/** The `watch` part of the configuration file: how often to look, which queue brings events, who is alerted of what and when. */
import * as z from "zod/mini";
import { SEVERITIES } from "./finding.ts";
import { parseRegion } from "./ids.ts";
import { isTimeZone } from "./quiet-hours.ts";
import { secureAddress } from "./server-settings.ts";

const text = z.string().check(z.minLength(1), z.maxLength(2048));

/** Minutes between two refreshes: what a schedule can keep. */
const every = z
  .int()
  .check(
    z.refine(
      (minutes) => minutes >= 1 && (60 % minutes === 0 || (minutes % 60 === 0 && 1440 % minutes === 0)),
      "has to be a number of minutes that divides an hour, such as 15, or whole hours that divide a day, such as 120",
    ),
  );

const queue = text.check(
  z.refine(
    (value) => /^https?:\/\/[^\s/@]+\/\d{12}\/[\w.-]{1,80}$/.test(value),
    "has to be the URL of a queue, such as https://sqs.eu-central-1.amazonaws.com/111122223333/idc-doctor-events",
  ),
);

const timeOfDay = z
  .string()
  .check(
    z.refine((value) => /^([01]\d|2[0-3]):[0-5]\d$/.test(value), 'has to be a time of day in quotes, such as "22:00"'),
  );

const quietHours = z.strictObject({
  from: z._default(timeOfDay, "00:00"),
  to: z._default(timeOfDay, "00:00"),
  "time-zone": z._default(text.check(z.refine(isTimeZone, "has to be a time zone such as Europe/Berlin")), "UTC"),
  weekends: z._default(z.boolean(), false),
  /** Findings of this severity are told at once, whatever the hour. */
  except: z.optional(z.literal("high")),
});

const channelName = z
  .string()
  .check(z.refine((value) => /^[A-Za-z0-9][\w.-]{0,63}$/.test(value), "has to be letters, digits, dots and dashes"));

const ofEveryChannel = {
  name: channelName,
  /** The least severity that it is told of. */
  severity: z._default(z.enum(SEVERITIES), "low"),
  /** Undefined: all. */
  organizations: z.optional(z.array(text).check(z.minLength(1))),
  "quiet-hours": z.optional(quietHours),
  /** Minutes: what changes within them is told in one message. */
  group: z._default(z.int().check(z.minimum(0), z.maximum(1440)), 1),
};

/** The address of a channel that takes messages by POST: in the file, or in a file of its own, because it is a secret. */
const addressed = { url: z.optional(secureAddress), "url-file": z.optional(text) };

const channel = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("webhook"),
    ...ofEveryChannel,
    ...addressed,
    /** Of the signature. */
    "secret-file": z.optional(text),
  }),
  z.strictObject({ kind: z.literal("ocsf"), ...ofEveryChannel, ...addressed, "secret-file": z.optional(text) }),
  z.strictObject({ kind: z.literal("slack"), ...ofEveryChannel, ...addressed }),
  z.strictObject({ kind: z.literal("teams"), ...ofEveryChannel, ...addressed }),
  z.strictObject({
    kind: z.literal("security-hub"),
    ...ofEveryChannel,
    region: z.optional(
      text.check(z.refine((value) => parseRegion(value).kind === "ok", "has to be a Region such as eu-central-1")),
    ),
  }),
]);

const ofAnOrganization = {
  every: z.optional(every),
  queue: z.optional(queue),
  "access-tests": z.optional(text),
};

/** Parsed as part of the configuration file. */
export const watchSettings = z.strictObject({
  ...ofAnOrganization,
  organizations: z.optional(z.record(text, z.strictObject(ofAnOrganization))),
  alerts: z.optional(z.array(channel)),
});

export type WatchSettings = z.output<typeof watchSettings>;
export type Channel = z.output<typeof channel>;
export type ChannelKind = Channel["kind"];
/** Those that take messages by POST. */
export type AddressedChannel = Exclude<Channel, { readonly kind: "security-hub" }>;

/** Minutes between two refreshes where nothing is said; CloudTrail shows events after about as many. */
export const DEFAULT_EVERY_MINUTES = 15;

export interface WatchedOrganization {
  readonly every: number;
  /** Undefined: CloudTrail's own history is asked at each refresh, and nothing comes sooner. */
  readonly queue: string | undefined;
  /** Path of a file. */
  readonly accessTests: string | undefined;
}

/** What holds for one organization; a queue belongs to one, and never to all. */
export function watchedOrganization(settings: WatchSettings, name: string): WatchedOrganization {
  const own = settings.organizations?.[name] ?? {};
  return {
    every: own.every ?? settings.every ?? DEFAULT_EVERY_MINUTES,
    queue: own.queue ?? settings.queue,
    accessTests: own["access-tests"] ?? settings["access-tests"],
  };
}

interface Problem {
  readonly path: string;
  readonly message: string;
}

/** What the parts say about each other, and no part alone can say. @param known the organizations of the file */
export function problemsOfWatch(
  { organizations = {}, alerts = [], queue: queueOfAll }: WatchSettings,
  known: readonly string[],
): readonly Problem[] {
  const unknown = (path: string, name: string): readonly Problem[] =>
    known.includes(name) || known.length === 0
      ? []
      : [{ path, message: `there is no organization ${name} in the file; it has ${known.join(", ")}` }];
  const names = alerts.map(({ name }) => name);
  return [
    ...Object.keys(organizations).flatMap((name) => unknown(`watch.organizations.${name}`, name)),
    ...(queueOfAll !== undefined && known.length > 1
      ? [
          {
            path: "watch.queue",
            message: "a queue brings events of one organization: set it under watch.organizations",
          },
        ]
      : []),
    ...alerts.flatMap((one, at): readonly Problem[] => [
      ...(one.organizations ?? []).flatMap((name) => unknown(`watch.alerts[${at}].organizations`, name)),
      ...(names.indexOf(one.name) < at
        ? [{ path: `watch.alerts[${at}].name`, message: `there is another channel with the name ${one.name}` }]
        : []),
      ...(one.kind !== "security-hub" && (one.url === undefined) === (one["url-file"] === undefined)
        ? [{ path: `watch.alerts[${at}]`, message: "needs either url or url-file, the path of a file that holds it" }]
        : []),
    ]),
  ];
}

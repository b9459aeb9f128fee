/** When a channel is not to be disturbed: hours of the day in a place's own time, and whole weekends. */

export interface QuietHours {
  /** `22:00` */
  readonly from: string;
  /** `07:00`; earlier than `from`: of the next day. */
  readonly to: string;
  /** `Europe/Berlin` */
  readonly timeZone: string;
  /** All of Saturday and Sunday. */
  readonly weekends: boolean;
}

/** Whether the moment is within them; summer time is the place's own. */
export function isQuiet({ from, to, timeZone, weekends }: QuietHours, at: Date): boolean {
  const { weekday, time } = localTime(timeZone, at);
  if (weekends && (weekday === "Sat" || weekday === "Sun")) return true;
  if (from === to) return false;
  return from < to ? time >= from && time < to : time >= from || time < to;
}

function localTime(timeZone: string, at: Date): { readonly weekday: string; readonly time: string } {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return { weekday: parts.get("weekday") ?? "", time: `${parts.get("hour")}:${parts.get("minute")}` };
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Which IAM role an event of CloudTrail changed, as far as its trust policy goes. Events are input from elsewhere. */

/** IAM API Reference; AcquireRole makes a role from a template (facts N12). */
const CHANGES = new Set(["UpdateAssumeRolePolicy", "CreateRole", "DeleteRole", "AcquireRole"]);

type Fields = Readonly<Record<string, unknown>>;

const fields = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** As `roleTouchedBy` names a role: an event has it without its path. */
export const roleKeyOf = (arn: string): string => `${arn.split(":")[4]} ${arn.slice(arn.lastIndexOf("/") + 1)}`;

/** `111122223333 Developer`; undefined for events that failed, or are about something else. */
export function roleTouchedBy(event: Fields): string | undefined {
  const { eventSource, eventName, errorCode, recipientAccountId } = event;
  if (eventSource !== "iam.amazonaws.com" || !CHANGES.has(String(eventName))) return undefined;
  if (errorCode !== undefined && errorCode !== null) return undefined;
  const asked = fields(event["requestParameters"])["roleName"];
  const name = asked ?? fields(fields(event["responseElements"])["role"])["roleName"];
  if (typeof name !== "string" || !/^\d{12}$/.test(String(recipientAccountId))) return undefined;
  return `${String(recipientAccountId)} ${name}`;
}

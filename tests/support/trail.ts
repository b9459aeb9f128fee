/** What LookupEvents tells of an account, all pages of it. */
import { CloudTrailClient, type Event, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";

interface Url {
  readonly url: string;
}

/** The newest first, whole: with what the list itself says of an event. */
export async function lookedUp(lab: Url, accountId: string, eventName?: string): Promise<Event[]> {
  const credentials = { accessKeyId: accountId, secretAccessKey: "lab" };
  const trail = new CloudTrailClient({ endpoint: lab.url, region: "us-east-1", credentials });
  const found: Event[] = [];
  let NextToken: string | undefined;
  do {
    const answer = await trail.send(
      new LookupEventsCommand({
        ...(eventName ? { LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: eventName }] } : {}),
        ...(NextToken === undefined ? {} : { NextToken }),
      }),
    );
    found.push(...(answer.Events ?? []));
    NextToken = answer.NextToken;
  } while (NextToken !== undefined);
  return found;
}

/** Their JSON as AWS writes it. */
export const writtenEvents = async (lab: Url, accountId: string, eventName?: string) =>
  (await lookedUp(lab, accountId, eventName)).map(
    ({ CloudTrailEvent }) => JSON.parse(CloudTrailEvent ?? "{}") as Record<string, unknown>,
  );

/** `why` for everybody who uses a server: the same question at the same time is asked of AWS once. */
import type { Diagnosis } from "../../model/diagnosis.ts";
import { createAwsReader } from "../../sources/aws/reader.ts";
import { createDocumentReader } from "../../sources/document/reader.ts";
import type { Question } from "../../sources/question/collect.ts";
import { type ActionWords, actionAsked } from "../action-asked.ts";
import { contextFor } from "../connection.ts";
import { why } from "../why.ts";
import type { ServedOrganization, Team } from "./team.ts";

/** The words of a question, as a person writes them. */
export interface AskedWords extends ActionWords {
  readonly user: string;
  readonly account?: string | undefined;
  readonly permissionSet?: string | undefined;
  readonly isThorough?: boolean | undefined;
}

/** @throws AccessError as `why` does; `busy` where too many questions wait */
export async function askWhy(organization: ServedOrganization, asked: AskedWords, team: Team): Promise<Diagnosis> {
  const { connection } = organization;
  const question = questionOf(asked, organization);
  const context = contextFor(connection, team.context);
  if (connection.from)
    return (await why(question, createDocumentReader(connection.from, connection.aws.region), context)).diagnosis;
  const key = JSON.stringify(question);
  const running = organization.asked.get(key);
  if (running) return running;
  const answer = organization.turns.take(context.signal, async () => {
    const reader = createAwsReader(connection.aws, context, organization.calls.count, organization.clients);
    return (await why(question, reader, context)).diagnosis;
  });
  organization.asked.set(key, answer);
  try {
    return await answer;
  } finally {
    organization.asked.delete(key);
  }
}

/** @throws AccessError `bad-input` */
export const questionOf = (asked: AskedWords, { connection }: Pick<ServedOrganization, "connection">): Question => ({
  user: asked.user,
  account: asked.account ?? null,
  permissionSet: asked.permissionSet ?? null,
  isRegionGiven: connection.isRegionGiven,
  isThorough: asked.isThorough,
  action: actionAsked(asked),
});

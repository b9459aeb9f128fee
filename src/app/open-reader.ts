/** What answers a question: AWS, a lab, or a saved document. */
import type { Context } from "../model/context.ts";
import type { Evidence } from "../model/evidence.ts";
import { createAwsReader } from "../sources/aws/reader.ts";
import { createDocumentReader } from "../sources/document/reader.ts";
import type { Reader } from "../sources/reader.ts";
import type { Connection } from "./connection.ts";

/** A reader that remembers nothing of earlier ones. */
export function openReader({ aws, from }: Connection, context: Context, onCall?: (evidence: Evidence) => void): Reader {
  return from ? createDocumentReader(from, aws.region) : createAwsReader(aws, context, onCall);
}

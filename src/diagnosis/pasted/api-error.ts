/** The frame in which SDKs, the aws CLI and the services themselves put an error: its code, operation, request id and own words. */
import type { Message } from "./readable.ts";

export interface ApiError {
  /** `ConflictException`. */
  readonly code: string;
  /** Undefined where the frame does not name it. */
  readonly operation?: string | undefined;
  readonly service?: string | undefined;
  readonly requestId?: string | undefined;
  /** AWS's own words; empty where there are none. */
  readonly message: string;
}

/** Characters of AWS's own words that are read. */
const LONGEST = 2000;

type Read = (text: string) => ApiError | undefined;

/** aws CLI v1 and v2, boto3. */
const ofPython: Read = (text) => {
  const [, code, operation, message] =
    /An error occurred \(([\w.]{1,100})\) when calling the (\w{1,100}) operation(?: \(reached max retries: \d+\))?:? ?([^\n]{0,2000})/.exec(
      text,
    ) ?? [];
  return code === undefined ? undefined : { code, operation, message: message ?? "" };
};

/** Go v2, and with it Terraform. The code may be left out where the answer could not be read. */
const ofGo: Read = (text) => {
  const [, service, operation, requestId, code, message] =
    /operation error ([\w ]{1,60}): (\w{1,100}), [^\n]{0,300}?RequestID: ([\w-]{0,100}),(?: HostID: [^,\n]{0,300},)? (?:api error )?(?!HostID\b)(\w{1,100}): ?([^\n]{0,2000})/.exec(
      text,
    ) ?? [];
  return code === undefined ? undefined : { code, operation, service, requestId, message: message ?? "" };
};

/** Java: the words stand before the bracket, in version 1 without the exception's name. */
const ofJava: Read = (text) => {
  const frame =
    /\(Service: ([\w ]{1,60})[,;] Status ?Code: \d{1,3}[,;](?: Error Code: (\w{1,100});)? Request ID: ([\w-]{0,100})/i.exec(
      text,
    );
  if (!frame) return undefined;
  const before = text.slice(Math.max(0, frame.index - LONGEST), frame.index);
  const sentence = before.slice(before.lastIndexOf("\n") + 1);
  const named = /(?:^|[.\s])(\w{1,100}(?:Exception|Error)): ?(.*)$/.exec(sentence);
  const code = frame[2] ?? named?.[1];
  if (code === undefined) return undefined;
  return { code, service: frame[1], requestId: frame[3], message: (named?.[2] ?? sentence).trim() };
};

/** A wire body, or the error object of a JavaScript SDK as it is printed. */
const ofBody: Read = (text) => {
  const type = /"?__type"?\s{0,3}:\s{0,3}["'](?:[\w.]{1,200}#)?(\w{1,100})["']/.exec(text)?.[1];
  if (type === undefined) return undefined;
  const message = /"?[mM]essage"?\s{0,3}:\s{0,3}(?:"((?:[^"\\\n]|\\.){0,2000})"|'([^'\n]{0,2000})')/.exec(text);
  const requestId = /"?[rR]equestId"?\s{0,3}:\s{0,3}["']([\w-]{1,100})["']/.exec(text)?.[1];
  return { code: type, requestId, message: message?.[1] ?? message?.[2] ?? "" };
};

/** XML of IAM and STS. */
const ofXml: Read = (text) => {
  const code = /<Code>([\w.]{1,100})<\/Code>/.exec(text)?.[1];
  if (code === undefined) return undefined;
  const message = /<Message>([^<]{0,2000})<\/Message>/.exec(text)?.[1] ?? "";
  return { code, requestId: /<RequestId>([\w-]{1,100})</i.exec(text)?.[1], message };
};

/** RFC 6749, as OIDC answers (facts 4.3). */
const ofOauth: Read = (text) => {
  const code = /"error"\s{0,3}:\s{0,3}"([a-z_]{1,100})"/.exec(text)?.[1];
  if (code === undefined) return undefined;
  return { code, message: /"error_description"\s{0,3}:\s{0,3}"([^"\n]{0,2000})"/.exec(text)?.[1] ?? "" };
};

/** JavaScript, .NET, PowerShell, Go v1: a name, a colon, words. */
const ofName: Read = (text) => {
  const [, code, message] =
    /(?:^|[\s.(])([A-Z]\w{2,80}(?:Exception|Fault|Denied|NotFound|LimitExceeded)): ?([^\n]{0,2000})/m.exec(text) ?? [];
  if (code === undefined) return undefined;
  return { code, requestId: /request ?id: ([\w-]{8,100})/i.exec(text)?.[1], message: message ?? "" };
};

const FRAMES: readonly Read[] = [ofPython, ofGo, ofJava, ofBody, ofXml, ofOauth, ofName];

/** The first error in the text that is framed in one of the known ways. */
export function apiErrorIn({ text }: Message): ApiError | undefined {
  for (const read of FRAMES) {
    const error = read(text);
    if (error) return error;
  }
  return undefined;
}

/** The ways to answer badly: broken connections, wrong types, lists without an end, errors that are none, secrets sent back. */
import { answerWith, type Behaviour, type Exchange, OWN_TOKEN } from "./endpoint.ts";

/** What stands in the credentials of the caller, and must be found nowhere. */
export const PLANTED = {
  secretKey: "PLANTEDsecretKEY/+with=slashes0123456789",
  token: "PLANTEDsessionTOKEN//++==abcdefghijklmnopqrstuvwxyz",
} as const;

type Change = (value: unknown, key: string) => unknown;

/** Every value of a JSON tree seen through a change, from the leaves up. */
function changed(value: unknown, change: Change, key = ""): unknown {
  if (Array.isArray(value))
    return change(
      value.map((item) => changed(item, change, key)),
      key,
    );
  if (typeof value !== "object" || value === null) return change(value, key);
  return change(
    Object.fromEntries(Object.entries(value).map(([name, item]) => [name, changed(item, change, name)])),
    key,
  );
}

/** JSON answers are changed as values; those in XML get the words in place of every text. */
const withValues =
  (change: Change, inXml: string): Behaviour =>
  (exchange) => {
    if (exchange.text.startsWith("{"))
      return answerWith(exchange, JSON.stringify(changed(JSON.parse(exchange.text), change)));
    answerWith(exchange, exchange.text.replace(/>[^<>\n]+</g, `>${inXml}<`));
  };

const texts = (to: (text: string) => unknown, inXml: string): Behaviour =>
  withValues((value) => (typeof value === "string" ? to(value) : value), inXml);

const error = (exchange: Exchange, { status = 400, name = "ValidationException", message = "no" } = {}): void => {
  const isXml = !exchange.text.startsWith("{");
  const { response } = exchange;
  response.writeHead(status, { ...exchange.headers, ...(isXml ? {} : { "x-amzn-errortype": name.slice(0, 2000) }) });
  response.end(
    isXml
      ? `<ErrorResponse><Error><Type>Sender</Type><Code>${name}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`
      : JSON.stringify({ __type: name, message, Message: message }),
  );
};

/** Writes as fast as it is read, or once in a while. */
function forEver({ response }: Exchange, chunk: string, milliseconds: number): void {
  const write = (): void => {
    if (response.destroyed) return;
    if (!response.write(chunk) && milliseconds === 0) response.once("drain", write);
    else setTimeout(write, milliseconds);
  };
  write();
}

const listAgain =
  (token: () => string, keep: (rows: unknown[]) => unknown[]): Behaviour =>
  (exchange) => {
    if (!exchange.text.startsWith("{")) return answerWith(exchange, exchange.text);
    const answer = JSON.parse(exchange.text) as Record<string, unknown>;
    const rows = Object.entries(answer).map(([key, value]) => [key, Array.isArray(value) ? keep(value) : value]);
    answerWith(exchange, JSON.stringify({ ...Object.fromEntries(rows), NextToken: token() }));
  };

let tokens = 0;
const freshToken = (): string => {
  tokens += 1;
  return `${OWN_TOKEN}${tokens}`;
};

const MEGABYTE = "x".repeat(1024 * 1024);
const FIVE_MEGABYTES = MEGABYTE.repeat(5);
const everything = `${PLANTED.secretKey} ${PLANTED.token} ${encodeURIComponent(PLANTED.token)} ${btoa(PLANTED.secretKey)}`;

export const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  "closes the connection": ({ socket }) => void socket.destroy(),
  "never answers": () => undefined,
  "sends headers and then nothing": ({ response }) =>
    void response.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).flushHeaders(),
  "drips a byte at a time": (exchange) => forEver(exchange, " ", 40),
  "sends a body without an end": (exchange) => forEver(exchange, MEGABYTE, 0),
  "announces more than it sends": ({ response, socket, text }) => {
    response.writeHead(200, { "content-length": text.length + 1000 }).write(text);
    setTimeout(() => socket.destroy(), 20);
  },
  "resets in the middle": ({ response, socket, text }) => {
    response.writeHead(200).write(text.slice(0, text.length / 2));
    setTimeout(() => socket.resetAndDestroy(), 20);
  },
  "speaks no HTTP": ({ socket }) => void socket.end("SSH-2.0-OpenSSH_9.2\r\n\r\n"),
  "sends headers without an end": ({ socket }) => {
    const more = (): void => {
      if (socket.destroyed) return;
      socket.write(`x-${freshToken()}: ${"y".repeat(4000)}\r\n`);
      setTimeout(more, 5);
    };
    socket.write("HTTP/1.1 200 OK\r\n");
    more();
  },
  "redirects to itself": ({ response, request }) =>
    void response.writeHead(302, { location: request.url ?? "/" }).end(),
  "answers a web page": (exchange) => answerWith(exchange, "<html><body>Welcome to the hotel</body></html>"),
  "answers a web page of an error": (exchange) => answerWith(exchange, "<html><h1>502 Bad Gateway</h1></html>", 502),
  "answers nothing": (exchange) => answerWith(exchange, ""),
  "answers that there is no content": ({ response }) => void response.writeHead(204).end(),
  "cuts the answer": (exchange) => answerWith(exchange, exchange.text.slice(0, exchange.text.length / 2)),
  "nests without measure": (exchange) => answerWith(exchange, `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`),
  "answers null": (exchange) => answerWith(exchange, "null"),
  "answers a list": (exchange) => answerWith(exchange, "[1, 2, 3]"),
  "says gzip and sends text": ({ response, text }) =>
    void response.writeHead(200, { "content-encoding": "gzip" }).end(text),
  "numbers in place of texts": texts(() => 42, "42"),
  "texts in place of lists": withValues((value) => (Array.isArray(value) ? "none" : value), "none"),
  "lists of null": withValues((value) => (Array.isArray(value) ? [null] : value), ""),
  "lists in place of objects": withValues(
    (value, key) => (typeof value === "object" && !Array.isArray(value) && key !== "" ? [] : value),
    "",
  ),
  "identifiers that are none": texts(
    (text) => (/^(arn:|d-|\d{12}$|[0-9a-f-]{36}$)/.test(text) ? "not an id\u0007" : text),
    "not an id",
  ),
  "times that are none": withValues((value, key) => (/Date|Time|Timestamp/.test(key) ? "never" : value), "never"),
  "objects without members": withValues(
    (value, key) => (typeof value === "object" && value !== null && !Array.isArray(value) && key !== "" ? {} : value),
    "",
  ),
  "keys of prototypes": (exchange) =>
    answerWith(
      exchange,
      `{"__proto__": {"Users": [1]}, "constructor": {"prototype": {"polluted": true}}, "NextToken": "__proto__"}`,
    ),
  "ever new tokens of empty pages": listAgain(freshToken, () => []),
  "the same page under new tokens": listAgain(freshToken, (rows) => rows),
  "the same token for ever": listAgain(
    () => `${OWN_TOKEN}again`,
    (rows) => rows,
  ),
  "an error of five megabytes": (exchange) => error(exchange, { message: FIVE_MEGABYTES }),
  "an error that is nobody's": (exchange) =>
    error(exchange, { status: 418, name: "constructor", message: "__proto__" }),
  "an error that names the secrets": (exchange) =>
    error(exchange, { name: `Error-${PLANTED.token}`, message: everything }),
  "a refusal that names the secrets": (exchange) =>
    error(exchange, { status: 403, name: "AccessDeniedException", message: everything }),
  "secrets in headers": ({ response, text, headers }) =>
    void response
      .writeHead(200, { ...headers, "x-amzn-requestid": PLANTED.token, "x-secret": PLANTED.secretKey })
      .end(text),
  "secrets in every text": texts(
    (text) => (/^(arn:|d-|\d{12}$|[0-9a-f-]{36}$|[A-Z_]+$)/.test(text) ? text : `${text} ${everything}`),
    everything,
  ),
  "throttles every call": (exchange) => error(exchange, { name: "ThrottlingException", message: "Rate exceeded" }),
  "escapes of a terminal in every text": texts(
    (text) =>
      /^(arn:|d-|\d{12}$|[0-9a-f-]{36}$|[A-Z_]+$)/.test(text) ? text : `${text}\u001b]0;owned\u0007\u001b[2J\r\n`,
    "\u001b[2J",
  ),
  "names of a megabyte": texts(
    (text) => (/^(arn:|d-|\d{12}$|[0-9a-f-]{36}$|[A-Z_]+$)/.test(text) ? text : MEGABYTE),
    MEGABYTE,
  ),
};

/** The answer to calls of services that the lab does not serve, in the protocol of the caller: JSON, or XML where XML is read. */
import type { WireAnswer, WireRequest } from "../protocol/wire.ts";
import { escapeXml, tag } from "../protocol/xml.ts";
import { signatureOf } from "./choose-service.ts";
import { jsonRefusal } from "./transport.ts";

export const UNKNOWN_SERVICE = "UnknownOperationException";

export function unknownService(request: WireRequest, requestId: string): WireAnswer {
  const name = signatureOf(request)?.signingName;
  const message =
    name === undefined
      ? "No service of this lab is addressed by target header, signature scope, path or form"
      : `This lab does not serve ${name}`;
  const error = tag("Code", UNKNOWN_SERVICE) + tag("Message", escapeXml(message));
  switch (dialectOf(request, name)) {
    case "json":
      return jsonRefusal(404, UNKNOWN_SERVICE, message, requestId);
    case "s3":
      return xml(requestId, tag("Error", error + tag("RequestId", requestId)));
    case "ec2":
      return xml(requestId, tag("Response", tag("Errors", tag("Error", error)) + tag("RequestID", requestId)));
    case "query":
      return xml(
        requestId,
        tag("ErrorResponse", tag("Error", tag("Type", "Sender") + error) + tag("RequestId", requestId)),
      );
  }
}

/** Query requests name their action in a form or the query string; those of ec2 read an answer of their own. */
function dialectOf(request: WireRequest, signingName: string | undefined): "json" | "s3" | "ec2" | "query" {
  if (signingName === "s3") return "s3";
  const isForm = (request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
  if (!isForm && !request.query.has("Action")) return "json";
  return signingName === "ec2" ? "ec2" : "query";
}

const xml = (requestId: string, body: string): WireAnswer => ({
  status: 404,
  headers: { "content-type": "text/xml", "x-amzn-requestid": requestId, "x-amzn-errortype": UNKNOWN_SERVICE },
  body: `<?xml version="1.0" encoding="UTF-8"?>${body}`,
});

/** The use case behind `snapshot load`: a document becomes the state of a running lab, and of nothing but a lab on this machine. */
import { AccessError } from "../model/errors.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { writeOrganizationDocument } from "../model/organization-document/write.ts";
import { boundedText } from "./bounded-text.ts";

const LOOPBACK = /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/;
/** Milliseconds; half a million assignments take the lab some seconds. */
const LONGEST_LOAD = 120_000;
/** Bytes of what a lab says about a document that it refuses. */
const LARGEST_REFUSAL = 64 * 1024;

/** @throws AccessError `bad-input` where the address is not on this machine, no lab answers there, or it refuses the document. */
export async function loadIntoLab(document: OrganizationDocument, address: string): Promise<void> {
  const url = labUrl(address);
  const answer = await put(url, writeOrganizationDocument(document, "json"));
  if (answer.ok) return;
  const why = (await boundedText(answer, LARGEST_REFUSAL).catch(() => undefined)) ?? "with an answer that no lab gives";
  throw new AccessError("bad-input", `${url.origin} rejected the document: ${answer.status} ${why}`, {
    next: "Check that a lab runs there; idc-doctor lab starts one",
  });
}

function labUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL("/_lab/document", address) : undefined;
  if (url?.protocol === "http:" && LOOPBACK.test(url.hostname)) return url;
  throw new AccessError("bad-input", `"${address}" is not the address of a lab on this machine`, {
    next: "A document lists who has access to what, so it is sent only to loopback addresses such as http://127.0.0.1:4747",
  });
}

/** A redirect would lead off this machine: it is an error. */
async function put(url: URL, body: string): Promise<Response> {
  try {
    const headers = { "content-type": "application/json" };
    return await fetch(url, {
      method: "PUT",
      headers,
      body,
      redirect: "error",
      signal: AbortSignal.timeout(LONGEST_LOAD),
    });
  } catch (error) {
    throw new AccessError("bad-input", `No lab answered at ${url.origin}`, {
      next: "Start one with idc-doctor lab",
      cause: error,
    });
  }
}

/** One request to a page: its form, its cookies, and whether a form came from the lab's own page. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { WireRequest } from "../../protocol/wire.ts";
import { sessionOf } from "../../world/portal.ts";
import type { SignIn } from "../../world/world.ts";
import type { Visit } from "../site.ts";
import { type Html, html } from "./html.ts";

export interface PageRequest extends Visit {
  readonly request: WireRequest;
  readonly form: URLSearchParams;
  /** The person who is signed in. */
  readonly session: SignIn | undefined;
}

const SESSION_COOKIE = "lab-portal";
const ATTRIBUTES = "Path=/; HttpOnly; SameSite=Strict";

export function pageRequest(request: WireRequest, visit: Visit): PageRequest {
  const token = cookieIn(request, SESSION_COOKIE);
  return {
    ...visit,
    request,
    form: new URLSearchParams(request.method === "POST" ? request.body : ""),
    session: token === undefined ? undefined : sessionOf(visit.world, token),
  };
}

const cookieIn = ({ headers }: WireRequest, name: string): string | undefined =>
  headers["cookie"]
    ?.split(/;\s*/)
    .find((one) => one.startsWith(`${name}=`))
    ?.slice(name.length + 1);

export const sessionCookie = (session: SignIn): string => `${SESSION_COOKIE}=${session.token}; ${ATTRIBUTES}`;
export const NO_SESSION_COOKIE = `${SESSION_COOKIE}=; ${ATTRIBUTES}; Max-Age=0`;

/** A secret of the session that its forms carry: no other site can send them. */
const formToken = ({ token }: SignIn): string => createHash("sha256").update(`form ${token}`).digest("base64url");

export const formTokenField = (session: SignIn): Html =>
  html`<input type="hidden" name="form_token" value="${formToken(session)}">`;

/** Whether the form was made for this session. */
export function isOwnForm({ form, session }: PageRequest): boolean {
  if (!session) return false;
  const [sent, wanted] = [Buffer.from(form.get("form_token") ?? ""), Buffer.from(formToken(session))];
  return sent.length === wanted.length && timingSafeEqual(sent, wanted);
}

/** Where to go on after a sign-in: only to the lab's own pages. */
export function nextPath(value: string | null): string {
  // Only characters that a header can hold: a line break would end it.
  const isOwn = value !== null && /^\/(start|authorize|device)([?/][!-[\]-~]*)?$/.test(value);
  return isOwn ? value : "/start";
}

/** Whether the console takes sessions of the grant's role: the policies of Sign-In beside those of every action (facts N1, N19). */
import { CONSOLE_ACTION } from "../../facts/grant/console-sign-in.ts";
import type { ActionAsked, GrantFacts } from "../../facts/grant/grant-facts.ts";
import {
  CONSOLE_LAYERS,
  type Decision,
  type LayerDecision,
  type PolicyLayerName,
} from "../../model/action-decision.ts";
import { inTheWay, knownValue, type Reading } from "../../model/reading.ts";
import { ABSENT, type RequestContext } from "../../policy/context.ts";
import { decide, type LayerPolicies, type PolicyLayer } from "../../policy/evaluate.ts";
import type { AccessRequest } from "../../policy/statement.ts";
import { withoutNetwork } from "./network-conditions.ts";
import { fromReading, layersOf, oneLevel, requestOf } from "./policy-layers.ts";

/** The name that the account's own policy goes by. */
export const signInPolicyName = (accountId: string): string => `the Sign-In policy of ${accountId}`;

/** Whether policies are in force; `what` is missing where it is not known. */
type InForce = "yes" | "no" | { readonly what: string };

/** What decides the console, whether or not it is in force: undefined where no policy denies it for certain. */
export interface ConsoleDenial {
  readonly refusedBy: LayerDecision;
  /** The first of the actions that is denied. */
  readonly action: string;
  readonly isInForce: boolean;
}

/** The decision, as one of an action: several actions in a row decide on the console. */
export function decideConsole(facts: GrantFacts, asked: ActionAsked): Decision {
  const force = inForce(facts);
  if (force === "no")
    return { answer: "allow", refusedBy: null, resourcePolicy: null, layers: CONSOLE_LAYERS.map(nothingIn) };
  const layers = mergedLayers(phasesOf(facts, asked).map(({ decision }) => decision));
  const certain =
    force === "yes" ? layers : layers.map((layer) => (layer.answer === "deny" ? open(layer, force) : layer));
  const refusedBy = certain.find(({ answer }) => answer === "deny") ?? null;
  const isOpen = certain.some(({ answer }) => answer === "unknown");
  return {
    answer: refusedBy ? "deny" : isOpen ? "unknown" : "allow",
    refusedBy,
    resourcePolicy: null,
    layers: certain,
  };
}

/** What denies the console for certain, be it in force or not. */
export function consoleDenial(facts: GrantFacts, asked: ActionAsked): ConsoleDenial | undefined {
  const force = inForce(facts);
  if (force === "no") return undefined;
  const phases = phasesOf(facts, asked);
  const layers = mergedLayers(phases.map(({ decision }) => decision));
  const refusedBy = layers.find(({ answer }) => answer === "deny");
  const first = phases.find(({ decision }) =>
    decision.layers.some(({ layer, answer }) => layer === refusedBy?.layer && answer === "deny"),
  );
  return refusedBy && first && { refusedBy, action: first.action, isInForce: force === "yes" };
}

/** On for the account or for the organization: that one of them is enough is inferred (facts N19). */
function inForce({ additional: { consoleSignIn } }: GrantFacts): InForce {
  if (consoleSignIn.state !== "known") return { what: `whether console authorization is on${whyNot(consoleSignIn)}` };
  const { ofAccount, ofOrganization } = consoleSignIn.value;
  if (knownValue(ofAccount) === true || knownValue(ofOrganization) === true) return "yes";
  if (ofAccount.state !== "known")
    return { what: `whether console authorization of the account is on${whyNot(ofAccount)}` };
  if (ofOrganization.state !== "known")
    return { what: `whether console authorization of the organization is on${whyNot(ofOrganization)}` };
  return "no";
}

function whyNot(reading: Reading<unknown>): string {
  switch (reading.state) {
    case "known":
      return "";
    case "unknown":
      return ` (${inTheWay(reading.failure)}: ${reading.failure.message})`;
    case "unread":
      return ` (${reading.reason})`;
  }
}

/** Whether policies are in force was not read: then what one denies is open. */
const open = ({ layer }: LayerDecision, { what }: { readonly what: string }): LayerDecision => ({
  ...nothingIn(layer),
  answer: "unknown",
  missing: [what],
});

const nothingIn = (layer: PolicyLayerName): LayerDecision => ({
  layer,
  answer: "does not apply",
  isExplicit: false,
  target: null,
  statements: [],
  missing: [],
  nearMisses: [],
});

interface Phase {
  readonly action: string;
  readonly decision: Decision;
}

/** A sign-in goes through all three, one after another; who it is is known after the first ("Supported actions"). */
const ACTIONS = [CONSOLE_ACTION, "signin:AuthorizeOAuth2Access", "signin:CreateOAuth2Token"] as const;

function phasesOf(facts: GrantFacts, asked: ActionAsked): readonly Phase[] {
  return ACTIONS.map((action) => {
    const request = consoleRequest(facts, asked, action);
    return { action, decision: decide(request, consoleLayers(facts, { ...asked, action, ...target(facts, asked) })) };
  });
}

/** The console's name is open; its kind of resource is not (Service Authorization Reference of AWS Signin). */
const CONSOLE = "arn:aws:signin:::console/console";

const target = ({ accountId }: GrantFacts, { context = {} }: ActionAsked) => ({
  resource: CONSOLE,
  context: { ...context, "aws:ResourceAccount": [accountId] },
});

function consoleRequest(facts: GrantFacts, asked: ActionAsked, action: (typeof ACTIONS)[number]): AccessRequest {
  const request = requestOf(facts, { ...asked, action, ...target(facts, asked) });
  const { context } = request;
  return { ...request, context: action === CONSOLE_ACTION ? before(context) : after(context) };
}

/** Sign-In User Guide, "Supported condition keys": principals have a key of their own before authentication. */
const before =
  (context: RequestContext): RequestContext =>
  (key) => {
    if (isSignInPrincipal(key)) return context("aws:PrincipalArn");
    return /^aws:principal/i.test(key) ? ABSENT : context(key);
  };

const after =
  (context: RequestContext): RequestContext =>
  (key) =>
    isSignInPrincipal(key) ? ABSENT : context(key);

const isSignInPrincipal = (key: string): boolean => key.toLowerCase() === "signin:principalarn";

/** Nothing has to allow the console. The role's own policies count once it is known who it is. */
function consoleLayers(facts: GrantFacts, asked: ActionAsked): readonly PolicyLayer[] {
  const isBefore = asked.action === CONSOLE_ACTION;
  const others = layersOf(facts, asked).map(({ layer, policies }): PolicyLayer => {
    const isOfRole = layer === "permissions boundary" || layer === "identity-based policy";
    if (isBefore && isOfRole) return { layer, policies: { kind: "does not apply" } };
    return { layer, onlyDenies: true, policies: layer === "resource control policy" ? stripped(policies) : policies };
  });
  return [{ layer: "sign-in policy", onlyDenies: true, policies: ownPolicy(facts) }, ...others];
}

function ownPolicy({ accountId, additional: { consoleSignIn } }: GrantFacts): LayerPolicies {
  const layer = "sign-in policy";
  const reading = consoleSignIn.state === "known" ? consoleSignIn.value.policy : consoleSignIn;
  return fromReading(layer, reading, (text) =>
    text === null ? { kind: "does not apply" } : stripped(oneLevel([{ name: signInPolicyName(accountId), text }])),
  );
}

/** Whoever comes through the portal is refused from every network: conditions on it always hold (facts N1). */
const stripped = (policies: LayerPolicies): LayerPolicies =>
  policies.kind !== "levels"
    ? policies
    : {
        ...policies,
        levels: policies.levels.map((level) => ({
          ...level,
          policies: level.policies.map(({ name, text }) => ({ name, text: withoutNetwork(text) })),
        })),
      };

/** Of each layer what the actions together come to: one denial refuses, one gap leaves open. */
function mergedLayers(decisions: readonly Decision[]): readonly LayerDecision[] {
  return CONSOLE_LAYERS.map((layer) => {
    const all = decisions.flatMap(({ layers }) => layers.filter((one) => one.layer === layer));
    const denied = all.find(({ answer }) => answer === "deny");
    if (denied) return denied;
    const gaps = all.filter(({ answer }) => answer === "unknown");
    if (gaps[0]) return { ...gaps[0], missing: [...new Set(gaps.flatMap(({ missing }) => missing))] };
    return all.find(({ answer }) => answer === "allow") ?? nothingIn(layer);
  });
}

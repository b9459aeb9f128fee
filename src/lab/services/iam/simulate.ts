/** SimulatePrincipalPolicy and SimulateCustomPolicy, on the lab's own evaluator (facts C7). */
import { type Decision, evaluate, type Layers } from "../../authorization/evaluate.ts";
import { policyOf } from "../../authorization/policy.ts";
import { layersFor } from "../../authorization/principal-policies.ts";
import { type ResourcePolicy, resourceAnswer } from "../../authorization/resource-policy.ts";
import type { LabCaller } from "../../world/world.ts";
import type { Handlers } from "../operation.ts";
import { noSuchEntity } from "./account.ts";
import { accountRole } from "./account-roles.ts";

type Iam = typeof import("@aws-sdk/client-iam");

interface Simulated {
  readonly ActionNames: readonly string[] | undefined;
  readonly ResourceArns?: readonly string[] | undefined;
  readonly ResourcePolicy?: string | undefined;
  readonly ContextEntries?:
    | readonly {
        readonly ContextKeyName?: string | undefined;
        readonly ContextKeyValues?: readonly string[] | undefined;
      }[]
    | undefined;
}

/** Each resource counts as if it had the policy (IAM API Reference, "ResourcePolicy"). */
function results(input: Simulated, layers: Layers, principal?: Pick<ResourcePolicy, "caller" | "role">) {
  const context = new Map(
    (input.ContextEntries ?? []).map(({ ContextKeyName = "", ContextKeyValues = [] }) => [
      ContextKeyName.toLowerCase(),
      ContextKeyValues,
    ]),
  );
  const resources = input.ResourceArns?.length ? input.ResourceArns : ["*"];
  return (input.ActionNames ?? []).flatMap((action) =>
    resources.map((resource) => {
      const request = { action, resource, context };
      const document = input.ResourcePolicy;
      const ofResource =
        principal && document !== undefined
          ? resourceAnswer({ ...principal, document, kind: "resource" }, request)
          : undefined;
      const decision = evaluate(request, { ...layers, resource: ofResource });
      return {
        EvalActionName: action,
        EvalResourceName: resource,
        EvalDecision: decisionName(decision),
        MatchedStatements: matched(decision),
        MissingContextValues: [],
        OrganizationsDecisionDetail: { AllowedByOrganizations: !isRefusedBy(decision, "service-control") },
        PermissionsBoundaryDecisionDetail: layers.boundary
          ? { AllowedByPermissionsBoundary: !isRefusedBy(decision, "boundary") }
          : undefined,
      };
    }),
  );
}

const isRefusedBy = (decision: Decision, layer: string): boolean =>
  decision.kind === "denied" && decision.layer === layer;

function decisionName(decision: Decision): "allowed" | "explicitDeny" | "implicitDeny" {
  if (decision.kind === "allowed") return "allowed";
  return decision.isExplicit ? "explicitDeny" : "implicitDeny";
}

const matched = (decision: Decision) =>
  decision.kind === "denied" && decision.policy !== undefined ? [{ SourcePolicyId: decision.policy }] : [];

export const simulate: Handlers<Iam> = {
  SimulatePrincipalPolicy: (input, call) => {
    const [, accountId = "", name = ""] =
      /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(input.PolicySourceArn ?? "") ?? [];
    const role = accountRole(call.world, accountId, name);
    if (accountId !== call.caller.accountId || !role) throw noSuchEntity(`The role with name ${name} cannot be found.`);
    const arn = `arn:aws:sts::${accountId}:assumed-role/${name}/simulated`;
    const principal: LabCaller = { accountId, arn, userId: arn };
    const layers = layersFor(call.world, principal, undefined);
    return { EvaluationResults: results(input, layers, { caller: arn, role: role.arn }), IsTruncated: false };
  },

  SimulateCustomPolicy: (input) => {
    const policies = (documents: readonly string[] = []) =>
      documents.map((document, at) => policyOf(`PolicyInputList.${at + 1}`, document));
    const boundary = input.PermissionsBoundaryPolicyInputList;
    return {
      EvaluationResults: results(input, {
        serviceControl: [],
        resourceControl: [],
        identity: policies(input.PolicyInputList),
        boundary: boundary?.length ? policies(boundary) : undefined,
      }),
      IsTruncated: false,
    };
  },
};

/** The API models that the lab serves, with our corrections laid over them. */
import { type ModelPatch, patched, type ServiceModel } from "../protocol/model.ts";
import type { ServiceId } from "../services/operation.ts";
import accountAccess from "./account-access.json" with { type: "json" };
import accountAccessRuntime from "./account-access-runtime.json" with { type: "json" };
import cloudtrail from "./cloudtrail.json" with { type: "json" };
import events from "./events.json" with { type: "json" };
import iam from "./iam.json" with { type: "json" };
import iamToolbox from "./iam-toolbox.json" with { type: "json" };
import identitystore from "./identitystore.json" with { type: "json" };
import organizations from "./organizations.json" with { type: "json" };
import patches from "./patches.json" with { type: "json" };
import securityHub from "./securityhub.json" with { type: "json" };
import signin from "./signin.json" with { type: "json" };
import sqs from "./sqs.json" with { type: "json" };
import sso from "./sso.json" with { type: "json" };
import ssoAdmin from "./sso-admin.json" with { type: "json" };
import ssoOidc from "./sso-oidc.json" with { type: "json" };
import sts from "./sts.json" with { type: "json" };

/** JSON has no literal types: what the generator wrote has the form of a model. */
const asModel = (json: unknown): ServiceModel => json as ServiceModel;

/**
 * The instance's: members of 2026 that the package does not have (facts N2). The directory's: ARNs in place of ids, and the revision
 * of each record; that GetUserId and its like answer them, too, is inferred (facts N10).
 *
 * The queue's: names of its errors in the Query protocol, which the package's models of other services have (SQS API reference, errors).
 *
 * IAM's: the role template that a role was made from, which clients of 2026 read (facts N12).
 *
 * The portal's: a 403 that no model lists (facts C1), and the bearer token as optional, because a request without one is a
 * session that is not found (401), not a malformed input.
 */
const asPatch = (json: unknown): ModelPatch => json as ModelPatch;

export const models: Readonly<Record<ServiceId, ServiceModel>> = {
  "sso-admin": patched(asModel(ssoAdmin), asPatch(patches["sso-admin"])),
  identitystore: patched(asModel(identitystore), asPatch(patches.identitystore)),
  sso: patched(asModel(sso), asPatch(patches.sso)),
  "sso-oidc": asModel(ssoOidc),
  organizations: asModel(organizations),
  iam: patched(asModel(iam), asPatch(patches.iam)),
  sts: asModel(sts),
  cloudtrail: asModel(cloudtrail),
  "account-access": asModel(accountAccess),
  "account-access-runtime": asModel(accountAccessRuntime),
  "iam-toolbox": asModel(iamToolbox),
  sqs: patched(asModel(sqs), asPatch(patches.sqs)),
  events: asModel(events),
  securityhub: asModel(securityHub),
  signin: asModel(signin),
};

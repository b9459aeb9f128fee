/** The services of the lab: each one's compiled API model with its operations. */
import { models } from "../models/index.ts";
import { type CompiledService, compileService } from "../protocol/service.ts";
import { accountAccess } from "./account-access/index.ts";
import { accountAccessRuntime } from "./account-access-runtime/index.ts";
import { cloudtrail } from "./cloudtrail/index.ts";
import { events } from "./events/index.ts";
import { iam } from "./iam/index.ts";
import { iamToolbox } from "./iam-toolbox/index.ts";
import { identitystore } from "./identitystore/index.ts";
import type { Operations, ServiceId } from "./operation.ts";
import { organizations } from "./organizations/index.ts";
import { securityHub } from "./securityhub/index.ts";
import { signin } from "./signin/index.ts";
import { sqs } from "./sqs/index.ts";
import { sso } from "./sso/index.ts";
import { ssoAdmin } from "./sso-admin/index.ts";
import { ssoOidc } from "./sso-oidc/index.ts";
import { sts } from "./sts/index.ts";

interface ServedService {
  readonly compiled: CompiledService;
  readonly operations: Operations;
}

const operations: Readonly<Record<ServiceId, Operations>> = {
  "sso-admin": ssoAdmin,
  identitystore,
  sso,
  "sso-oidc": ssoOidc,
  organizations,
  iam,
  sts,
  cloudtrail,
  "account-access": accountAccess,
  "account-access-runtime": accountAccessRuntime,
  "iam-toolbox": iamToolbox,
  sqs,
  events,
  securityhub: securityHub,
  signin,
};

export const services = Object.fromEntries(
  Object.entries(operations).map(([id, handlers]) => [
    id,
    { compiled: compileService(models[id as ServiceId]), operations: handlers },
  ]),
) as Record<ServiceId, ServedService>;

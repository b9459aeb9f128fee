/** The application of account access manager: one for an instance, made and deleted asynchronously (facts AAM5, AAM6, AAM25). */
import type {
  AccountAccessApplication,
  ApplicationError,
} from "../../../model/organization-document/account-access.ts";
import { isOffered } from "../../../model/regions.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { paginate } from "../../protocol/paginate.ts";
import { ACCOUNT_ACCESS_SERVICE } from "../../world/account-access.ts";
import { accountRole } from "../iam/account-roles.ts";
import { ACCOUNT_ACCESS_ROLE, serviceLinkedRoles } from "../iam/service-linked-roles.ts";
import type { Call } from "../operation.ts";
import { applicationFor, conflict, denied, invalid, isManagement, mayAdminister } from "./access.ts";

interface CreateInput {
  readonly identitySource: { readonly identityCenter?: { readonly instanceArn: string } };
  readonly tags?: Readonly<Record<string, string>>;
}

interface ApplicationInput {
  readonly applicationArn: string;
}

interface ListInput {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** Rights of the caller that the creation uses (facts AAM22). */
const CREATION_RIGHTS = [
  "sso:CreateApplication",
  "sso:PutApplicationAccessScope",
  "sso:PutApplicationAssignmentConfiguration",
  "sso:PutApplicationAuthenticationMethod",
  "sso:PutApplicationGrant",
];

/** Facts AAM49. */
const MOST_UNFINISHED = 15;

export const applications = {
  CreateApplication: (input: CreateInput, call: Call) => {
    const instanceArn = input.identitySource.identityCenter?.instanceArn ?? "";
    const { world, now } = call;
    const instance = checkedInstance(call, instanceArn);
    const tags = { ...input.tags };
    const existing = [...world.accountAccessApplications].find(({ status }) => status !== "CREATE_FAILED");
    if (existing) return { applicationArn: repeatedArn(existing, tags) };
    if (inProgress(call) >= MOST_UNFINISHED)
      throw new ApiError("ThrottlingException", "Too many asynchronous operations are in progress");
    if (!accountRole(world, call.caller.accountId, ACCOUNT_ACCESS_ROLE))
      serviceLinkedRoles.CreateServiceLinkedRole?.({ AWSServiceName: ACCOUNT_ACCESS_SERVICE }, call);
    const application: AccountAccessApplication = {
      arn: `arn:aws:account-access:${call.region}:${call.caller.accountId}:application/${world.random.hex(16)}`,
      tenantId: `aa-${world.random.hex(9)}`,
      instanceArn: instance.arn,
      status: "CREATE_IN_PROGRESS",
      failsWith: missingRights(call),
      endsAt: new Date(now.getTime() + world.settings.provisioningMilliseconds).toISOString(),
      tags,
      createdAt: now.toISOString(),
      updatedAt: now.toISOString(),
    };
    world.accountAccessApplications.put(application);
    return { applicationArn: application.arn };
  },

  GetApplication: ({ applicationArn }: ApplicationInput, call: Call) => {
    const application = applicationFor(call, "GetApplication", applicationArn);
    const { instanceArn, identityCenterApplicationArn, status, tenantId, tags, error } = application;
    return {
      identitySource: { identityCenter: { instanceArn, applicationArn: identityCenterApplicationArn } },
      status,
      tenantId,
      createdAt: new Date(application.createdAt),
      updatedAt: new Date(application.updatedAt),
      tags,
      error,
    };
  },

  /** Idempotent (facts AAM10): one that is being deleted, or is gone, is answered the same. */
  DeleteApplication: ({ applicationArn }: ApplicationInput, call: Call) => {
    if (!isManagement(call)) throw denied(call, "DeleteApplication", applicationArn);
    const application = call.world.accountAccessApplications.get(applicationArn);
    if (!application || application.status === "DELETE_IN_PROGRESS") return {};
    if (application.status === "CREATE_IN_PROGRESS") throw conflict("The application is being created");
    const endsAt = new Date(call.now.getTime() + call.world.settings.provisioningMilliseconds).toISOString();
    call.world.accountAccessApplications.put({
      ...application,
      status: "DELETE_IN_PROGRESS",
      error: undefined,
      endsAt,
    });
    return {};
  },

  /** Accounts that do not administer see none, and other Regions have none (observed and open: facts AAM, section 9). */
  ListApplications: (input: ListInput, call: Call) => {
    const rows = mayAdminister(call)
      ? [...call.world.accountAccessApplications].filter(({ arn }) => arn.split(":")[3] === call.region)
      : [];
    const { page, nextToken } = paginate(
      rows,
      { defaultSize: 100, maxResults: input.maxResults, nextToken: input.nextToken },
      ["account-access ListApplications", call.caller.accountId],
    );
    const described = page.map(({ arn, tenantId, createdAt, updatedAt }) => ({
      applicationArn: arn,
      tenantId,
      createdAt: new Date(createdAt),
      updatedAt: new Date(updatedAt),
    }));
    return { applications: described, nextToken };
  },
};

/** The organization instance, in its primary Region, asked for by the management account (facts AAM25, AAM26). */
function checkedInstance(call: Call, instanceArn: string) {
  const { world, region } = call;
  if (!isManagement(call)) throw denied(call, "CreateApplication", "*");
  const { instance } = world;
  if (instance?.arn !== instanceArn) throw invalid(`Instance ${instanceArn} was not found`);
  if (instance.kind !== "organization") throw invalid("Account instances of IAM Identity Center are not supported");
  if (region !== instance.primaryRegion)
    throw invalid(`The application must be created in the primary Region of the instance, ${instance.primaryRegion}`);
  // In AWS the service has no endpoint there (facts AAM28).
  if (!isOffered(region)) throw invalid(`Account access manager is not available in ${region}`);
  // That the answer is this error is inferred; the order is documented (facts AAM26).
  if (!world.organization.trustedServices.includes(ACCOUNT_ACCESS_SERVICE))
    throw invalid(`Trusted access for ${ACCOUNT_ACCESS_SERVICE} is not enabled in the organization`);
  return instance;
}

/** Documented: the same parameters return the existing one; clients meet AlreadyCreatedException (facts AAM10). */
function repeatedArn(existing: AccountAccessApplication, tags: Readonly<Record<string, string>>): string {
  if (existing.status === "DELETE_IN_PROGRESS") throw conflict("The application of this instance is being deleted");
  const isSame =
    Object.keys(tags).length === Object.keys(existing.tags).length &&
    Object.entries(tags).every(([key, value]) => existing.tags[key] === value);
  if (isSame) return existing.arn;
  throw new ApiError("AlreadyCreatedException", "An application already exists for this instance");
}

const inProgress = ({ world }: Call): number =>
  [...world.accountAccessApplications].filter(({ status }) => status.endsWith("IN_PROGRESS")).length;

/** That missing rights end in AUTHORIZATION_ERROR is inferred from the model's codes (facts AAM6). */
function missingRights(call: Call): ApplicationError | undefined {
  const message = CREATION_RIGHTS.map((action) => call.mayDo(action, "*")).find((refusal) => refusal !== undefined);
  return message === undefined ? undefined : { code: "AUTHORIZATION_ERROR", message };
}

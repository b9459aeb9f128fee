/** A client of account access manager: the SDK's own parts, because the npm package of this service is not among the dependencies. */
import type { SSOOIDCClient } from "@aws-sdk/client-sso-oidc";
import {
  DATE_TIME,
  type GenericService,
  genericClient,
  LABEL,
  NUMBER,
  queryText,
  senderOf,
  shapesOf,
  TEXT,
} from "./generic-client.ts";

/** Without another endpoint it goes to the dual-stack host (facts AAM3). */
const SERVICE: GenericService = {
  namespace: "com.amazonaws.accountaccess",
  serviceId: "Account Access",
  signingName: "account-access",
  host: (region) => `account-access.${region}.api.aws`,
};
const { structure, list, operation } = shapesOf(SERVICE.namespace);

const identityCenter = structure("IdentityCenterPrincipal", { userId: TEXT, groupId: TEXT }, 4);
const principal = structure("Principal", { identityCenter }, 4);
const granted = structure("PrincipalRole", { principal, roleArn: TEXT, account: TEXT, accountName: TEXT });
const entitlement = structure("EntitlementSummary", { principalRole: granted }, 4);
const row = structure("EntitlementsListMember", { entitlementId: TEXT, entitlement, createdAt: DATE_TIME });
const created = structure(
  "Entitlement",
  { principalRole: structure("PrincipalRoleEntitlement", { principal, roleArn: TEXT }) },
  4,
);
const filtered = structure("PrincipalRoleEntitlementFilter", { principal, roleArn: TEXT, account: TEXT });

const paging = { maxResults: NUMBER, nextToken: TEXT };

/** Paths and members: facts AAM5 and the API model. Only what is used here. */
const OPERATIONS = {
  ListApplications: operation("ListApplications", ["POST", "/applications-list"], {
    input: paging,
    output: {
      applications: list("ApplicationList", structure("ApplicationSummary", { applicationArn: TEXT, tenantId: TEXT })),
      nextToken: TEXT,
    },
  }),
  GetApplication: operation("GetApplication", ["GET", "/applications/{applicationArn}"], {
    input: { applicationArn: LABEL },
    output: { status: TEXT, tenantId: TEXT, error: structure("ErrorDetails", { code: TEXT, message: TEXT }) },
  }),
  ListEntitlements: operation("ListEntitlements", ["POST", "/entitlements-list"], {
    input: {
      applicationArn: TEXT,
      filter: structure("EntitlementFilter", { principalRole: filtered }),
      ...paging,
    },
    output: { entitlements: list("EntitlementsList", row), nextToken: TEXT },
  }),
  CreateEntitlement: operation("CreateEntitlement", ["POST", "/entitlements"], {
    input: { applicationArn: TEXT, entitlement: created },
    output: { entitlementId: TEXT },
  }),
  DeleteEntitlement: operation("DeleteEntitlement", ["DELETE", "/entitlements/{entitlementId}"], {
    input: { applicationArn: queryText("applicationArn"), entitlementId: LABEL },
    output: {},
  }),
} as const;

/** The client, signing as `account-access`. */
export const accountAccessClient = (given: Parameters<typeof genericClient>[1]): Promise<SSOOIDCClient> =>
  genericClient(SERVICE, given);

/** Sends one operation. @throws what the SDK throws for AWS's errors, named as AWS names them */
export const sendAccountAccess = senderOf(SERVICE.namespace, OPERATIONS);

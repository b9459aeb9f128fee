/** What a SCIM client may ask about the service itself (facts 6; RFC 7643, section 5). */
import { ENTERPRISE_SCHEMA, USER_SCHEMA } from "./user-mapping.ts";

const supported = (isSupported: boolean) => ({ supported: isSupported });

export const SERVICE_PROVIDER_CONFIG = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
  documentationUri: "https://docs.aws.amazon.com/singlesignon/latest/developerguide/what-is-scim.html",
  authenticationSchemes: [
    {
      type: "oauthbearertoken",
      name: "OAuth Bearer Token",
      description: "Authentication scheme using the OAuth Bearer Token Standard",
      specUri: "https://www.rfc-editor.org/info/rfc6750",
      primary: true,
    },
  ],
  patch: supported(true),
  bulk: { ...supported(false), maxOperations: 1, maxPayloadSize: 1_048_576 },
  filter: { ...supported(true), maxResults: 100 },
  changePassword: supported(false),
  sort: supported(false),
  etag: supported(false),
};

const list = (Resources: readonly object[]) => ({
  schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
  totalResults: Resources.length,
  itemsPerPage: Resources.length,
  startIndex: 1,
  Resources,
});

export const RESOURCE_TYPES = list([
  {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
    id: "User",
    name: "User",
    endpoint: "/Users",
    schema: USER_SCHEMA,
    schemaExtensions: [{ schema: ENTERPRISE_SCHEMA, required: false }],
  },
  {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
    id: "Group",
    name: "Group",
    endpoint: "/Groups",
    schema: "urn:ietf:params:scim:schemas:core:2.0:Group",
  },
]);

const schema = (id: string, name: string, attributes: readonly string[], required: readonly string[]) => ({
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
  id,
  name,
  attributes: attributes.map((attribute) => ({ name: attribute, required: required.includes(attribute) })),
});

export const SCHEMAS = list([
  schema(
    USER_SCHEMA,
    "User",
    [
      "userName",
      "name",
      "displayName",
      "nickName",
      "profileUrl",
      "title",
      "userType",
      "preferredLanguage",
      "locale",
      "timezone",
      "active",
      "emails",
      "phoneNumbers",
      "addresses",
      "roles",
    ],
    ["userName", "name", "displayName"],
  ),
  schema("urn:ietf:params:scim:schemas:core:2.0:Group", "Group", ["displayName", "members"], ["displayName"]),
  schema(
    ENTERPRISE_SCHEMA,
    "EnterpriseUser",
    ["employeeNumber", "costCenter", "organization", "division", "department", "manager"],
    [],
  ),
]);

/** Drives every service with names and secrets that occur nowhere else, so that a search tells where they end up. */

import { CreateSAMLProviderCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  CreateUserCommand,
  GetGroupIdCommand,
  GetUserIdCommand,
  IdentitystoreClient,
  ListGroupsCommand,
  ListUsersCommand,
  UpdateGroupCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-identitystore";
import { CreateAccountCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { GetRoleCredentialsCommand, ListAccountsCommand, LogoutCommand, SSOClient } from "@aws-sdk/client-sso";
import {
  CreateTokenCommand,
  CreateTokenWithIAMCommand,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from "@aws-sdk/client-sso-oidc";
import { AssumeRoleCommand, AssumeRoleWithSAMLCommand, STSClient } from "@aws-sdk/client-sts";
import type { TestLab } from "./lab.ts";
import { signedIn } from "./person.ts";

const MANAGEMENT = "123456789012";
/** In every name of a person or a group, and in every secret that a client brings. */
export const NAME = "Quidditas";
export const SECRET = "Xanthippe";
export const PASSWORD = `${SECRET}-password`;

const text = (what: string): string => `${NAME}.${what}`;
const secret = (what: string): string => `${SECRET}-${what}`;

const client = (lab: TestLab) => ({
  endpoint: lab.url,
  region: "us-east-1",
  maxAttempts: 1,
  credentials: { accessKeyId: MANAGEMENT, secretAccessKey: secret("key") },
});

/** Refusals are as good as answers here: they are on record, too. */
const tried = <T>(call: Promise<T>): Promise<T | undefined> => call.catch(() => undefined);

export async function plantNames(lab: TestLab): Promise<{ readonly userId: string; readonly groupId: string }> {
  const IdentityStoreId = (await lab.document()).instance?.identityStoreId;
  const store = new IdentitystoreClient(client(lab));
  const person = {
    IdentityStoreId,
    UserName: text("user"),
    DisplayName: text("shown"),
    Name: { GivenName: text("given"), FamilyName: text("family") },
    Emails: [{ Value: `${NAME}@example.com`, Type: "work", Primary: true }],
    Extensions: { "aws:identitystore:enterprise": { division: text("division") } },
  };
  const { UserId = "" } = await store.send(new CreateUserCommand(person));
  await tried(store.send(new CreateUserCommand(person)));
  const group = { IdentityStoreId, DisplayName: text("group"), Description: text("description") };
  const { GroupId = "" } = await store.send(new CreateGroupCommand(group));
  await store.send(new CreateGroupMembershipCommand({ IdentityStoreId, GroupId, MemberId: { UserId } }));
  const updates: readonly [string, unknown][] = [
    ["displayName", text("changed")],
    ["emails", [{ value: `${NAME}@example.org` }]],
    ["name", { givenName: text("nested") }],
  ];
  for (const [AttributePath, AttributeValue] of updates) {
    const Operations = [{ AttributePath, AttributeValue: AttributeValue as string }];
    await tried(store.send(new UpdateUserCommand({ IdentityStoreId, UserId, Operations })));
    await tried(store.send(new UpdateGroupCommand({ IdentityStoreId, GroupId, Operations })));
  }
  for (const [AttributePath, AttributeValue] of [
    ["userName", text("user")],
    ["displayName", text("nobody")],
  ] as const) {
    const AlternateIdentifier = { UniqueAttribute: { AttributePath, AttributeValue } };
    await tried(store.send(new GetUserIdCommand({ IdentityStoreId, AlternateIdentifier })));
    await tried(store.send(new GetGroupIdCommand({ IdentityStoreId, AlternateIdentifier })));
    const Filters = [{ AttributePath, AttributeValue }];
    await tried(store.send(new ListUsersCommand({ IdentityStoreId, Filters })));
    await tried(store.send(new ListGroupsCommand({ IdentityStoreId, Filters })));
  }
  const account = new CreateAccountCommand({ AccountName: text("account"), Email: `${NAME}@example.net` });
  await new OrganizationsClient(client(lab)).send(account);
  return { userId: UserId, groupId: GroupId };
}

/** @returns the bearer token, which is a secret */
export async function plantThroughScim(
  lab: TestLab,
  { userId, groupId }: { readonly userId: string; readonly groupId: string },
): Promise<string> {
  const { endpoint, accessToken } = (await (
    await fetch(`${lab.url}/_lab/scim/tokens`, { method: "POST" })
  ).json()) as Record<"endpoint" | "accessToken", string>;
  const scim = async (method: string, path: string, body?: unknown, bearer = accessToken): Promise<void> => {
    const headers = { authorization: `Bearer ${bearer}` };
    await fetch(`${endpoint}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  };
  const patch = (path: string, ...Operations: object[]) => scim("PATCH", path, { Operations });
  const name = { givenName: text("given"), familyName: text("family") };
  await scim("POST", "Users", { userName: text("scim"), displayName: text("scim"), name, externalId: text("id") });
  await scim("POST", "Users", { userName: text("scim2"), password: PASSWORD, schemas: [text("schema")] });
  await scim("PUT", `Users/${userId}`, { userName: `${NAME}<`, displayName: text("put"), name });
  await scim("DELETE", `Users/${text("user")}`);
  await scim("DELETE", text("resource"));
  for (const path of ["displayName", "title", `emails[value eq "${NAME}@example.com"].value`, `${NAME}@example.com`]) {
    await patch(`Users/${userId}`, { op: "replace", path, value: text("patched") });
    await patch(`Groups/${groupId}`, { op: "replace", path, value: text("patched") });
  }
  await patch(`Groups/${groupId}`, { op: text("op"), path: "members", value: text("member") });
  await patch(`Groups/${groupId}`, { op: "remove", path: `members[value eq "${userId}"]` });
  await patch(`Groups/${groupId}`, { op: "add", path: "members", value: [{ value: userId, display: text("member") }] });
  for (const attribute of ["userName", "displayName", "nickName"])
    for (const kind of ["Users", "Groups"])
      await scim("GET", `${kind}?filter=${encodeURIComponent(`${attribute} eq "${text("user")}"`)}`);
  await scim("GET", "Users", undefined, secret("scim"));
  // The token where the tenant's id belongs: a mistake that people make when they paste.
  await fetch(`${lab.url}/${accessToken}/scim/v2/Users`, { headers: { authorization: `Bearer ${accessToken}` } });
  return accessToken;
}

/** @returns the secrets that the lab made */
export async function plantSecrets(lab: TestLab, userName: string, account: string): Promise<readonly string[]> {
  const oidc = new SSOOIDCClient(client(lab));
  const registered = { clientName: "probe", clientType: "public", scopes: ["sso:account:access"] };
  const redirect = `http://evil.example.com/?code=${secret("code")}&state=1#access_token=${secret("token")}`;
  await tried(oidc.send(new RegisterClientCommand({ ...registered, redirectUris: [redirect] })));
  const { clientId, clientSecret = "" } = await oidc.send(new RegisterClientCommand(registered));
  const startUrl = `${lab.url}/start`;
  const device = await oidc.send(new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl }));
  const { deviceCode = "", userCode = "" } = device;
  const token = (input: object) =>
    oidc.send(new CreateTokenCommand({ clientId, clientSecret, grantType: "authorization_code", ...input }));
  const polled = { grantType: "urn:ietf:params:oauth:grant-type:device_code", deviceCode };
  await tried(token(polled));
  await tried(token({ code: secret("code"), codeVerifier: secret("verifier"), redirectUri: redirect }));
  await tried(token({ grantType: "refresh_token", refreshToken: secret("refresh") }));
  await tried(token({ clientSecret: secret("client") }));
  await (await signedIn(lab, userName, PASSWORD)).submit("/device", { user_code: userCode, decision: "allow" });
  await signedIn(lab, userName, secret("wrong"));
  await signedIn(lab, PASSWORD, PASSWORD);
  const { accessToken = "", refreshToken = "" } = await token(polled);
  await tried(
    oidc.send(
      new CreateTokenWithIAMCommand({
        clientId: `arn:aws:sso::${MANAGEMENT}:application/ssoins-1234567890abcdef/apl-1234567890abcdef`,
        grantType: "urn:ietf:params:oauth:grant-type:jwt-bearer",
        assertion: secret("assertion"),
        subjectToken: secret("subject"),
      }),
    ),
  );
  const portal = new SSOClient(client(lab));
  await portal.send(new ListAccountsCommand({ accessToken }));
  const taken = { accessToken, accountId: account, roleName: "Reader" };
  const { roleCredentials } = await portal.send(new GetRoleCredentialsCommand(taken));
  await portal.send(new LogoutCommand({ accessToken }));
  await tried(portal.send(new ListAccountsCommand({ accessToken: secret("portal") })));
  const keys = await plantInSts(lab, account);
  const { secretAccessKey = "", sessionToken = "" } = roleCredentials ?? {};
  const made = [clientSecret, deviceCode, userCode, accessToken, refreshToken, secretAccessKey, sessionToken, ...keys];
  if (made.includes("")) throw new Error("a secret is missing, so nothing would be searched for");
  return made;
}

async function plantInSts(lab: TestLab, account: string): Promise<readonly string[]> {
  const sts = new STSClient(client(lab));
  const taken = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`,
      RoleSessionName: "session",
      SerialNumber: `arn:aws:iam::${MANAGEMENT}:mfa/device`,
      TokenCode: "870413",
    }),
  );
  await tried(
    sts.send(
      new AssumeRoleWithSAMLCommand({
        RoleArn: `arn:aws:iam::${account}:role/federated`,
        PrincipalArn: `arn:aws:iam::${account}:saml-provider/corp`,
        SAMLAssertion: secret("assertion"),
      }),
    ),
  );
  const provider = { Name: "corp", SAMLMetadataDocument: "x".repeat(1000), AddPrivateKey: secret("private") };
  await tried(new IAMClient(client(lab)).send(new CreateSAMLProviderCommand(provider)));
  return [taken.Credentials?.SecretAccessKey ?? "", taken.Credentials?.SessionToken ?? ""];
}

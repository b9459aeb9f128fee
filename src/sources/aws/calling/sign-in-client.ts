/** A client of Sign-In: the SDK's own parts, because the npm package of this service is not among the dependencies. */
import type { SSOOIDCClient } from "@aws-sdk/client-sso-oidc";
import { BOOLEAN, DOCUMENT, type GenericService, genericClient, senderOf, shapesOf, TEXT } from "./generic-client.ts";

/** Without another endpoint it goes to the host of the control plane (API model of signin, endpoint rules; facts N19). */
const SERVICE: GenericService = {
  namespace: "com.amazonaws.signin",
  serviceId: "Signin",
  signingName: "signin",
  host: (region) => `signin.${region}.api.aws`,
};
const { operation } = shapesOf(SERVICE.namespace);

/** Paths and members: API model of signin, 2023-01-01. Only what is used here. */
const OPERATIONS = {
  GetConsoleAuthorizationConfiguration: operation(
    "GetConsoleAuthorizationConfiguration",
    ["POST", "/get-console-authorization-configuration"],
    { input: { targetId: TEXT }, output: { targetId: TEXT, scope: TEXT, consoleAuthorizationEnabled: BOOLEAN } },
  ),
  // As it comes: the model and the API reference write the members of the policy in different case.
  GetResourcePolicy: operation("GetResourcePolicy", ["POST", "/get-resource-policy"], {
    input: {},
    output: { signinResourceBasedPolicy: DOCUMENT },
  }),
} as const;

/** The client, signing as `signin`. */
export const signInClient = (given: Parameters<typeof genericClient>[1]): Promise<SSOOIDCClient> =>
  genericClient(SERVICE, given);

/** Sends one operation. @throws what the SDK throws for AWS's errors, named as AWS names them */
export const sendSignIn = senderOf(SERVICE.namespace, OPERATIONS);

/** sso-oidc: clients, device authorization, authorization codes and tokens (facts 4.3). */
import type { Operations } from "../operation.ts";
import { clients } from "./clients.ts";
import { tokens } from "./tokens.ts";
import { tokensWithIam } from "./tokens-with-iam.ts";

export const ssoOidc: Operations = { ...clients, ...tokens, ...tokensWithIam } as Operations;

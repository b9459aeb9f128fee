/** sso-oidc: clients, device authorization, authorization codes and tokens (facts 4.3). */
import type { Operations } from "../operation.ts";

export const ssoOidc: Operations = {};

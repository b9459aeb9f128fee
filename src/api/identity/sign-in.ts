/** How the server knows who asks. */
import type { Identity } from "../../model/roles.ts";

export interface SignIn {
  /** Undefined: nobody that is known. */
  readonly identify: (headers: Headers) => Promise<Identity | undefined>;
}

/** On loopback without sign-in: whoever can connect is the person at this machine, who may do everything. */
export const localSignIn: SignIn = {
  identify: () => Promise.resolve({ name: "local user", grants: [{ role: "approver", organization: null }] }),
};

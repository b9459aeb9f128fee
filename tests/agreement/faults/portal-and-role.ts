/** Faults behind a complete grant: an old portal, a role that is gone, that nobody may assume, or that has another name now. */
import { documentOf } from "../organization.ts";
import { changeIam, changeRole, type InjectedFault, request } from "./fault.ts";

export const PORTAL_AND_ROLE_FAULTS: readonly InjectedFault[] = [
  {
    name: "portal-not-refreshed",
    inject: (draft) => {
      const { asked } = draft;
      const createdAt = "2026-03-01T11:50:00Z";
      request(draft, { kind: "create-assignment", status: "SUCCEEDED", createdAt, user: asked.user });
      draft.portalSessions.push({ user: asked.user, refreshedAt: "2026-03-01T11:35:00Z" });
      asked.hasPortalOpen = true;
    },
  },
  { name: "role-missing", inject: (draft) => changeRole(draft, { isRolePresent: false }) },
  {
    name: "saml-provider-missing",
    inject: (draft) => changeIam(draft, { identityCenterSamlProvider: "missing" }),
  },
  {
    // Facts E4: the last assignment went and came again.
    name: "role-renamed",
    inject: (draft) => {
      draft.asked.before = structuredClone(documentOf(draft));
      changeRole(draft, { roleName: `AWSReservedSSO_${draft.asked.permissionSet}_2222222222222222` });
    },
  },
];

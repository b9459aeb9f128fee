/** The world as an organization document: what `GET /_lab/document` answers. Tokens and keys are never part of it. */
import {
  type Fault,
  ORGANIZATION_DOCUMENT_SCHEMA,
  type OrganizationDocument,
} from "../../model/organization-document/document.ts";
import type { World } from "./world.ts";
import { writtenEvent } from "./written-event.ts";

export function documentOf(world: World, faults: readonly Fault[] = []): OrganizationDocument {
  return {
    schema: ORGANIZATION_DOCUMENT_SCHEMA,
    takenAt: world.clock.now().toISOString(),
    organization: world.organization,
    instance: world.instance,
    organizationalUnits: [...world.organizationalUnits],
    policies: [...world.policies],
    accounts: [...world.accounts],
    users: [...world.users],
    groups: [...world.groups],
    memberships: [...world.memberships],
    permissionSets: [...world.permissionSets],
    assignments: [...world.assignments],
    provisionedRoles: [...world.roles],
    requests: [...world.requests],
    scimTokens: [...world.scimTokens],
    events: [...world.events].map(writtenEvent),
    applications: [...world.applications],
    trustedTokenIssuers: [...world.trustedTokenIssuers],
    accountAccessApplications: [...world.accountAccessApplications],
    entitlements: [...world.entitlements],
    portalSessions: [...world.signIns].map(({ user, refreshedAt, listing }) => ({
      userId: user.id,
      refreshedAt: new Date(refreshedAt).toISOString(),
      sees: listing,
    })),
    faults: [...faults],
    lab: world.settings,
  };
}

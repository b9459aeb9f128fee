/** Changes of accounts and organizational units. */
import {
  CloseAccountCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  DeleteOrganizationalUnitCommand,
  MoveAccountCommand,
  RemoveAccountFromOrganizationCommand,
  UpdateOrganizationalUnitCommand,
} from "@aws-sdk/client-organizations";
import type { ChangingWorld } from "./world.ts";

/** Closed and left accounts are no targets of later changes. */
function gone(world: ChangingWorld): string | undefined {
  const AccountId = world.one(world.accounts.filter((id) => id !== world.management));
  if (AccountId === undefined || world.accounts.length < 5) return undefined;
  world.accounts.splice(world.accounts.indexOf(AccountId), 1);
  return AccountId;
}

/** Each answers whether it could find something to change. */
export const accountChanges: Readonly<Record<string, (world: ChangingWorld) => Promise<boolean>>> = {
  createAccount: async (world) => {
    const n = world.fresh();
    await world.organizations.send(
      new CreateAccountCommand({ AccountName: `new-${n}`, Email: `account-${n}@example.com` }),
    );
    return true;
  },
  closeAccount: async (world) => {
    const AccountId = gone(world);
    if (!AccountId) return false;
    await world.organizations.send(new CloseAccountCommand({ AccountId }));
    return true;
  },
  removeAccount: async (world) => {
    const AccountId = gone(world);
    if (!AccountId) return false;
    await world.organizations.send(new RemoveAccountFromOrganizationCommand({ AccountId }));
    return true;
  },
  moveAccount: async (world) => {
    const AccountId = world.one(world.accounts);
    const SourceParentId = world.parents.get(AccountId ?? "");
    const DestinationParentId = world.one([world.root, ...world.units].filter((id) => id !== SourceParentId));
    if (!AccountId || !SourceParentId || !DestinationParentId) return false;
    await world.organizations.send(new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId }));
    world.parents.set(AccountId, DestinationParentId);
    return true;
  },
  createUnit: async (world) => {
    const ParentId = world.one([world.root, ...world.units]);
    const Name = `unit-${world.fresh()}`;
    const { OrganizationalUnit } = await world.organizations.send(
      new CreateOrganizationalUnitCommand({ ParentId, Name }),
    );
    world.units.push(OrganizationalUnit?.Id ?? "");
    return true;
  },
  renameUnit: async (world) => {
    const OrganizationalUnitId = world.one(world.units);
    if (!OrganizationalUnitId) return false;
    const Name = `renamed-unit-${world.fresh()}`;
    await world.organizations.send(new UpdateOrganizationalUnitCommand({ OrganizationalUnitId, Name }));
    return true;
  },
  deleteUnit: async (world) => {
    const OrganizationalUnitId = world.one(world.units);
    if (!OrganizationalUnitId) return false;
    await world.organizations.send(new DeleteOrganizationalUnitCommand({ OrganizationalUnitId }));
    world.units.splice(world.units.indexOf(OrganizationalUnitId), 1);
    return true;
  },
};

/** "It worked on Monday": what of a grant is not as the snapshot from before has it. Pure. */
import type { SetContentFacts } from "../../facts/grant/additional-facts.ts";
import type { GrantFacts } from "../../facts/grant/grant-facts.ts";
import type { ChangeSince, GrantSince } from "../../model/diagnosis.ts";
import { knownValue } from "../../model/reading.ts";
import { listed } from "../path/names.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";
import { reachingPrincipals } from "./reach.ts";

/** Undefined where no snapshot was given. What one of the two sides does not know is not compared. */
export function changesSince({ facts }: WalkedGrant): GrantSince | undefined {
  const { before } = facts.additional;
  if (before.state !== "known") return undefined;
  const then = before.value;
  return {
    account: facts.accountId,
    permissionSet: knownValue(facts.permissionSet)?.name ?? facts.question.permissionSet,
    snapshotAt: then?.at ?? null,
    changes: then ? comparisons.flatMap((compare) => compare(then, facts)) : [],
  };
}

type Compare = (then: GrantFacts, now: GrantFacts) => readonly ChangeSince[];

/** Compares one fact where both sides know it. */
function both<T>(
  read: (facts: GrantFacts) => T | undefined,
  compare: (then: T, now: T) => ChangeSince | undefined,
): Compare {
  return (then, now) => {
    const [was, is] = [read(then), read(now)];
    const change = was === undefined || is === undefined ? undefined : compare(was, is);
    return change ? [change] : [];
  };
}

const user = both(
  (facts) => knownValue(facts.user),
  (then, now) => {
    if (then === null || now === null)
      return then === now
        ? undefined
        : now === null
          ? { what: "user-gone", summary: `The user ${then?.userName} (${then?.id}) was there and is gone.` }
          : { what: "user-new", summary: `The user ${now.userName} (${now.id}) is new.` };
    if (then.id !== now.id)
      return { what: "user-recreated", summary: `${now.userName} was ${then.id} and is ${now.id}: another record.` };
    if (then.status !== now.status)
      return { what: "user-status", summary: `${now.userName} was ${then.status} and is ${now.status}.` };
    return then.userName === now.userName
      ? undefined
      : { what: "user-renamed", summary: `${now.id} was called ${then.userName} and is called ${now.userName}.` };
  },
);

const account = both(
  (facts) => knownValue(facts.account),
  (then, now) => {
    const was = then?.state ?? "not in the organization";
    const is = now?.state ?? "not in the organization";
    return was === is
      ? undefined
      : { what: "account-state", summary: `The account ${(now ?? then)?.name} was ${was} and is ${is}.` };
  },
);

const permissionSet = both(
  (facts) => knownValue(facts.permissionSet),
  (then, now) => {
    if (then?.arn === now?.arn) return undefined;
    if (!now) return { what: "set-gone", summary: `The permission set ${then?.name} (${then?.arn}) is gone.` };
    if (!then) return { what: "set-new", summary: `The permission set ${now.name} (${now.arn}) is new.` };
    return {
      what: "set-recreated",
      summary: `${now.name} is another set of that name (${now.arn}), no longer the old one (${then.arn}).`,
    };
  },
);

/** The principals through which the grant reached the user, and those through which it does now. */
const assignments: Compare = (then, now) => {
  const [was, is] = [knownValue(then.attached), knownValue(now.attached)];
  if (!was || !is) return [];
  const lacks = (rows: typeof was, id: string) => rows.every(({ principal }) => principal.id !== id);
  const gone = reachingPrincipals(then).filter(({ id }) => lacks(is, id));
  const made = reachingPrincipals(now).filter(({ id }) => lacks(was, id));
  return [
    ...gone.map(
      ({ type, id, name }): ChangeSince => ({
        what: "assignment-gone",
        summary: `The assignment to ${type.toLowerCase()} ${name} (${id}) was there and is gone.`,
      }),
    ),
    ...made.map(
      ({ type, id, name }): ChangeSince => ({
        what: "assignment-new",
        summary: `The assignment to ${type.toLowerCase()} ${name} (${id}) is new.`,
      }),
    ),
  ];
};

/** Groups that are attached on both sides, and in which the user is on one of them only. */
const memberships: Compare = (then, now) => {
  const [was, is] = [knownValue(then.groupIds), knownValue(now.groupIds)];
  const attached = [...reachingPrincipals(then), ...reachingPrincipals(now)].filter(({ type }) => type === "GROUP");
  if (!was || !is) return [];
  return [...new Map(attached.map((group) => [group.id, group])).values()].flatMap(({ id, name }): ChangeSince[] => {
    const [wasIn, isIn] = [was.some((one) => one === id), is.some((one) => one === id)];
    if (wasIn === isIn) return [];
    return wasIn
      ? [{ what: "member-gone", summary: `The user was a member of ${name} (${id}) and is not any more.` }]
      : [{ what: "member-new", summary: `The user is a member of ${name} (${id}) since then.` }];
  });
};

const provisioning = both(
  (facts) => knownValue(facts.freshness),
  (then, now) =>
    then === now ? undefined : { what: "provisioning", summary: `The set was ${then} in the account and is ${now}.` },
);

const role = both(
  (facts) => knownValue(facts.role),
  (then, now) => {
    if (then?.roleName === now?.roleName) return undefined;
    if (!now) return { what: "role-gone", summary: `The role ${then?.roleName} is gone.` };
    return then
      ? { what: "role-renamed", summary: `The role was ${then.roleName} and is ${now.roleName}.` }
      : { what: "role-new", summary: `The role ${now.roleName} is new.` };
  },
);

const content = both(
  (facts) => knownValue(facts.additional.content),
  (then, now) => {
    const [was, is] = [policiesOf(then), policiesOf(now)];
    const parts = [
      ...is.filter((policy) => !was.includes(policy)).map((policy) => `${policy} was added`),
      ...was.filter((policy) => !is.includes(policy)).map((policy) => `${policy} was taken out`),
      ...(then.inlinePolicy === now.inlinePolicy ? [] : ["the inline policy is another"]),
      ...(boundaryOf(then) === boundaryOf(now)
        ? []
        : [`the boundary was ${boundaryOf(then)} and is ${boundaryOf(now)}`]),
    ];
    return parts.length === 0
      ? undefined
      : { what: "content-changed", summary: `The content of the permission set changed: ${listed(parts)}.` };
  },
);

const policiesOf = ({ managedPolicyArns, customerManagedPolicies }: SetContentFacts): readonly string[] => [
  ...managedPolicyArns,
  ...customerManagedPolicies.map(({ path, name }) => `${path}${name}`),
];

function boundaryOf({ boundary }: SetContentFacts): string {
  if (boundary === null) return "none";
  return boundary.kind === "aws-managed" ? boundary.arn : `${boundary.reference.path}${boundary.reference.name}`;
}

/** In the order of the access path. */
const comparisons: readonly Compare[] = [
  user,
  memberships,
  assignments,
  permissionSet,
  content,
  provisioning,
  account,
  role,
];

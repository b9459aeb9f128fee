/** identitystore: users, with what tells them apart: names, address, department. Other attributes are not kept. */
import type { UserFacts } from "../../facts/grant/user-facts.ts";
import { type IdentityStoreId, parseUserId, type UserId } from "../../model/ids.ts";
import { departmentIn, ENTERPRISE } from "../../model/names/name-index.ts";
import { LARGEST_PAGE } from "../../model/quotas.ts";
import { mapReading, type Reading } from "../../model/reading.ts";
import type { ReadOptions } from "../reader.ts";
import { type CallContext, call, callPages, type Rows } from "./calling/call.ts";
import { fromAnswer } from "./from-answer.ts";

const service = "identitystore";
const ABSENT = ["ResourceNotFoundException"];
/** Told only to who asks for it (API model of identitystore, `Extensions`). */
const Extensions = [ENTERPRISE];

interface AttributeValue extends ReadOptions {
  readonly path: "userName" | "emails.value";
  readonly value: string;
}

/** By `userName` or `emails.value`, the two attributes that AWS looks up (facts 2.0). */
export async function userIdBy(
  calling: CallContext,
  storeId: IdentityStoreId,
  { path, value, ...options }: AttributeValue,
): Promise<Reading<UserId | null>> {
  const region = calling.homeRegion();
  const answer = await call(calling, {
    service,
    operation: "GetUserId",
    ...options,
    region,
    input: { IdentityStoreId: storeId, AttributePath: path, AttributeValue: value },
    send: async (abortSignal) => {
      const { GetUserIdCommand } = await import("@aws-sdk/client-identitystore");
      const AlternateIdentifier = { UniqueAttribute: { AttributePath: path, AttributeValue: value } };
      return (await calling.clients.identitystore(region)).send(
        new GetUserIdCommand({ IdentityStoreId: storeId, AlternateIdentifier }),
        { abortSignal },
      );
    },
    matters: ({ UserId }) => ({ UserId }),
    absent: ABSENT,
  });
  return mapReading(answer, (found) => found && fromAnswer(parseUserId(found.UserId ?? "")));
}

/** A user as identitystore lists and describes it. */
export interface SdkUser {
  readonly UserId?: string | undefined;
  readonly UserName?: string | undefined;
  readonly DisplayName?: string | undefined;
  readonly UserStatus?: string | undefined;
  readonly Emails?: readonly { readonly Value?: string | undefined }[] | undefined;
  readonly ExternalIds?: readonly { readonly Id?: string | undefined }[] | undefined;
  readonly Name?: { readonly GivenName?: string | undefined; readonly FamilyName?: string | undefined } | undefined;
  readonly Extensions?: unknown;
  readonly CreatedAt?: Date | undefined;
  readonly UpdatedAt?: Date | undefined;
}

function userFacts(user: SdkUser): UserFacts {
  return {
    id: fromAnswer(parseUserId(user.UserId ?? "")),
    userName: user.UserName ?? "",
    displayName: user.DisplayName ?? "",
    givenName: user.Name?.GivenName,
    familyName: user.Name?.FamilyName,
    department: departmentIn(user.Extensions),
    email: user.Emails?.[0]?.Value,
    // A store that tells no status has no disabled users (facts A7: DISABLED is told).
    status: user.UserStatus === "DISABLED" ? "DISABLED" : "ENABLED",
    isExternallyOwned: (user.ExternalIds?.length ?? 0) > 0,
    createdAt: user.CreatedAt?.toISOString(),
  };
}

export async function describeUser(
  calling: CallContext,
  storeId: IdentityStoreId,
  userId: UserId,
  options: ReadOptions = {},
): Promise<Reading<UserFacts | null>> {
  return mapReading(await describeUserRow(calling, storeId, userId, options), (user) => user && userFacts(user));
}

/** Null: no such user. */
export async function describeUserRow(
  calling: CallContext,
  storeId: IdentityStoreId,
  userId: UserId,
  options: ReadOptions = {},
): Promise<Reading<SdkUser | null>> {
  const region = calling.homeRegion();
  return call(calling, {
    service,
    operation: "DescribeUser",
    region,
    ...options,
    input: { IdentityStoreId: storeId, UserId: userId, Extensions },
    send: async (abortSignal) => {
      const { DescribeUserCommand } = await import("@aws-sdk/client-identitystore");
      return (await calling.clients.identitystore(region)).send(
        new DescribeUserCommand({ IdentityStoreId: storeId, UserId: userId, Extensions }),
        { abortSignal },
      );
    },
    matters: ({ UserName, DisplayName, UserStatus }) => ({ UserName, DisplayName, UserStatus }),
    absent: ABSENT,
  });
}

interface UsersWanted extends ReadOptions {
  readonly limit: number;
}

/** At most `limit` users: a page may hold more than were asked for. */
export async function listUsers(calling: CallContext, storeId: IdentityStoreId, { limit, ...options }: UsersWanted) {
  return mapReading(await listUserRows(calling, storeId, { limit, ...options }), ({ rows, isComplete }) => ({
    users: rows.slice(0, limit).map(userFacts),
    isComplete: isComplete && rows.length <= limit,
  }));
}

/** Without a limit: all of them. */
export async function listUserRows(
  calling: CallContext,
  storeId: IdentityStoreId,
  { limit, ...options }: Partial<UsersWanted> = {},
): Promise<Reading<Rows<SdkUser>>> {
  const region = calling.homeRegion();
  const answer = await callPages(calling, {
    service,
    operation: "ListUsers",
    region,
    ...options,
    input: { IdentityStoreId: storeId, Extensions },
    send: async (NextToken, abortSignal) => {
      const { ListUsersCommand } = await import("@aws-sdk/client-identitystore");
      return (await calling.clients.identitystore(region)).send(
        new ListUsersCommand({ IdentityStoreId: storeId, MaxResults: LARGEST_PAGE, NextToken, Extensions }),
        { abortSignal },
      );
    },
    rows: ({ Users }): readonly SdkUser[] => Users ?? [],
    next: ({ NextToken }) => NextToken,
    matters: ({ Users }) => ({ users: Users?.length ?? 0 }),
    ...(limit === undefined ? {} : { enough: limit }),
  });
  return mapReading(answer, (found) => found ?? { rows: [], isComplete: true });
}

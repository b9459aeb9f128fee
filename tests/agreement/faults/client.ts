/** Faults of the user's own side: a profile that asks for something else, a sign-in of another portal or under another name. */
import type { AskedClient, KeptToken } from "../asked.ts";
import { type Draft, MANAGEMENT, userId } from "../organization.ts";
import { askedUser, changeUser, EARLIER, type InjectedFault } from "./fault.ts";

const portalOf = (directory = ""): string => `https://${directory}.awsapps.com/start`;
const OTHER_DIRECTORY = portalOf("d-1111111111");

/** A profile that says what is true of the asked grant. */
export function rightClient({ asked, instance }: Draft, seed: number): AskedClient {
  return {
    ssoRegion: instance.primaryRegion,
    startUrl: portalOf(instance.identityStoreId),
    accountId: asked.account,
    roleName: asked.permissionSet,
    isNamed: seed % 2 === 0,
  };
}

export const goodToken = ({ instance }: Draft): KeptToken => ({
  startUrl: portalOf(instance.identityStoreId),
  state: "good",
});

/** The profile with one thing wrong; what is wrong already stays wrong. */
function spoil(draft: Draft, seed: number, change: Partial<AskedClient>): void {
  draft.asked.client = { ...(draft.asked.client ?? rightClient(draft, seed)), ...change };
}

/** One digit is mistyped, or two neighbours are swapped. */
function slip(accountId: string, seed: number): string {
  const at = 1 + (seed % 10);
  const [one = "", other = ""] = accountId.slice(at, at + 2);
  const wrong = one === other ? [String((Number(one) + 1) % 10), other] : [other, one];
  return accountId.slice(0, at) + wrong.join("") + accountId.slice(at + 2);
}

const otherLetters = (name: string): string => (name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase());

const PROFILES: readonly InjectedFault[] = [
  {
    name: "wrong-region-or-start-url",
    inject: (draft, seed) => {
      const wrongs: readonly Partial<AskedClient>[] = [
        { ssoRegion: "eu-west-3" },
        { startUrl: OTHER_DIRECTORY },
        { regionInProfile: "ap-southeast-2" },
        { hasNoSession: true },
      ];
      spoil(draft, seed, wrongs[seed % wrongs.length] ?? {});
    },
  },
  {
    name: "wrong-account-id",
    inject: (draft, seed) => {
      const { account } = draft.asked;
      if (seed % 3 === 0) spoil(draft, seed, { accountId: "999900001111", isNamed: true });
      else spoil(draft, seed, { accountId: slip(account, seed) });
    },
  },
  {
    // Facts C1: the portal knows a grant by the set's name, letter by letter.
    name: "wrong-role-name",
    inject: (draft, seed) => {
      const { permissionSet } = draft.asked;
      const wrongs: readonly Partial<AskedClient>[] = [
        { roleName: `AWSReservedSSO_${permissionSet}_0123456789abcdef` },
        { roleName: otherLetters(permissionSet) },
        { roleName: "NoSuchSet", isNamed: true },
      ];
      spoil(draft, seed, wrongs[seed % wrongs.length] ?? {});
    },
  },
];

const FIRST_PAGE = 100;

const LISTS: readonly InjectedFault[] = [
  {
    // Facts A16: the token is kept under the session's name, whatever start URL the session had then.
    name: "client-list-truncated",
    inject: (draft, seed) => spoil(draft, seed, { kept: { startUrl: OTHER_DIRECTORY, state: "good" } }),
  },
  {
    name: "client-list-truncated",
    rarity: 20,
    inject: (draft) => {
      const { user, permissionSet } = draft.asked;
      const many = Array.from({ length: FIRST_PAGE }, (_, at) => String(333300000000 + at));
      draft.accounts.push(...many.map((id) => ({ id, name: `team-${id.slice(8)}` })));
      draft.assignments.unshift(...many.map((account) => ({ account, permissionSet, user })));
      draft.provisionedRoles.push(...many.map((account) => ({ account, permissionSet })));
      draft.portalSessions.push({ user, refreshedAt: EARLIER });
      draft.asked.hasPortalOpen = true;
    },
  },
];

const ADDRESS = "first.last@example.com";

/** A sign-in that the identity provider began with another name (facts A8). */
const refusedSignIn = (UserName: string) => ({
  eventVersion: "1.08",
  userIdentity: { type: "Unknown", accountId: MANAGEMENT },
  eventTime: EARLIER,
  eventSource: "signin.amazonaws.com",
  eventName: "ExternalIdPDirectoryLogin",
  awsRegion: "us-east-1",
  errorCode: "Failure",
  additionalEventData: { CredentialType: "EXTERNAL_IDP", UserName },
  serviceEventDetails: { ExternalIdPDirectoryLogin: "Failure" },
  eventType: "AwsServiceEvent",
  readOnly: false,
  recipientAccountId: MANAGEMENT,
});

const ENDS = ["over", "revoked", "missing"] as const;

const SIGN_INS: readonly InjectedFault[] = [
  {
    name: "session-ended",
    inject: (draft, seed) =>
      spoil(draft, seed, { kept: { ...goodToken(draft), state: ENDS[seed % ENDS.length] ?? "over" } }),
  },
  {
    // The provider sends the address: nobody has that name, or a second record has it.
    name: "sign-in-name-mismatch",
    inject: (draft, seed) => {
      const own = askedUser(draft);
      if (!own || own.email !== undefined) return;
      draft.instance.identitySource = "external";
      changeUser(draft, { email: ADDRESS, externalId: own.externalId ?? "00ux" });
      draft.asked.signsInAs = ADDRESS;
      if (seed % 2 === 0) draft.events.push(refusedSignIn(ADDRESS));
      else draft.users.push({ id: userId(7002), userName: ADDRESS, displayName: "First Last" });
    },
  },
];

export const CLIENT_FAULTS: readonly InjectedFault[] = [...PROFILES, ...LISTS, ...SIGN_INS];

/** `~/.aws/config` as the aws CLI would have written it (facts 4.4). */
export function configOf(client: AskedClient): string {
  const { ssoRegion, startUrl, accountId, roleName, regionInProfile, hasNoSession } = client;
  const session = [
    "[sso-session corp]",
    `sso_region = ${ssoRegion}`,
    `sso_start_url = ${startUrl}`,
    "sso_registration_scopes = sso:account:access",
    "",
  ];
  const profile = [
    "[profile work]",
    "sso_session = corp",
    `sso_account_id = ${accountId}`,
    `sso_role_name = ${roleName}`,
    ...(regionInProfile === undefined ? [] : [`sso_region = ${regionInProfile}`]),
    "region = eu-west-1",
    "",
  ];
  return [...(hasNoSession ? [] : session), ...profile].join("\n");
}

/** The aws configuration file as its profiles for Identity Center. The text is somebody's: nothing in it is trusted, and nothing is run. */
import type { ProfileMistake, RoleHop, SsoProfile } from "../../facts/grant/additional-facts.ts";

/** Longer values are no start URL, Region, account or role; nothing of them is kept. */
const LONGEST_VALUE = 2048;
/** Profiles that stand behind each other; the SDKs refuse circles. */
const LONGEST_CHAIN = 10;

type Section = ReadonlyMap<string, string>;
type Sections = ReadonlyMap<string, Section>;

/** A profile under the name by which it is used: its own, or that of a profile which has it as its source. */
export interface UsedProfile {
  readonly usedAs: string;
  readonly profile: SsoProfile;
}

/** The profiles with `sso_` settings, in the order of the file; of two with one name the later values win, as in the aws CLI. */
export const parseAwsConfig = (text: string): readonly SsoProfile[] =>
  usedProfiles(text).flatMap(({ profile }) => (profile.hops === undefined ? [profile] : []));

/** The same, and the profiles that assume a role with the session of one of them. */
export function usedProfiles(text: string): readonly UsedProfile[] {
  const sections = readSections(text);
  return profileNamesOf(sections).flatMap((usedAs) => {
    const profile = signInBehind(usedAs, sections);
    return profile === undefined ? [] : [{ usedAs, profile }];
  });
}

/** Every profile of the file, of whatever kind. */
export const profileNames = (text: string): readonly string[] => profileNamesOf(readSections(text));

const profileNamesOf = (sections: Sections): readonly string[] => [
  ...new Set([...sections.keys()].flatMap((title) => profileName(title) ?? [])),
];

function readSections(text: string): Sections {
  const sections = new Map<string, Map<string, string>>();
  let current: Map<string, string> | undefined;
  for (const line of text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/)) {
    const header = /^\[([^\]]{1,512})\]/.exec(line)?.[1];
    if (header !== undefined) {
      const title = header.trim().replace(/\s+/g, " ");
      current = sections.get(title) ?? new Map();
      sections.set(title, current);
      continue;
    }
    // An indented line belongs to a nested setting (`s3 =`), a comment to nobody.
    if (current === undefined || /^[\s#;]/.test(line)) continue;
    const at = line.indexOf("=");
    const value =
      line
        .slice(at + 1)
        .split(/\s[#;]/, 1)[0]
        ?.trim() ?? "";
    if (at > 0 && value.length <= LONGEST_VALUE) current.set(line.slice(0, at).trim(), value);
  }
  return sections;
}

/** `dev` of `profile dev` or `profile "dev"`; undefined for a section of another kind. */
function profileName(title: string): string | undefined {
  return title === "default" ? title : namePart(title, "profile");
}

function namePart(title: string, kind: string): string | undefined {
  if (!title.startsWith(`${kind} `)) return undefined;
  return title.slice(kind.length + 1).replace(/^(["'])(.*)\1$/, "$2");
}

const sectionOf = (sections: Sections, kind: "profile" | "sso-session", name: string): Section | undefined =>
  [...sections].find(([title]) =>
    kind === "profile" ? profileName(title) === name : namePart(title, "sso-session") === name,
  )?.[1];

const textAt = (section: Section | undefined, key: string): string | undefined => section?.get(key) || undefined;

/** The profile's own sign-in, or that of its source profile with each role that is assumed on the way. */
function signInBehind(usedAs: string, sections: Sections): SsoProfile | undefined {
  const hops: RoleHop[] = [];
  const seen = new Set<string>();
  for (let name: string | undefined = usedAs; name !== undefined && !seen.has(name) && seen.size < LONGEST_CHAIN; ) {
    seen.add(name);
    const section: Section | undefined = sectionOf(sections, "profile", name);
    const roleArn = textAt(section, "role_arn");
    const source = textAt(section, "source_profile");
    if (roleArn === undefined || source === undefined || source === name) {
      const profile = section && ssoProfile(name, section, sections);
      // The first role that is assumed is that of the profile nearest to the sign-in.
      return profile && hops.length > 0 ? { ...profile, hops: hops.reverse() } : profile;
    }
    hops.push({ profile: name, roleArn });
    name = source;
  }
  return undefined;
}

const SIGN_IN_KEYS = ["sso_region", "sso_start_url"] as const;
const SSO_KEYS = ["sso_session", "sso_start_url", "sso_account_id", "sso_role_name"] as const;

/** Undefined where the profile does not sign in through Identity Center. */
function ssoProfile(name: string, profile: Section, sections: Sections): SsoProfile | undefined {
  const isSso = SSO_KEYS.some((key) => textAt(profile, key));
  // Granted signs in by itself, behind credential_process, with the same values under names of its own.
  if (!isSso && SSO_KEYS.some((key) => textAt(profile, `granted_${key}`)))
    return { ...profileOf(name, withoutPrefix(profile), sections), keyPrefix: "granted_" };
  return isSso ? profileOf(name, profile, sections) : undefined;
}

const withoutPrefix = (profile: Section): Section =>
  new Map([...profile].flatMap(([key, value]) => (key.startsWith("granted_") ? [[key.slice(8), value] as const] : [])));

function profileOf(name: string, profile: Section, sections: Sections): SsoProfile {
  const sessionName = textAt(profile, "sso_session");
  const session = sessionName === undefined ? undefined : sectionOf(sections, "sso-session", sessionName);
  return {
    name,
    sessionName,
    startUrl: textAt(session, "sso_start_url") ?? textAt(profile, "sso_start_url"),
    ssoRegion: textAt(session, "sso_region") ?? textAt(profile, "sso_region"),
    accountId: textAt(profile, "sso_account_id"),
    roleName: textAt(profile, "sso_role_name"),
    mistakes: mistakesOf(profile, sessionName, session),
  };
}

function mistakesOf(
  profile: Section,
  sessionName: string | undefined,
  session: Section | undefined,
): readonly ProfileMistake[] {
  if (sessionName !== undefined && session === undefined) return [{ kind: "no-such-session", session: sessionName }];
  return SIGN_IN_KEYS.flatMap((key): readonly ProfileMistake[] => {
    const [inProfile, inSession] = [textAt(profile, key), textAt(session, key)];
    if (inProfile !== undefined && inSession !== undefined && inProfile !== inSession)
      return [{ kind: "contradiction", key, inProfile, inSession }];
    return inProfile === undefined && inSession === undefined ? [{ kind: "missing", key }] : [];
  });
}

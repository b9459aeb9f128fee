/** The aws configuration file as its profiles for Identity Center. The text is somebody's: nothing in it is trusted, and nothing is run. */
import type { ProfileMistake, SsoProfile } from "../../facts/grant/additional-facts.ts";

/** Longer values are no start URL, Region, account or role; nothing of them is kept. */
const LONGEST_VALUE = 2048;

type Section = ReadonlyMap<string, string>;

/** The profiles with `sso_` settings, in the order of the file; of two with one name the later values win, as in the aws CLI. */
export function parseAwsConfig(text: string): readonly SsoProfile[] {
  const sections = readSections(text);
  return [...sections].flatMap(([title, section]) => {
    const name = profileName(title);
    return name === undefined ? [] : (ssoProfile(name, section, sections) ?? []);
  });
}

function readSections(text: string): ReadonlyMap<string, Section> {
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

const SIGN_IN_KEYS = ["sso_region", "sso_start_url"] as const;

/** Undefined where the profile does not sign in through Identity Center. */
function ssoProfile(name: string, profile: Section, sections: ReadonlyMap<string, Section>): SsoProfile | undefined {
  const text = (section: Section | undefined, key: string): string | undefined => section?.get(key) || undefined;
  const sessionName = text(profile, "sso_session");
  const session = [...sections].find(([title]) => namePart(title, "sso-session") === sessionName)?.[1];
  const isSso = ["sso_session", "sso_start_url", "sso_account_id", "sso_role_name"].some((key) => text(profile, key));
  if (!isSso) return undefined;
  const mistakes =
    sessionName !== undefined && session === undefined
      ? [{ kind: "no-such-session", session: sessionName } as const]
      : SIGN_IN_KEYS.flatMap((key): readonly ProfileMistake[] => {
          const [inProfile, inSession] = [text(profile, key), text(session, key)];
          if (inProfile !== undefined && inSession !== undefined && inProfile !== inSession)
            return [{ kind: "contradiction", key, inProfile, inSession }];
          return inProfile === undefined && inSession === undefined ? [{ kind: "missing", key }] : [];
        });
  return {
    name,
    sessionName,
    startUrl: text(session, "sso_start_url") ?? text(profile, "sso_start_url"),
    ssoRegion: text(session, "sso_region") ?? text(profile, "sso_region"),
    accountId: text(profile, "sso_account_id"),
    roleName: text(profile, "sso_role_name"),
    mistakes,
  };
}

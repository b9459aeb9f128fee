/** What CloudTrail does not show: in members, in addresses, in the sentences of errors. */

/** CloudTrail's own text in place of what it does not show (facts 5.4, 5.5). */
export const HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

/** Secrets that the models do not mark. Tokens that only say where a list or a retry goes on are none. */
const SECRET_MEMBER =
  /^((?!next|client|subjectFrom).*token|secretAccessKey|clientSecret|deviceCode|userCode|tokenCode|authenticationCode\d?|code|codeVerifier|(saml|context)?assertion|identityContext|(old|new)?password)$/i;

export const isSecretMember = (name: string): boolean => SECRET_MEMBER.test(name);

/** The same secrets as parameters of an address, in its query or behind its `#`. */
const SECRET_PARAMETER =
  /([?&#](?:[a-z_]*token|user_?code|device_?code|code|code_?verifier|client_?secret|assertion|SAMLResponse|password)=)[^&#\s"']+/gi;
/** `//name:password@host` */
const SECRET_USER = /(\/\/)[^/?#\s@]+@/g;

/** A text without the secrets of the addresses in it. */
export const withoutSecrets = (text: string): string =>
  text.replace(SECRET_PARAMETER, `$1${HIDDEN}`).replace(SECRET_USER, `$1${HIDDEN}@`);

/** Shorter ones name nobody, and would tear other words apart. */
const SHORTEST = 3;

/** What was hidden in one event. Sentences about it quote what the members do not show. */
export interface HiddenTexts {
  /** Hides a value, and every text in it. */
  readonly hide: (value: unknown) => string;
  /** A sentence without the texts that were hidden, in whatever case it quotes them. */
  readonly removedFrom: (sentence: string) => string;
}

export function hiddenTexts(): HiddenTexts {
  const hidden = new Set<string>();
  const remember = (value: unknown): void => {
    if (typeof value === "string" && value.length >= SHORTEST) hidden.add(value);
    else if (typeof value === "object" && value !== null) for (const item of Object.values(value)) remember(item);
  };
  return {
    hide: (value) => {
      remember(value);
      return HIDDEN;
    },
    removedFrom: (sentence) => {
      const plain = withoutSecrets(sentence);
      const lower = plain.toLowerCase();
      // Most are not quoted, and a whole body would make an expression that is too large.
      const quotedOnes = [...hidden].filter((text) => lower.includes(text.toLowerCase()));
      if (quotedOnes.length === 0) return plain;
      // The longest first: a name may begin with another one.
      const texts = quotedOnes.sort((a, b) => b.length - a.length).map(escaped);
      // Whole words only: the user name `user` is no part of "Duplicate UserName".
      const quoted = new RegExp(`(?<![\\p{L}\\p{N}])(?:${texts.join("|")})(?![\\p{L}\\p{N}])`, "giu");
      return plain.replace(quoted, HIDDEN);
    },
  };
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** Telling words about clients, networks, the console and what they use. */
import { NOT, words } from "./symptom.ts";
import type { TellingWord } from "./telling-word.ts";

const CITY =
  "(?:ohio|frankfurt|(?:n\\.? |north(?:ern)? )?virginia|ireland|dublin|london|paris|oregon|california|stockholm|milan|zurich|spain|mumbai|hyderabad|singapore|sydney|melbourne|tokyo|osaka|seoul|jakarta|montreal|canada|s[aã]o paulo|bahrain|cape town|tel aviv|[a-z]{2}-(?:[a-z]+-){1,2}\\d)";
const OPENS = "(?:opens?|starts?|lands?|takes|drops|puts|brings|sends|goes|always|defaults?|comes up)";
const NETWORK =
  "(?:firewall|proxy|zscaler|netskope|vpn|web ?filter|umbrella|corporate network|company network|(?:in|from|at) (?:the |our )?office)";
const ELSEWHERE = "(?:home|phone|hotspot|mobile|wlan|wi-?fi|private network|other network|tethering)";
const STANDS =
  "(?:blank|white|empty|spin\\w*|hang\\w*|block\\w*|load\\w*|time\\w* out|open\\w*|loop\\w*|stuck|error|fail\\w*|refus\\w*|reset|stop\\w*|prevent\\w*|break\\w*|filter\\w*|intercept\\w*)";
const PAGE = "(?:portal|start page|awsapps|sso|sign[ -]?in|log[ -]?in|signin\\.aws)";

export const tellingWordsOfClients: readonly TellingWord[] = [
  {
    // Facts A24: the portal loads from several domains.
    lifts: ["portal-domains-blocked"],
    asks: "user",
    words: words(
      `^(?=.*\\b${NETWORK}\\b)(?=.*${PAGE}).*${STANDS}`,
      `^(?=.*${PAGE})(?=.*\\b${STANDS}).*\\b(?:office|work|company)\\b.{0,100}\\b${ELSEWHERE}\\b`,
    ),
    without: /set up (?:the )?vpn|vpn client|aws client vpn|\bdirect ?connect\b|polic(?:y|ies)|explicit deny/i,
  },
  {
    // Facts C21: keys in the environment or in the credentials file come first.
    lifts: ["environment-keys-win"],
    words: words(
      `^(?=.*(?:\\bsso\\b|identity cent(?:er|re)|profile)).*(?:InvalidAccessKeyId|\\.(?:zshrc|bashrc|bash_profile|zprofile|profile|envrc|env)\\b|AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN))`,
      `^(?=.*\\b(?:sso|identity cent(?:er|re))\\b).*\\b(?:old|former|previous|other|wrong|another)\\b.{0,20}\\b(?:iam user|access keys?|aws keys?|keys)\\b`,
      `^(?=.*\\b(?:sso|identity cent(?:er|re))\\b).*(?:get-caller-identity|whoami)\\b.{0,80}(?::user\\/|\\biam user\\b)`,
      `^(?=.*\\b(?:sso|identity cent(?:er|re))\\b).*\\biam user(?:'s)?\\b.{0,80}\\b(?:get-caller-identity|whoami)\\b`,
      `^(?=.*\\b(?:sso|identity cent(?:er|re))\\b).*(?:\\bkeys\\b|\\biam user\\b|\\.aws\\/credentials).{0,80}\\b(?:wins?|overrid\\w*|instead of|first|prefers?|preferred|precedence)\\b`,
      `\\baccess keys?\\b.{0,30}\\bof (?:my|the|an|a) (?:\\w+ )?iam user\\b.{0,40}\\binstead\\b.{0,30}\\bsso\\b`,
    ),
    without: /not authorized to perform|trust policy/i,
  },
  {
    // Facts C17, 4.1.
    lifts: ["portal-throttled"],
    words: words(
      `\\bget_?-?role_?-?credentials\\b.{0,120}(?:TooManyRequests|throttl\\w*|\\brate\\b|\\b429\\b|too many)`,
      `(?:TooManyRequests\\w*|throttl\\w*|\\b429\\b|too many requests|rate exceeded|rate limit\\w*).{0,120}\\b(?:get_?-?role_?-?credentials|list_?-?account\\w*|sso|access portal)`,
      `\\b(?:sso|portal)\\b.{0,80}(?:TooManyRequests|throttl\\w*|\\b429\\b|too many requests)`,
    ),
    without: /sso-admin|identitystore|\bscim\b|CreateAccountAssignment|provision/i,
  },
  {
    // Facts A16: lists come in pages, and clients keep them.
    lifts: ["client-list-truncated", "portal-not-refreshed"],
    asks: "user",
    words: words(
      `\\b(?:list-?_?accounts?|list-?_?account-?_?roles|aws configure sso|cli|granted|leapp|saml2aws|aws-vault|steampipe|script|boto3?|tool|terminal)\\b.{0,60}\\b(?:only|just|gives?|shows?|lists?|returns?|offers?)\\b.{0,30}\\b\\d+\\b.{0,40}\\b(?:of|but|instead|should|out of|while|portal|browser)\\b.{0,40}\\b\\d+`,
      `\\b(?:cli|granted|leapp|saml2aws|aws-vault|script|tool|terminal|aws-sso|steampipe|list-accounts|list-account-roles|aws configure sso)\\b.{0,60}(?:${NOT}|misses|lacks|fewer|less|older)\\b.{0,60}\\b(?:browser|portal|start page)\\b`,
      `\\b(?:browser|portal|start page)\\b.{0,60}\\b(?:lists?|shows?|has|does|sees?)\\b.{0,60}\\b(?:cli|granted|leapp|saml2aws|aws-vault|steampipe|script|tool|terminal|aws-sso)\\b.{0,40}(?:${NOT}|misses|lacks|fewer|less|only)`,
    ),
    without: /denied|error|fail|expired|profile/i,
  },
  {
    // Facts C14: a session that is assumed from a session lasts one hour at most.
    lifts: ["role-chaining-limit", "session-too-short"],
    words: words(
      `^(?=.*\\b(?:sso|identity cent(?:er|re)|permission set|AWSReservedSSO)).*\\bassum\\w*\\b.{0,120}(?:\\b(?:60 ?min\\w*|1 ?h\\b|(?:one|an|1|every) hour|3600|hourly))`,
      `\\brole[ -]chain\\w*\\b`,
    ),
  },
  {
    // Facts C11: the set's relay state names the page and its Region.
    lifts: ["relay-state-wrong-region"],
    words: words(
      `^(?=.*\\b(?:console|portal|sso)\\b).*\\b${OPENS}\\b.{0,40}\\b(?:in|to|at|with|into) ${CITY}(?!\\w)`,
      `^(?=.*\\b(?:console|portal|sso)\\b).*\\b(?:opens?|starts?|shows?) ${CITY}(?!\\w).{0,40}\\b(?:must|should|instead|but|not|want\\w*)\\b`,
      `^(?=.*\\b(?:console|portal|sso)\\b).*\\b(?:land|end up|wind up|arrive|start)\\b.{0,20}\\bin ${CITY}(?!\\w)`,
    ),
    without: /denied|sign-?in|start url|not authorized|explicit deny|moving|migrat|instance/i,
  },
];

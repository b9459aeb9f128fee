/** What people say of the portal in their own words: the likely causes in the order of the access path, and the one question or command that decides. */
import { CONSOLE_ACTION } from "../../../facts/grant/console-sign-in.ts";
import { isAboutAnotherProduct } from "../../families/other-products.ts";
import { whyCommand } from "../command.ts";
import { type Explanation, explanation } from "../explanation.ts";
import { isForeign } from "../foreign-language.ts";
import { isAboutSsoClient, ROLE_OF_ONES_OWN } from "../identity-center-words.ts";
import { mentionsIn, openChoices } from "../mentions.ts";
import type { Message } from "../readable.ts";
import { explainFirst } from "./known-message.ts";
import { signInCauseSymptoms } from "./sign-in-causes.ts";
import type { Symptom } from "./symptom.ts";
import { symptomInCatalogue } from "./symptom-of-cause.ts";
import { deniedSymptoms, somethingDenied } from "./symptoms-denied.ts";
import { symptomsInFewWords, symptomsOfMoves } from "./symptoms-in-few-words.ts";
import { missingSymptoms } from "./symptoms-missing.ts";
import { symptomsOfChanges } from "./symptoms-of-changes.ts";
import { complaints, isComplaint } from "./symptoms-of-complaints.ts";
import { symptomsOfSentences } from "./symptoms-of-sentences.ts";
import { lifted, tellingWordsIn } from "./telling-words.ts";

/** Longer texts are logs or documents; nobody describes a symptom at such length. */
const LONGEST = 4000;
/** A longer text must speak of AWS at all; a short one is typed by somebody who asks this very program. */
const SHORT = 80;
const OF_AWS =
  /\baws\b|\bsso\b|portal|identity cent|\baccounts?\b|permission set|okta|entra|azure|console|\broles?\b|\bgroups?\b|\bmfa\b/i;

/** Whether the words can be about access to AWS at all. */
export const isOfAws = (line: string): boolean => OF_AWS.test(line) || SURELY_AWS.test(line);

/** The general one is asked last. */
const SYMPTOMS: readonly Symptom[] = [
  ...symptomsOfMoves,
  ...symptomsOfChanges,
  ...deniedSymptoms,
  ...missingSymptoms,
  somethingDenied,
  ...symptomsInFewWords,
];

/** A short text in somebody's own words; nothing where it holds no symptom. */
export function explainSymptoms(message: Message): readonly Explanation[] {
  const { line } = message;
  if (line.length > LONGEST || (line.length > SHORT && !isOfAws(line))) return [];
  const ofCauses = explainFirst(signInCauseSymptoms, message);
  if (ofCauses.length > 0) return ofCauses;
  const symptom = isElsewhere(line) ? undefined : symptomIn(line);
  if (!symptom) return [];
  if (symptom.fits[0]?.id === "scp-deny" && isOfAnotherRole(line)) return [refusalOfAnotherRole(symptom)];
  const mentions = mentionsIn(line);
  const { account, permissionSet } = mentions;
  const user = mentions.user ?? /\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+\b/.exec(line)?.[0] ?? null;
  return [
    explanation("symptom", symptom.title, {
      who: user === null ? null : { kind: "Identity Center user", name: user, arn: null },
      account,
      permissionSet,
      meaning: [...symptom.meaning, ...openChoices(mentions)],
      next: [symptom.question, commandOf(symptom, { user, account, permissionSet })],
      fits: symptom.fits,
    }),
  ];
}

/** AWS's own sentence, people's words with the most telling of them first, the kind of a complaint, or what the catalogue has. */
function symptomIn(line: string): Symptom | undefined {
  const isTold = (one: Symptom): boolean => one.words.some((pattern) => pattern.test(line)) && !one.without?.test(line);
  const ofAws = symptomsOfSentences.find(isTold);
  // Of a text that names another product, only AWS's own sentences count.
  if (ofAws !== undefined || isAboutAnotherProduct(line)) return ofAws;
  const isRead = !isForeign(line) && isComplaint(line);
  const general = SYMPTOMS.find(isTold) ?? (isRead ? complaints.find(isTold) : undefined);
  const told = SURELY_AWS.test(line) ? lifted(tellingWordsIn(line), general) : general;
  return told ?? (isOfAws(line) ? symptomInCatalogue(line) : undefined);
}

/** AWS's access is meant, by a name that nothing else has: a telling word alone then says enough. */
const SURELY_AWS =
  /\baws(?:\b|_)|AWSReservedSSO|\bamazon\b|\bsso\b|identity cent|permission sets?|\bportal\b|start page|awsapps|get_?-?role_?-?credentials|\bassignments? (?:tab|page|list)|\bscps?\b|\bdelegated admin|\bpayer account|\borgs?\b|\borgani[sz]ations?\b|\b[a-z]{2}-(?:north|south|east|west|central)\w*-\d\b|\bassignments?\b.{0,60}\b(?:users?|groups?|console)\b|\b(?:management|member) (?:account|console)\b|\bgranted\b|\bsets? (?:has|have|shows?|is|are)\b.{0,60}\baccounts?\b/i;

/** A role of somebody's own, and no word of Identity Center's roles. */
const isOfAnotherRole = (line: string): boolean => ROLE_OF_ONES_OWN.test(line) && !isAboutSsoClient(line);

/** AWS's sentence is explained; whose role it is has nothing to do with assignments. */
const refusalOfAnotherRole = ({ title }: Symptom): Explanation =>
  explanation("elsewhere", title, {
    meaning: [
      "A service control policy of the organization refuses, whatever the role's own policies allow: either none along the account's parents allows the action, or one denies it.",
      "The role that is named is one of your own, and not Identity Center's.",
    ],
    next: ["Paste the whole message: it names the caller, the action and often the policy."],
  });

/** What shows that the access of AWS is meant, whatever else is named. */
const MEANT =
  /\baws\b|AWSReservedSSO|\bamazon\b|\bsso\b|portal|identity cent|permission set|start page|\bconsole\b|okta|entra|\bazure\b|ping ?(?:one|federate|identity)|onelogin|jumpcloud|cyberark|active directory|terraform|organi[sz]ation|control tower|granted|leapp|aws-vault|saml2aws/i;
/** Where somebody signs in, or does not see an account: a name of its own, such as Jira or Grafana. */
const PLACE =
  /\b(?:in|into|to|on|from)\s+(?:(?:my|our|the|his|her|their|a|an)\s+)?([A-Z][\w.+-]{2,40})\b(?!\s+accounts?\b)|\b(?:log|sign)\w*[ -]?in(?:to|\s+to)?\s+(?:my|our|the|his|her|their|an?)\s+([A-Z][\w.+-]{2,40})\s+account\b|\b(?:my|our|the|his|her|their|an?)\s+([A-Z][\w.+-]{2,40})\s+(?:login|user|page|workspace)\b/g;
/** Names of accounts and of what people sign in with; a month or weekday is no place. */
const NO_PRODUCT =
  /^(?:prod|production|dev|development|stag|stage|staging|test|sandbox|qa|uat|shared|security|audit|log|root|admin|read|power|developer|engineer|team|group|I\b|The$|MFA|IAM|SCIM|SAML|CLI|S3|EC2|EKS|KMS|Chrome|Firefox|Safari|Edge|Windows|Mac|Linux|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/i;

/** The place is called by a name of its own, and nothing of AWS is: a sign-in or an account of something else. */
function isElsewhere(line: string): boolean {
  if (MEANT.test(line) || SURELY_AWS.test(line)) return false;
  return [...line.matchAll(PLACE)].some(
    ([, ...names]) => !NO_PRODUCT.test(names.find((name) => name !== undefined) ?? ""),
  );
}

interface Asked {
  readonly user: string | null;
  readonly account: string | null;
  readonly permissionSet: string | null;
}

function commandOf({ asks }: Symptom, { user, account, permissionSet }: Asked): string {
  if (asks === "user" && account === null)
    return user === null ? "idc-doctor why <user>" : whyCommand(user, null, null);
  if (asks === "console") return whyCommand(user, account, permissionSet, CONSOLE_ACTION);
  // A placeholder for the set stands bare, so that nobody pastes it.
  const why = whyCommand(user, account, permissionSet);
  if (asks !== "action") return why;
  return `${permissionSet === null && account !== null ? `${why} <set>` : why} --action <service:Action>`;
}

/** Compares what a diagnosis says of account access manager with the account access portal: what is wrong with it, in a sentence. */
import type { Diagnosis } from "../../src/model/diagnosis.ts";
import type { Truth } from "./truth.ts";

/** Causes that say that nothing gives the access: an entitlement that opens must be said instead. */
const NOTHING_GIVES_IT = [
  "no-assignment",
  "not-a-member",
  "provisioned-not-assigned",
  "other-set-assigned",
  "other-account-assigned",
];
const SHUT = ["entitlement-trust-mismatch", "entitlement-role-missing", "account-access-application-not-active"];

/** Undefined where they agree. */
export function secondRoadDisagreement(
  { causes, notExamined }: Diagnosis,
  { entitled }: Pick<Truth, "entitled">,
): string | undefined {
  const named = causes.find(({ id }) => id === "entitled-by-account-access-manager");
  const opens = entitled.some((one) => one.opens);
  if (named && entitled.length === 0)
    return "an entitlement is named, and the account access portal lists no role there";
  // Without the role's trust policy it is likely at most.
  if (named?.confidence === "proved" && !opens) return "an entitlement is called proved, and no role opens";
  const shut = causes.find(({ id }) => SHUT.includes(id));
  if (shut && opens) return `${shut.id} is named, and a role opens`;
  const isAsked = !notExamined.some(({ what }) => what === "secondRoad");
  const [first] = causes;
  if (first && opens && isAsked && NOTHING_GIVES_IT.includes(first.id))
    return `${first.id} comes first, and account access manager gives a role that opens`;
  return undefined;
}

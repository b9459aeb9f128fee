/** For tests: the links of the best way through a grant, and what they say. */
import type { GrantFacts } from "../../../facts/grant/grant-facts.ts";
import { walkGrant } from "../walk-grant.ts";

export const links = (facts: GrantFacts) => walkGrant(facts).best.links;

/** State and sentence of one link. */
export function said(facts: GrantFacts, stage: string): string {
  const link = links(facts).find((one) => one.stage === stage);
  return `${link?.state}: ${link?.summary}`;
}

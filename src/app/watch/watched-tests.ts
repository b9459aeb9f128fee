/** The access tests that run with each refresh. */
import type { AccessTests, Expectation } from "../../model/access-test.ts";
import type { Context } from "../../model/context.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { watchedOrganization } from "../../model/watch-settings.ts";
import { namesUnits, readAccessTests, testAccess } from "../access-test.ts";
import type { Watch } from "./open-watch.ts";

export interface WatchedTests {
  /** The snapshot has to have the organizational units. */
  readonly needsUnits: boolean;
  /** Undefined: there are none to run. */
  readonly run: (document: OrganizationDocument) => AccessTests | "unreadable" | undefined;
}

/** Read again for each refresh, because people change the file. One that cannot be read now says nothing about access. */
export async function watchedTests(
  watch: Watch | undefined,
  organization: string,
  context: Pick<Context, "log">,
): Promise<WatchedTests> {
  const path = watch && watchedOrganization(watch.settings, organization).accessTests;
  if (path === undefined) return { needsUnits: false, run: () => undefined };
  let expectations: readonly Expectation[];
  try {
    expectations = await readAccessTests(path);
  } catch (error) {
    context.log(
      "warn",
      `The access tests of ${organization} did not run: ${error instanceof Error ? error.message : String(error)}`,
    );
    return { needsUnits: false, run: () => "unreadable" };
  }
  return { needsUnits: namesUnits(expectations), run: (document) => testAccess(document, expectations) };
}

/** The organization that the Action looks at: a saved document, or AWS, and what is held against it. */
import { namesUnits, readAccessTests, readPlannedChanges } from "../app/access-test.ts";
import { readBaseline } from "../app/baseline.ts";
import { checkChange } from "../app/change-check.ts";
import { connectionOf } from "../app/connection.ts";
import { readDocumentFile } from "../app/document-file.ts";
import { processContext } from "../app/process-context.ts";
import { collectSnapshot } from "../app/snapshot.ts";
import type { ChangeCheck } from "../model/change-check.ts";
import type { Inputs, Variables } from "./inputs.ts";

/** Files first: a wrong one is found before AWS is asked. @throws AccessError */
export async function checked(inputs: Inputs, env: Variables): Promise<ChangeCheck> {
  const expectations = await given(inputs.accessTests, readAccessTests);
  const plan = await given(inputs.plan, readPlannedChanges);
  const base = await given(inputs.base, readDocumentFile);
  const baseline = await given(inputs.baseline, readBaseline);
  const from = await given(inputs.from, readDocumentFile);
  const context = processContext();
  const { aws } = await connectionOf({ region: inputs.region, from }, env);
  const document = from ?? (await collected());
  const { isScanned } = inputs;
  return checkChange(document, context, { region: aws.region, expectations, isScanned, baseline, plan, base });

  async function collected() {
    const nothing = (): void => undefined;
    const collection = await collectSnapshot(aws, context, env, {
      isComplete: false,
      includesUnits: namesUnits(expectations ?? []),
      onProgress: nothing,
      onContinued: nothing,
      onWaiting: nothing,
      onTakenOver: nothing,
    });
    return collection.document;
  }
}

const given = async <T>(path: string | undefined, read: (path: string) => Promise<T>): Promise<T | undefined> =>
  path === undefined ? undefined : read(path);

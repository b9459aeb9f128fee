/** An example policy of AWS's guides with the requests that it is asked about, as vectors. */
import { allow, type Json, type Vector } from "./vector.ts";

/** Requests by the keys that they have. */
type Asked = readonly [context: NonNullable<Vector["context"]>, expected: Vector["expected"], more?: Partial<Vector>];
export interface Example {
  readonly source: string;
  readonly what: string;
  readonly identity?: readonly Json[];
  readonly serviceControl?: readonly Json[];
  readonly resourceControl?: readonly Json[];
  readonly action?: string;
  readonly resource?: string;
  readonly asked: readonly Asked[];
}

export const asVectors = ({ asked, ...example }: Example): readonly Vector[] =>
  asked.map(([context, expected, more]): Vector => {
    const { serviceControl, ...rest } = example;
    return {
      identity: [allow()],
      ...rest,
      ...(serviceControl && { serviceControl: [serviceControl] }),
      ...more,
      what: `${example.what}: ${JSON.stringify({ ...more, ...context })}`,
      context,
      expected,
    };
  });

/** What an event shows of a SCIM body, whatever its members are called. */
import { expect, test } from "vitest";
import { HIDDEN, hiddenTexts } from "../cloudtrail/hidden.ts";
import { maskedBody } from "./masked-body.ts";

interface Row {
  readonly body: string;
  readonly shown: readonly (readonly [string, string])[];
}

test.each<Row>([
  { body: '{"__proto__":null}', shown: [["__proto__", HIDDEN]] },
  { body: '{"constructor":"x"}', shown: [["constructor", HIDDEN]] },
  {
    body: '{"Active":"true","userName":"alice"}',
    shown: [
      ["active", "true"],
      ["userName", HIDDEN],
    ],
  },
])("$body", ({ body, shown }) => {
  expect(Object.entries(maskedBody(JSON.parse(body), hiddenTexts()) as object)).toEqual(shown);
});

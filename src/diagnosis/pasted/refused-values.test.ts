/** What AWS refused by its form is named with its member and the constraint, and nothing is claimed about access. */
import { describe, expect, test } from "vitest";
import { explainPasted } from "./index.ts";
import { refusedValues } from "./refused-values.ts";

const NAME =
  "1 validation error detected: Value 'My Permission Set' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+";
const TWO =
  "2 validation errors detected: Value '' at 'displayName' failed to satisfy constraint: Member must have length greater than or equal to 1; Value at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 100";

describe("the members that a text names", () => {
  test.each([
    { text: NAME, said: ['name is "My Permission Set": it must satisfy regular expression pattern: [\\w+=,.@-]+'] },
    {
      text: TWO,
      said: [
        'displayName is "": it must have length greater than or equal to 1',
        "maxResults has no value or a wrong one: it must have value less than or equal to 100",
      ],
    },
    { text: "Value 'a' at 'b' is fine", said: [] },
  ])("$text", ({ text, said }) => {
    expect(refusedValues(text)).toEqual(said);
  });
});

test("the explanation names the value, fits no cause and proposes to correct it", () => {
  const pasted = explainPasted(
    `An error occurred (ValidationException) when calling the CreatePermissionSet operation: ${NAME}`,
  );
  const [one] = pasted;
  expect(one?.title).toBe("ValidationException from CreatePermissionSet");
  expect(one?.meaning.join(" ")).toContain('name is "My Permission Set"');
  expect(one?.fits).toEqual([]);
  expect(one?.next).toEqual(["Correct the value, then repeat the call."]);
});

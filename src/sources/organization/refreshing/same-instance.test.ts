/** One organization never takes the place of another. */
import { expect, test } from "vitest";
import { documentWith } from "../../question/testing/asked-organization.ts";
import { refuseOtherInstance } from "./same-instance.ts";

const document = documentWith();
const own = document.instance?.arn;

test("the document's own instance", () => {
  expect(() => refuseOtherInstance(document, own)).not.toThrow();
});

test.each([
  { what: "another instance", of: document, reached: "arn:aws:sso:::instance/ssoins-0000000000000000" },
  { what: "no instance", of: document, reached: undefined },
  { what: "a document without an instance", of: { ...document, instance: null }, reached: own },
  { what: "neither has one", of: { ...document, instance: null }, reached: undefined },
])("$what is refused", ({ of, reached }) => {
  expect(() => refuseOtherInstance(of, reached)).toThrow(expect.objectContaining({ code: "bad-input" }));
});

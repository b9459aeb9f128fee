import { describe, expect, test } from "vitest";
import { parseConfiguration, withValue } from "./configuration.ts";

const FILE = `# ours
organization: prod
output: json
organizations:
  prod:
    profile: prod-admin # ask Kim
    region: eu-central-1
  lab: { endpoint-url: "http://127.0.0.1:4747" }
`;

test("settings of all and of each organization", () => {
  expect(parseConfiguration(FILE)).toEqual({
    kind: "ok",
    configuration: {
      all: { output: "json" },
      organizations: new Map([
        ["prod", { profile: "prod-admin", region: "eu-central-1" }],
        ["lab", { "endpoint-url": "http://127.0.0.1:4747" }],
      ]),
      defaultOrganization: "prod",
      server: {},
    },
  });
});

test.each(["", "# nothing\n", "{}"])("%j sets nothing", (text) => {
  expect(parseConfiguration(text)).toMatchObject({
    kind: "ok",
    configuration: { all: {}, defaultOrganization: undefined },
  });
});

test.each([
  ["proflie: x", "proflie", /not known/],
  ["organizations: { prod: { regoin: x } }", "organizations.prod.regoin", /not known/],
  ["region: Ireland", "region", /Region/],
  ["endpoint-url: https://user:secret@x", "endpoint-url", /without user and password/],
  ["endpoint-url: ftp://x", "endpoint-url", /has to be a URL/],
  ["database: mysql://a/b", "database", /postgres:/],
  ["audit-role: 'a b'", "audit-role", /name of a role/],
  ["output: pdf", "output", /must be "text" or/],
  ["profile: 7", "profile", /string is expected/],
  ["profile: ''", "profile", /too short/],
  ["organization: prod", "organization", /no organization prod in the file/],
  ["organizations: { 'a b': {} }", "organizations.a b", /letters, digits|none of the forms/],
  ["- x", "", /object is expected/],
  ["a: [", "line 1, column 5", /YAML/],
])("%s is refused", (text, path, message) => {
  expect(parseConfiguration(text)).toMatchObject({
    kind: "invalid",
    problems: [{ path, message: expect.stringMatching(message) }],
  });
});

test("an organization called __proto__ is none", () => {
  const read = parseConfiguration("organizations: { __proto__: { region: us-east-1 } }");
  expect(read).toMatchObject({ kind: "ok", configuration: { organizations: new Map() } });
});

describe("a changed value", () => {
  test("leaves the comments and everything else as it was", () => {
    const changed = withValue(FILE, ["organizations", "prod", "region"], "us-east-1");
    expect(changed).toBe(FILE.replace("eu-central-1", "us-east-1"));
    expect(withValue(changed, ["organizations", "prod", "region"], undefined)).toBe(
      FILE.replace("    region: eu-central-1\n", ""),
    );
  });

  test("begins a file, and an organization", () => {
    expect(withValue("", ["output"], "json")).toBe("output: json\n");
    expect(withValue("output: json\n", ["organizations", "prod", "profile"], "x")).toBe(
      "output: json\norganizations:\n  prod:\n    profile: x\n",
    );
  });

  test("after the last one was removed leaves a file that takes another", () => {
    const emptied = withValue("# ours\n\noutput: json\n", ["output"], undefined);
    expect(emptied).toBe("# ours\n");
    expect(withValue(emptied, ["region"], "us-east-1")).toBe("# ours\n\nregion: us-east-1\n");
    expect(withValue("output: json\n", ["output"], undefined)).toBe("");
    expect(withValue("{}\n", ["region"], "us-east-1")).toBe("region: us-east-1\n");
  });

  test("is text, whatever YAML would make of the word", () => {
    const read = parseConfiguration(withValue("", ["profile"], "007"));
    expect(read).toMatchObject({ kind: "ok", configuration: { all: { profile: "007" } } });
  });
});

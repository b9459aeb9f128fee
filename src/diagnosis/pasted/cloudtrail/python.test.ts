/** Python's way of printing, as JSON. */
import { expect, test } from "vitest";
import { jsonOfPython } from "./python.ts";

test.each([
  ["{'a': 'b'}", '{"a": "b"}'],
  ["{'a': None, 'b': True, 'c': False}", '{"a": null, "b": true, "c": false}'],
  [`{'a': "it's"}`, `{"a": "it's"}`],
  [`{'a': 'say "x"'}`, `{"a": "say \\"x\\""}`],
  ["{'a': 'it\\'s'}", `{"a": "it's"}`],
  ["{'a': 'tab\\t'}", '{"a": "tab\\t"}'],
  ["{'a': 'None', 'b': 'True'}", '{"a": "None", "b": "True"}'],
  ["{'a': 1.5}", '{"a": 1.5}'],
  ["{'a': b'x'}", '{"a": "x"}'],
  ["{'a': 'one\\ntwo\\qthree'}", '{"a": "one\\ntwoqthree"}'],
  ["{'a': 'jos\\xe9', 'b': 'jos\\u00e9'}", '{"a": "josé", "b": "josé"}'],
  [`{"a": "None of it's True"}`, `{"a": "None of it's True"}`],
  ["{'a': datetime.datetime(2026, 7, 1, 0, 8, 20)}", '{"a": "2026-07-01T00:08:20"}'],
  ["{'a': datetime.datetime(2026, 12, 31, 23, 59, tzinfo=tzlocal())}", '{"a": "2026-12-31T23:59:00"}'],
  ["{'a': datetime.datetime(2026, 7, 1, tzinfo=datetime.timezone(x))}", '{"a": "2026-07-01T00:00:00"}'],
  ["{'a': datetime.datetime(2026)}", '{"a": "2026-01-01T00:00:00"}'],
  ["{'a': datetime.datetime(,)}", '{"a": "1970-01-01T00:00:00"}'],
  ["{'one\n': 'two\nlines'}".replaceAll("\n", ""), '{"one": "twolines"}'],
])("%s", (python, json) => {
  expect(JSON.parse(jsonOfPython(python))).toEqual(JSON.parse(json));
});

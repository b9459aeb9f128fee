/** Tables as they are copied: what is a heading, what a cell, and what no table at all. */
import { describe, expect, test } from "vitest";
import { bareRowsIn, rowsIn } from "./table-rows.ts";

describe("below a heading", () => {
  test.each([
    [
      "eventname,a\nx,1\ny,2",
      [
        { eventname: "x", a: "1" },
        { eventname: "y", a: "2" },
      ],
    ],
    ["eventname\ta\nx\t1", [{ eventname: "x", a: "1" }]],
    ["eventname|a\nx|1", [{ eventname: "x", a: "1" }]],
    ["eventname;a\nx;1", [{ eventname: "x", a: "1" }]],
    ["title\n\nevent_name , a\n x , 1 ", [{ event_name: "x", a: "1" }]],
    ['"EventName","a"\n"x","say ""y"", twice"', [{ EventName: "x", a: 'say "y", twice' }]],
    ['eventname,a\nx,"one\ntwo"', [{ eventname: "x", a: "one\ntwo" }]],
    ['eventname,a\nx, "1"', [{ eventname: "x", a: "1" }]],
    ['eventname,a\nx,b"c', [{ eventname: "x", a: 'b"c' }]],
    ["@message,a\nx,1", [{ "@message": "x", a: "1" }]],
    // A short row lacks its last cells, an empty one is none.
    [
      "eventname,a,b\nx\n,,\n--,--,--\ny,1,2",
      [
        { eventname: "x", a: "", b: "" },
        { eventname: "y", a: "1", b: "2" },
      ],
    ],
    ["eventname,a\r\nx,1\r\n", [{ eventname: "x", a: "1" }]],
    ["eventname,a", []],
  ])("%j", (text, rows) => {
    expect(rowsIn(text)).toEqual(rows);
  });

  test.each([
    "my eventname,a\nx,1",
    "eventname\nx",
    '{"a": "eventname", "b": 1}\nx,1',
    `eventname,${"a,".repeat(2000)}\nx,1`,
  ])("no heading: %.40j", (text) => {
    expect(rowsIn(text)).toEqual([]);
  });

  test("two hundred columns, and a thousand rows with the heading", () => {
    const names = Array.from({ length: 300 }, (_, index) => `c${index}`);
    const [row = {}] = rowsIn(`eventname,${names.join(",")}\nx,${names.join(",")}`);
    // The last cell of a row is kept whatever its column.
    expect(Object.keys(row).length).toBeLessThanOrEqual(201);
    expect(row["c198"]).toBe("c198");
    expect(row["c250"]).toBeUndefined();
    expect(rowsIn(`eventname,a\n${"x,1\n".repeat(1500)}`).length).toBe(999);
  });
});

describe("a name and a value on each line", () => {
  test.each([
    ["eventname   x\neventsource   y", { eventname: "x", eventsource: "y" }],
    ["eventName: x\n userName = 'y',", { eventName: "x", userName: "y" }],
    ["| event_name | x |\n| aws_region | y |", { event_name: "x", aws_region: "y" }],
    ["eventTime\t1\neventName\tx", { eventTime: "1", eventName: "x" }],
    ['"eventName": "x"\n"errorCode": "y",', { eventName: "x", errorCode: "y" }],
    ["eventname x\neventsource y z", { eventname: "x", eventsource: "y z" }],
  ])("%j", (text, row) => {
    expect(rowsIn(text)).toEqual([row]);
  });

  test.each(["eventname   x", "a   b\nc   d", "eventnames   x\nother   y", "eventname   x\n123   y"])(
    "not %j",
    (text) => {
      expect(rowsIn(text)).toEqual([]);
    },
  );
});

describe("without a heading", () => {
  const CELLS = ["2026-07-01 00:08:20", "sso.amazonaws.com", "ListAccounts"];
  test.each(["\t", ",", "|", ";"])("divided by %j", (separator) => {
    expect(bareRowsIn(CELLS.join(separator))).toEqual([
      { eventTime: CELLS[0], eventSource: CELLS[1], eventName: CELLS[2] },
    ]);
  });

  test("rows that are none are passed over, and two cells are no row", () => {
    expect(bareRowsIn(`total\n${CELLS.join("\t")}\na\tb\tc`)).toHaveLength(1);
    expect(bareRowsIn(`2026-07-01 00:08:20 sso.amazonaws.com\tListAccounts`)).toEqual([]);
    expect(bareRowsIn("sso.amazonaws.com\tListAccounts\n2026-07-01 00:08")).toEqual([]);
  });

  test.each([
    "sso.amazonaws.com\tListAccounts\tx",
    "2026-07-01 00:08:20\tsso\tListAccounts",
    "2026-07-01\tsso.amazonaws.com\tListAccounts",
  ])("no time or no source: %j", (text) => {
    expect(bareRowsIn(text)).toEqual([]);
  });

  test("Athena's identity is enough", () => {
    expect(bareRowsIn("{type=Root}\tListAccounts\tx")).toEqual([
      { userIdentity: "{type=Root}", eventName: "ListAccounts" },
    ]);
  });
});

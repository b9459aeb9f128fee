/** Flowcharts in which no name can say anything but itself. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plain } from "../sanitize.ts";
import { createFlowchart } from "./flowchart.ts";
import { readFlowchart } from "./testing/read-flowchart.ts";

const chartOf = (label: string): string => {
  const chart = createFlowchart();
  const from = chart.node("from", { shape: "user", label, mark: "ok" });
  const to = chart.node("to", { shape: "account", label: "account", mark: "broken" });
  chart.edge(from, to, "broken", label);
  chart.comment(label);
  return chart.text();
};

const NASTY = [
  "end",
  '"]; click n1 "javascript:alert(1)"',
  '%%{init: {"securityLevel":"loose"}}%%',
  "`**bold** [x](http://evil.example)`",
  "<img src=x onerror=alert(1)>",
  "#quot;#34;&quot;&#34;",
  "a\nclick n1 href",
  "a\r\n  end\u2028end",
  "$$\\frac{1}{2}$$",
  "style n1 fill:#fff;",
  "]] )) }} || --> --x ===",
  "@{ shape: rect }",
  "Zoë 日本 😀",
];

describe("names that are grammar, markup or code elsewhere", () => {
  test.each(NASTY)("%j", (name) => {
    const { nodes, edges, comments } = readFlowchart(chartOf(name));
    expect([...nodes.values()]).toEqual([plain(name), "account"]);
    expect(edges).toEqual([{ from: plain(name), to: "account", arrow: "--x", label: plain(name) }]);
    expect(comments).toEqual([plain(name)]);
  });

  test("any text stays one label", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc
        .array(fc.constantFrom(...NASTY, '"', "]", "\n", "%%", "#", ";", "|", "`"), { maxLength: 8 })
        .map((parts) => parts.join("")),
    );
    void fc.assert(
      fc.property(text, (name) => {
        const { nodes } = readFlowchart(chartOf(name));
        const shown = [...plain(name).replace(/[\ufb02\u00b6]/g, "\ufffd")];
        const whole = shown.length > 160 ? [...shown.slice(0, 159), "…"] : shown;
        expect([...nodes.values()]).toEqual([whole.join(""), "account"]);
      }),
    );
  });

  test("what Mermaid marks entities with while it draws is taken out", () => {
    expect(chartOf("\ufb02°°60¶ß")).not.toMatch(/[\ufb02\u00b6]|#(64258|182);/);
  });

  test("160 characters are whole, 161 are not", () => {
    const labelOf = (length: number) => readFlowchart(chartOf("😀".repeat(length))).nodes.get("n1") ?? "";
    expect([...labelOf(160)]).toHaveLength(160);
    expect(labelOf(160)).not.toContain("…");
    expect([...labelOf(161)]).toHaveLength(160);
    expect(labelOf(161)).toMatch(/^😀+…$/u);
  });
});

test("each node and edge once, with the worst of its marks", () => {
  const chart = createFlowchart();
  const node = (mark: "ok" | "faint" | "unknown" | "broken") => chart.node("a", { shape: "set", label: "a", mark });
  const other = chart.node("b", { shape: "group", label: "b", mark: "ok" });
  for (const mark of ["ok", "broken", "unknown"] as const) chart.edge(node(mark), other, mark, mark);
  const { nodes, edges, marked } = readFlowchart(chart.text());
  expect([...nodes]).toEqual([
    ["n1", "b"],
    ["n2", "a"],
  ]);
  expect(edges).toEqual([{ from: "a", to: "b", arrow: "--x", label: "broken" }]);
  expect(marked).toEqual({ faint: [], unknown: [], broken: ["a"] });
});

test("an edge without words, and only styles that occur", () => {
  const chart = createFlowchart();
  const a = chart.node("a", { shape: "user", label: "a", mark: "unknown" });
  chart.edge(a, chart.node("b", { shape: "note", label: "b", mark: "ok" }), "faint");
  expect(chart.text()).toBe(`flowchart LR
  n1(["a"])
  n2>"b"]
  n1 -.-> n2
  classDef unknown stroke:orange,stroke-width:2px,stroke-dasharray:6 4
  class n1 unknown
`);
});

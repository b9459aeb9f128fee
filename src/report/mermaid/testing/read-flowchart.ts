/** Reads the flowcharts that we write, line by line, and refuses everything else: what Mermaid could read otherwise is an error here. */

/** Letters, numbers and what no grammar of Mermaid, Markdown or HTML reads; the rest is entity codes. */
const TEXT = String.raw`(?:[\p{L}\p{N} .,@()_-]|#\d+;)*`;
const NODE = new RegExp(
  String.raw`^(n\d+)(?:\(\["(${TEXT})"\]\)|\{\{"(${TEXT})"\}\}|\["(${TEXT})"\]|\[\("(${TEXT})"\)\]|>"(${TEXT})"\])$`,
  "u",
);
const EDGE = new RegExp(String.raw`^(n\d+) (-->|-\.->|--x)(?:\|"(${TEXT})"\|)? (n\d+)$`, "u");
const COMMENT = new RegExp(`^%% (${TEXT})$`, "u");
const STYLE = /^classDef (faint|unknown|broken) [a-z0-9:,\- ]+$/;
const CLASS = /^class (n\d+(?:,n\d+)*) (faint|unknown|broken)$/;

export interface ReadEdge {
  readonly from: string;
  readonly to: string;
  readonly arrow: string;
  readonly label: string;
}

export interface ReadFlowchart {
  readonly comments: readonly string[];
  /** By id, what is drawn in them. */
  readonly nodes: ReadonlyMap<string, string>;
  /** Between the labels of nodes. */
  readonly edges: readonly ReadEdge[];
  /** Labels of the nodes that bear the mark. */
  readonly marked: Readonly<Record<"faint" | "unknown" | "broken", readonly string[]>>;
}

/** @throws Error with the first line that is not of the grammar, or names a node that is not there. */
export function readFlowchart(text: string): ReadFlowchart {
  const [head, ...lines] = text.split("\n");
  if (head !== "flowchart LR" || lines.pop() !== "") throw new Error(`No flowchart: ${text.slice(0, 40)}`);
  const comments: string[] = [];
  const nodes = new Map<string, string>();
  const edges: ReadEdge[] = [];
  const marked = { faint: [] as string[], unknown: [] as string[], broken: [] as string[] };
  const labelOf = (id: string | undefined): string => {
    const label = nodes.get(id ?? "");
    if (label === undefined) throw new Error(`${id} is no node`);
    return label;
  };
  for (const line of lines.map((one) => one.replace(/^ {2}/, ""))) {
    const node = NODE.exec(line);
    const edge = EDGE.exec(line);
    const comment = COMMENT.exec(line);
    const mark = CLASS.exec(line);
    if (node?.[1]) {
      if (nodes.has(node[1])) throw new Error(`${node[1]} is there twice`);
      nodes.set(node[1], decoded(node.slice(2).find((one) => one !== undefined) ?? ""));
    } else if (edge)
      edges.push({ from: labelOf(edge[1]), to: labelOf(edge[4]), arrow: edge[2] ?? "", label: decoded(edge[3] ?? "") });
    else if (comment) comments.push(decoded(comment[1] ?? ""));
    else if (mark) marked[mark[2] as "broken"].push(...(mark[1] ?? "").split(",").map(labelOf));
    else if (!STYLE.test(line)) throw new Error(`Not of the grammar: ${line}`);
  }
  return { comments, nodes, edges, marked };
}

const decoded = (text: string): string => text.replace(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));

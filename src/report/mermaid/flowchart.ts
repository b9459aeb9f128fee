/** Mermaid flowcharts: each node and each edge once, the worst mark of all that share it, nothing from elsewhere unescaped. */
import { mermaidText } from "../sanitize.ts";

/** From the best to the worst. */
const MARKS = ["ok", "faint", "unknown", "broken"] as const;
export type Mark = (typeof MARKS)[number];

export type Shape = "user" | "group" | "set" | "account" | "note";

export interface ChartNode {
  readonly shape: Shape;
  readonly label: string;
  readonly mark: Mark;
}

export interface Flowchart {
  /** The node of a key, made at its first sight; later only its mark gets worse. @returns what edges name it by. */
  readonly node: (key: string, node: ChartNode) => string;
  readonly edge: (from: string, to: string, mark: Mark, label?: string) => void;
  /** A line that a drawing does not show. */
  readonly comment: (words: string) => void;
  readonly text: () => string;
}

const SHAPES: Readonly<Record<Shape, readonly [string, string]>> = {
  user: ["([", "])"],
  group: ["{{", "}}"],
  set: ["[", "]"],
  account: ["[(", ")]"],
  note: [">", "]"],
};

const ARROWS: Readonly<Record<Mark, string>> = { ok: "-->", faint: "-.->", unknown: "-.->", broken: "--x" };

const STYLES: Readonly<Record<Exclude<Mark, "ok">, string>> = {
  faint: "stroke:gray,stroke-dasharray:2 4,color:gray",
  unknown: "stroke:orange,stroke-width:2px,stroke-dasharray:6 4",
  broken: "stroke:red,stroke-width:3px",
};

const worse = (one: Mark, other: Mark): Mark => (MARKS.indexOf(one) >= MARKS.indexOf(other) ? one : other);

interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  readonly mark: Mark;
  readonly label: string | undefined;
}

export function createFlowchart(): Flowchart {
  const comments: string[] = [];
  const nodes = new Map<string, ChartNode & { readonly id: string }>();
  const edges = new Map<string, DrawnEdge>();
  return {
    node: (key, node) => {
      const known = nodes.get(key);
      const id = known?.id ?? `n${nodes.size + 1}`;
      nodes.set(key, known ? { ...known, mark: worse(known.mark, node.mark) } : { ...node, id });
      return id;
    },
    edge: (from, to, mark, label) => {
      const key = `${from} ${to}`;
      const known = edges.get(key);
      if (known === undefined || worse(mark, known.mark) !== known.mark) edges.set(key, { from, to, mark, label });
    },
    comment: (words) => void comments.push(`%% ${mermaidText(words)}`),
    text: () =>
      `${["flowchart LR", ...[...comments, ...[...nodes.values()].map(nodeLine), ...[...edges.values()].map(edgeLine), ...classLines([...nodes.values()])].map((line) => `  ${line}`)].join("\n")}\n`,
  };
}

function nodeLine({ id, shape, label }: ChartNode & { readonly id: string }): string {
  const [open, close] = SHAPES[shape];
  return `${id}${open}"${mermaidText(label)}"${close}`;
}

const edgeLine = ({ from, to, mark, label }: DrawnEdge): string =>
  `${from} ${ARROWS[mark]}${label === undefined ? "" : `|"${mermaidText(label)}"|`} ${to}`;

/** Only the marks that occur. */
function classLines(nodes: readonly (ChartNode & { readonly id: string })[]): readonly string[] {
  return (["faint", "unknown", "broken"] as const).flatMap((mark) => {
    const ids = nodes.filter((node) => node.mark === mark).map(({ id }) => id);
    return ids.length === 0 ? [] : [`classDef ${mark} ${STYLES[mark]}`, `class ${ids.join(",")} ${mark}`];
  });
}

/** Access that was gained and lost between two moments, by group, each with its sign. */
import type { DifferenceBlock } from "../../report/page/access-view.ts";
import { AccessLines } from "./access-lines.tsx";
import { Icon } from "./icon.tsx";

const ICONS = { gained: "plus", lost: "minus", unknown: "unread" } as const;

interface DifferenceProps {
  readonly blocks: readonly DifferenceBlock[];
  readonly isDocument?: boolean;
}

export function AccessDifference({ blocks, isDocument = false }: DifferenceProps) {
  if (blocks.length === 0) return <p class="lead">Nobody gained or lost access between the two moments.</p>;
  return (
    <div class="difference">
      {blocks.map(({ change, title, count, lines }) => (
        <section key={change} class={`access-block change-${change}`}>
          <h2>
            <Icon name={ICONS[change]} />
            {title}: {count}
          </h2>
          <AccessLines lines={lines} asked={null} isDocument={isDocument} />
        </section>
      ))}
    </div>
  );
}

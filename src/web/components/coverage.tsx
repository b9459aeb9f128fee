/** How far the answer looked: one line, and behind it each gap with its effect. */
import type { CoverageView } from "../../report/page/coverage-view.ts";
import { CopyButton } from "./copy-button.tsx";

export function Coverage({ coverage, isOpen = false }: { readonly coverage: CoverageView; readonly isOpen?: boolean }) {
  const line = (
    <>
      {coverage.cost} ·{" "}
      <time dateTime={coverage.at}>{coverage.at.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC")}</time> ·{" "}
      {coverage.words}
    </>
  );
  if (coverage.gaps.length === 0) return <p class="coverage">{line}</p>;
  return (
    <details class="coverage" open={isOpen}>
      <summary>{line}</summary>
      <ul class="gaps">
        {coverage.gaps.map(({ kind, what, reason, effect, statement }) => (
          <li key={`${kind} ${what}`} class={kind === "could not read" ? "gap-unread" : "gap"}>
            <b>{what}</b> <span class="tag">{kind}</span>
            <span>{reason}.</span> <span class="soft">Effect: {effect}</span>
            {statement === undefined || isOpen ? null : (
              <CopyButton text={statement}>Copy the policy statement</CopyButton>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

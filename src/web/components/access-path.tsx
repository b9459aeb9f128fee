/** The access path in fixed columns, one row a path; its first broken link is the only loud thing, what lies behind it is quiet. */
import type { DrawnState, LinkView } from "../../report/page/link-view.ts";
import type { PathRow, PathRows } from "../../report/page/path-rows.ts";
import { Icon, type IconName } from "./icon.tsx";

const ICONS: Readonly<Record<DrawnState, IconName>> = {
  ok: "ok",
  broken: "broken",
  "could not read": "unread",
  "not given": "given",
  behind: "quiet",
  "not examined": "quiet",
};

interface PathProps {
  readonly paths: PathRows;
  /** Undefined: a document without script, in which nothing opens. */
  readonly onOpen?: ((link: LinkView) => void) | undefined;
}

export function AccessPath({ paths, onOpen }: PathProps) {
  if (paths.shown.length === 0) return <p class="soft">No path could be drawn: nothing of the grant was read.</p>;
  return (
    <div class="paths">
      {paths.shown.map((row) => (
        <Row key={row.key} row={row} onOpen={onOpen} />
      ))}
      {paths.folded.length > 0 ? (
        <details>
          <summary>{foldedWords(paths.folded)}</summary>
          <ul>
            {paths.folded.map((row) => (
              <li key={row.key}>
                {row.title}: {reasonOf(row)}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}

function foldedWords(folded: readonly PathRow[]): string {
  if (folded.some(({ brokenAt }) => brokenAt === undefined)) return `${folded.length} more ways`;
  return folded.length === 1 ? "1 other grant does not apply" : `${folded.length} other grants do not apply`;
}

/** The word of the link at which a path ends. */
const reasonOf = ({ links, brokenAt }: PathRow): string =>
  (brokenAt === undefined ? undefined : links[brokenAt])?.word ?? "works as well";

function Row({ row, onOpen }: { readonly row: PathRow } & Pick<PathProps, "onOpen">) {
  const broken = row.brokenAt === undefined ? undefined : row.links[row.brokenAt];
  return (
    <figure class={`path${row.isQuiet ? " path-quiet" : ""}`}>
      <figcaption>{row.title}</figcaption>
      <ol class="links">
        {row.links.map((link, at) => (
          <li key={link.stage} class={`link link-${link.state.replaceAll(" ", "-")}`} style={{ order: 2 * at }}>
            <span class="column">{link.column}</span>
            <LinkBody link={link} onOpen={onOpen} />
          </li>
        ))}
      </ol>
      {broken && !row.isQuiet ? (
        <p class="claim" style={{ order: 2 * (row.brokenAt ?? 0) + 1 }}>
          <Icon name="broken" />
          <span>
            <b>{broken.column}:</b> {broken.claim}
          </span>
        </p>
      ) : null}
    </figure>
  );
}

function LinkBody({ link, onOpen }: { readonly link: LinkView } & Pick<PathProps, "onOpen">) {
  const body = (
    <>
      <span class="state">
        <Icon name={ICONS[link.state]} />
        {link.word}
      </span>
      <span class="name" title={link.name}>
        {link.name}
      </span>
      {link.asksFor === undefined ? null : <span class="asks">{link.asksFor} was not given</span>}
      {link.permissions.map((permission) => (
        <code key={permission} class="permission">
          {permission}
        </code>
      ))}
    </>
  );
  if (!onOpen) return <div class="body">{body}</div>;
  return (
    <button type="button" class="body" title={link.fullClaim} onClick={() => onOpen(link)}>
      {body}
    </button>
  );
}

/** The access portal of a person on a lab, as that person sees it now; the account that was asked about comes first. */
import { plain } from "../../report/sanitize.ts";
import type { PortalNow } from "../client/screen-answers.ts";

interface PanelProps {
  readonly portal: PortalNow;
  /** As the answer calls them. */
  readonly person: string;
  readonly asked: { readonly id: string | null; readonly name: string | null };
}

/** Accounts that are shown before the rest is folded. */
const SHOWN = 3;

export function PortalPanel({ portal, person, asked }: PanelProps) {
  const { accounts, canSignIn, startUrl, userName } = portal;
  const isAsked = ({ accountId }: PortalNow["accounts"][number]): boolean => accountId === asked.id;
  const sorted = [...accounts.filter(isAsked), ...accounts.filter((account) => !isAsked(account))];
  const isMissing = asked.id !== null && !accounts.some(isAsked);
  return (
    <aside class="portal portal-now" aria-labelledby="portal-now-title">
      <h2 id="portal-now-title">What {plain(person)} sees</h2>
      {canSignIn ? (
        <ul>
          {isMissing ? (
            <li class="none">
              <span title={asked.id ?? undefined}>{plain(asked.name ?? asked.id ?? "")}</span>
              <span>not shown</span>
            </li>
          ) : null}
          {sorted.slice(0, SHOWN).map((account) => (
            <Account key={account.accountId} account={account} isNew={isAsked(account)} />
          ))}
          {!isMissing && sorted.length === 0 ? <li class="none">no account</li> : null}
        </ul>
      ) : (
        <p class="soft">The lab does not let {plain(userName)} sign in.</p>
      )}
      {sorted.length > SHOWN ? (
        <details>
          <summary>{sorted.length - SHOWN} more</summary>
          <ul>
            {sorted.slice(SHOWN).map((account) => (
              <Account key={account.accountId} account={account} isNew={false} />
            ))}
          </ul>
        </details>
      ) : null}
      <p class="portal-open">
        <a href={startUrl} target="_blank" rel="noreferrer">
          Open the portal
        </a>{" "}
        <span class="soft">as {plain(userName)}, password lab</span>
      </p>
    </aside>
  );
}

function Account({
  account: { accountId, accountName, permissionSets },
  isNew,
}: {
  readonly account: PortalNow["accounts"][number];
  readonly isNew: boolean;
}) {
  return (
    <li class={isNew ? "new" : ""}>
      <span title={accountId}>{plain(accountName)}</span>
      <span>{permissionSets.map(plain).join(", ")}</span>
    </li>
  );
}

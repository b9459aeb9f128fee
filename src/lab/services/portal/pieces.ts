/** What several pages of the portal show: who is signed in, texts to copy, the keys of a role. */
import type { SignIn } from "../../world/world.ts";
import type { IssuedKeys } from "../sts/keys.ts";
import { type Html, html } from "./html.ts";
import { formTokenField } from "./visit.ts";

export const bar = (session: SignIn): Html => html`<div class="bar">
<p class="soft">Signed in as <strong>${session.user.displayName}</strong> (${session.user.userName})</p>
<nav aria-label="Portal"><a href="/start">Accounts</a> <a href="/start/applications">Applications</a></nav>
<form method="post" action="/start/sign-out">${formTokenField(session)}<button class="quiet" type="submit">Sign out</button></form>
</div>`;

export const snippet = (id: string, title: string, text: string): Html => html`<div class="copy">
<h2 id="${id}-title">${title}</h2>
<button class="small quiet" type="button" hidden data-copy="${id}" data-said="Copied: ${title}" aria-label="Copy: ${title}">Copy</button>
</div>
<pre id="${id}" tabindex="0" aria-labelledby="${id}-title">${text}</pre>`;

/** The environment of a shell that acts as the role. */
export const keyLines = (keys: IssuedKeys, labUrl: string, region: string): string =>
  [
    `export AWS_ACCESS_KEY_ID="${keys.accessKeyId}"`,
    `export AWS_SECRET_ACCESS_KEY="${keys.secretAccessKey}"`,
    `export AWS_SESSION_TOKEN="${keys.sessionToken}"`,
    `export AWS_ENDPOINT_URL="${labUrl}"`,
    `export AWS_REGION="${region}" AWS_DEFAULT_REGION="${region}"`,
  ].join("\n");

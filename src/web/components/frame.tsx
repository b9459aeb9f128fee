/** The frame of every screen: where to go, whose organization it is, whether it is a lab, and the theme. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { OrganizationOffer } from "../client/answers.ts";
import { go } from "../client/router.ts";
import { applyTheme, keptTheme, nextTheme } from "../client/theme.ts";
import { Icon } from "./icon.tsx";

const SCREENS = [
  { path: "/ask", name: "Ask" },
  { path: "/findings", name: "Findings" },
  { path: "/access", name: "Access" },
  { path: "/changes", name: "Changes" },
  { path: "/causes", name: "Causes" },
] as const;

interface FrameProps {
  readonly path: string;
  readonly organization: OrganizationOffer | undefined;
  readonly organizations: readonly OrganizationOffer[];
  readonly children: ComponentChildren;
}

export function Frame({ path, organization, organizations, children }: FrameProps) {
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="frame">
        <a class="brand" href="/ask">
          idc-doctor
        </a>
        <nav aria-label="Screens">
          {SCREENS.map((screen) => (
            <a key={screen.path} href={screen.path} aria-current={path.startsWith(screen.path) ? "page" : undefined}>
              {screen.name}
            </a>
          ))}
        </nav>
        <Where organization={organization} organizations={organizations} />
        <ThemeButton />
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

function Where({ organization, organizations }: Pick<FrameProps, "organization" | "organizations">) {
  if (!organization) return <span class="where" />;
  const { name, region, endpointUrl } = organization;
  return (
    <span class="where">
      {endpointUrl === null ? null : <span class="tag lab-tag">lab, not AWS</span>}
      {organizations.length > 1 ? (
        <label class="switch">
          <span>Organization</span>
          <select
            value={name}
            onChange={(event) => go(`/ask?organization=${encodeURIComponent(event.currentTarget.value)}`)}
          >
            {organizations.map((one) => (
              <option key={one.name} value={one.name}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <span title={endpointUrl ?? undefined}>
          {name} · {region}
        </span>
      )}
      {endpointUrl === null ? null : (
        <a href={`${endpointUrl}/start`} target="_blank" rel="noreferrer">
          User’s portal
        </a>
      )}
    </span>
  );
}

function ThemeButton() {
  const [theme, setTheme] = useState(keptTheme);
  const change = (): void => {
    const next = nextTheme(theme);
    applyTheme(next);
    setTheme(next);
  };
  return (
    <button type="button" class="quiet theme" onClick={change} aria-label={`Theme: ${theme}. Change`}>
      <Icon name="theme" />
      <span>{theme}</span>
    </button>
  );
}

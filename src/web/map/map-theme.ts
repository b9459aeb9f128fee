/** The colours of the map, from the style sheet of the theme that is shown. */
import { useEffect, useState } from "preact/hooks";
import type { MapTheme } from "./map-paint.ts";

function themeNow(): MapTheme {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const heat = [of("paper"), ...[1, 2, 3, 4, 5].map((level) => of(`heat-${level}`)), of("heat-unknown")];
  return {
    paper: of("paper"),
    ink: of("ink"),
    mark: of("accent"),
    gained: of("ok"),
    lost: of("bad"),
    heat,
  };
}

/** Another one when the system or somebody changes it. */
export function useMapTheme(): MapTheme {
  const [theme, setTheme] = useState(themeNow);
  useEffect(() => {
    const changed = (): void => setTheme(themeNow());
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    const chosen = new MutationObserver(changed);
    system.addEventListener("change", changed);
    chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      system.removeEventListener("change", changed);
      chosen.disconnect();
    };
  }, []);
  return theme;
}

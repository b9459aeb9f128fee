/** Every state has an address: reads it, changes it, and tells the screens. */
import { useEffect, useState } from "preact/hooks";

export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

const MOVED = "idc-doctor-moved";

/** Shown already, and written to the address bar when it has been painted. */
let ahead: string | undefined;

function placeNow(): Place {
  const { pathname, searchParams } = new URL(ahead ?? window.location.href, window.location.origin);
  return { path: pathname, query: searchParams };
}

/** Goes to an address of this page without loading it again. */
export function go(address: string): void {
  writeAddress();
  window.history.pushState(null, "", within(address));
  window.dispatchEvent(new Event(MOVED));
  window.scrollTo(0, 0);
}

/**
 * The same screen in another state: no step for the back button, and no jump to its top.
 * A browser takes milliseconds to write an address, and refuses to write it with each letter of a fast writer: what is shown comes first.
 */
export function refine(address: string): void {
  const isWaiting = ahead !== undefined;
  ahead = within(address);
  window.dispatchEvent(new Event(MOVED));
  if (!isWaiting) window.requestAnimationFrame(() => window.setTimeout(writeAddress));
}

function writeAddress(): void {
  if (ahead !== undefined) window.history.replaceState(null, "", ahead);
  ahead = undefined;
}

/** Of several organizations, the one that is looked at stays in the address. */
function within(address: string): string {
  const organization = placeNow().query.get("organization");
  const to = new URL(address, window.location.origin);
  if (organization === null || to.searchParams.has("organization")) return address;
  to.searchParams.set("organization", organization);
  return to.pathname + to.search;
}

export function usePlace(): Place {
  const [place, setPlace] = useState(placeNow);
  useEffect(() => {
    const moved = (): void => setPlace(placeNow());
    const clicked = (event: MouseEvent): void => followLink(event);
    const popped = (): void => {
      ahead = undefined;
      moved();
    };
    window.addEventListener("popstate", popped);
    window.addEventListener("pagehide", writeAddress);
    window.addEventListener(MOVED, moved);
    document.addEventListener("click", clicked);
    return () => {
      window.removeEventListener("popstate", popped);
      window.removeEventListener("pagehide", writeAddress);
      window.removeEventListener(MOVED, moved);
      document.removeEventListener("click", clicked);
    };
  }, []);
  return place;
}

/** Links of the page itself need no new page; with a modifier key they open as the browser does it. */
function followLink(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const to = new URL(link.href);
  if (to.origin !== window.location.origin || link.target !== "" || to.pathname.startsWith("/auth/")) return;
  if (to.hash !== "" && to.pathname === window.location.pathname) return;
  event.preventDefault();
  go(to.pathname + to.search);
}

/** An address with these parameters; those without a value are left out. */
export function address(path: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams(Object.entries(parameters).filter((pair): pair is [string, string] => !!pair[1]));
  return query.size === 0 ? path : `${path}?${query}`;
}

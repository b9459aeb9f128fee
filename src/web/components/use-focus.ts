/** The field that a screen is for has the focus when the screen appears; a browser's own autofocus acts once for each load of the page. */
import { useEffect, useRef } from "preact/hooks";

export function useFocus() {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  return field;
}

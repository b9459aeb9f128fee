/** Copies a text, and says that it did. Without a script (the HTML report) there is no such button. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Icon } from "./icon.tsx";

interface CopyProps {
  readonly text: string;
  readonly children: ComponentChildren;
  readonly isPrimary?: boolean | undefined;
}

export function CopyButton({ text, children, isPrimary = false }: CopyProps) {
  const [said, say] = useState("");
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => say("Copied"),
      () => say("Not copied: the browser refused"),
    );
  };
  return (
    <span class="copy">
      <button type="button" class={isPrimary ? "primary" : ""} onClick={copy}>
        <Icon name="copy" />
        {children}
      </button>
      <span class="said" role="status">
        {said}
      </span>
    </span>
  );
}

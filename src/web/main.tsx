/** Starts the page. */
import { render } from "preact";
import { App } from "./app.tsx";
import { applyTheme, keptTheme } from "./client/theme.ts";

applyTheme(keptTheme());
const root = document.getElementById("page");
if (root) render(<App />, root);

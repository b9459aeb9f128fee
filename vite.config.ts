/** Builds the page into `dist/web`: one script and one style sheet of its own origin, nothing inline. */
import { defineConfig, type Plugin } from "vite";
import { STYLE } from "./src/web/styles/index.ts";

/** The style sheet is a text in the source, because the HTML reports have it inline: here it becomes a file. */
const styleSheet: Plugin = {
  name: "style-sheet",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "assets/style.css", source: STYLE.replace(/\n\s*/g, "\n") });
  },
  transformIndexHtml: () => [
    { tag: "link", attrs: { rel: "stylesheet", href: "/assets/style.css" }, injectTo: "head" },
  ],
};

export default defineConfig({
  root: "src/web",
  base: "/",
  plugins: [styleSheet],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    target: "es2023",
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: { output: { entryFileNames: "assets/page-[hash].js", chunkFileNames: "assets/part-[hash].js" } },
  },
});

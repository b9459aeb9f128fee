/** Style and filter of the HTML report: constants, so that the page's policy can allow exactly this script. */

export const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .2rem .6rem .2rem 0; vertical-align: top; }
article, tr { border-color: gray; } article { border-left: .3rem solid; padding: .1rem 0 .1rem 1rem; margin: 1rem 0; }
article.high { border-color: #c62828; } article.medium { border-color: #b26a00; } article.low { border-color: #607d8b; }
article p { margin: .3rem 0; } .meta { opacity: .75; font-size: .9rem; }
form:not([hidden]) { display: flex; flex-wrap: wrap; gap: 1rem; margin: 1.5rem 0; }
code { overflow-wrap: anywhere; } summary { cursor: pointer; }
@media print { form { display: none !important; } details > * { display: block; } }
`;

/** Shows the findings that fit all three fields; without scripts the whole list stays. */
export const FILTER_SCRIPT = `
const form = document.getElementById("filter");
if (form) {
  const articles = [...document.querySelectorAll(".findings article")];
  const apply = () => {
    const text = form.elements.text.value.toLowerCase();
    const { value: severity } = form.elements.severity;
    const { value: cause } = form.elements.cause;
    let shown = 0;
    for (const one of articles) {
      one.hidden = (severity !== "" && one.dataset.severity !== severity)
        || (cause !== "" && one.dataset.cause !== cause)
        || !one.textContent.toLowerCase().includes(text);
      if (!one.hidden) shown += 1;
    }
    for (const section of document.querySelectorAll(".findings"))
      section.hidden = !section.querySelector("article:not([hidden])");
    form.querySelector("output").textContent = shown + " of " + articles.length + " findings";
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
}
`;

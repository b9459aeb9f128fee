/** The portal page's style and its one script. */

export const STYLE = `
:root { color-scheme: light dark; --back: #f4f6f9; --card: #fff; --text: #17202b; --soft: #52606f; --line: #cbd3dc; --accent: #0b5cad; --accent-text: #fff; --alert: #a3151a; --alert-back: #fdeeee; }
@media (prefers-color-scheme: dark) { :root { --back: #11161d; --card: #1a212b; --text: #e8edf3; --soft: #a5b1bf; --line: #3a4655; --accent: #7cb8ff; --accent-text: #0c1420; --alert: #ff9c9c; --alert-back: #381c1f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
header { display: flex; gap: 1rem; align-items: baseline; flex-wrap: wrap; padding: .8rem 1.5rem; background: var(--card); border-bottom: 1px solid var(--line); }
header p { margin: 0; } .brand { font-weight: 650; } .brand span { color: var(--accent); } .note { color: var(--soft); font-size: .9rem; }
main { max-width: 46rem; margin: 2rem auto; padding: 0 1.5rem; } main:focus { outline: none; }
h1 { font-size: 1.6rem; line-height: 1.2; } h2 { font-size: 1.1rem; margin: 0; overflow-wrap: anywhere; }
.card, form.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1.2rem 1.4rem; margin: 0 0 1rem; }
.card p { margin: .2rem 0 .6rem; } .soft { color: var(--soft); font-size: .92rem; overflow-wrap: anywhere; }
label { display: block; font-weight: 600; margin: .8rem 0 .2rem; }
input[type=text], input[type=password] { width: 100%; max-width: 24rem; padding: .55rem .7rem; font: inherit; color: inherit; background: var(--back); border: 1px solid var(--soft); border-radius: .4rem; }
button, .button { display: inline-block; margin: .9rem .6rem 0 0; padding: .5rem 1rem; font: inherit; font-weight: 600; color: var(--accent-text); background: var(--accent); border: 1px solid var(--accent); border-radius: .4rem; text-decoration: none; cursor: pointer; }
button.quiet { color: var(--accent); background: transparent; } button.small { margin: 0; padding: .2rem .7rem; font-size: .88rem; }
a { color: var(--accent); } ul.roles { list-style: none; margin: .4rem 0 0; padding: 0; } ul.roles li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .3rem 1rem; padding: .45rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.bar { display: flex; flex-wrap: wrap; gap: .5rem 1rem; justify-content: space-between; align-items: center; margin-bottom: 1rem; } .bar form, .bar p { margin: 0; } .bar button { margin: 0; }
pre { background: var(--back); border: 1px solid var(--line); border-radius: .4rem; padding: .8rem 1rem; overflow-x: auto; font-size: .88rem; }
.copy { display: flex; justify-content: space-between; align-items: center; gap: 1rem; margin-top: 1rem; }
.alert { color: var(--alert); background: var(--alert-back); border-left: .3rem solid var(--alert); padding: .6rem .9rem; border-radius: .3rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .4rem .8rem; }
`;

/** Copies what a button names, and says that it did. The page works without it. */
export const SCRIPT = `
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    const said = document.getElementById("said");
    try {
      await navigator.clipboard.writeText(source.textContent);
      said.textContent = button.dataset.said;
    } catch {
      const range = document.createRange();
      range.selectNodeContents(source);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      said.textContent = "Copying is not allowed here; the text is selected.";
    }
  });
}
`;

export const styles = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif;
  --page: light-dark(#f7f7f8, #111114); --surface: light-dark(#fff, #18181c); --border: light-dark(#e5e5ea, #2b2b32);
  --text: light-dark(#18181d, #ededf1); --muted: light-dark(#585864, #a9a9b6); --accent: light-dark(#4140c4, #b6b5ff);
  --bad: light-dark(#b42318, #ff9b93); --good: light-dark(#13653a, #7fdca4); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); }
body > * { max-width: 72rem; margin: 0 auto; padding: 0 1rem; }
nav { display: flex; flex-wrap: wrap; gap: 0 1rem; padding-top: 1rem; padding-bottom: 1rem; }
nav a { display: inline-flex; align-items: center; min-height: 2.75rem; }
nav a[aria-current] { color: var(--text); font-weight: 600; text-decoration: none; }
a { color: var(--accent); }
h1 { font-size: 1.25rem; margin: 0 0 0.75rem; overflow-wrap: anywhere; }
h2 { font-size: 0.875rem; color: var(--muted); margin: 1.5rem 0 0.5rem; }
p, time, .muted { color: var(--muted); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.scroll { overflow-x: auto; background: var(--surface); border: 1px solid var(--border); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; font-size: 0.875rem; }
th, td { text-align: start; padding: 0.5rem 1rem; vertical-align: top; overflow-wrap: break-word; min-width: 7rem; max-width: 40rem; }
th { color: var(--muted); font-weight: 500; white-space: nowrap; } tr + tr, tbody { border-top: 1px solid var(--border); }
td time { white-space: nowrap; } .failed { color: var(--bad); font-weight: 600; } .completed { color: var(--good); }
form { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: end; margin-bottom: 1rem; }
label { font-size: 0.875rem; color: var(--muted); max-width: 100%; }
select, button { display: block; font: inherit; color: var(--text); background: var(--surface); border: 1px solid var(--muted);
  border-radius: 6px; padding: 0.375rem 0.75rem; min-height: 2.75rem; max-width: 100%; }
button { cursor: pointer; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; font-size: 0.875rem; margin: 0 0 1rem; }
dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
pre { background: var(--surface); border: 1px solid var(--border); border-radius: 8px; padding: 0.75rem 1rem; margin: 0; max-height: 24rem;
  overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; font: 0.8125rem/1.5 ui-monospace, monospace; }
td pre { max-height: 10rem; min-width: 16rem; padding: 0.25rem 0.5rem; }
[role="alert"] { border: 1px solid var(--bad); border-radius: 8px; padding: 0.75rem 1rem; color: var(--bad); overflow-wrap: anywhere; }
`;

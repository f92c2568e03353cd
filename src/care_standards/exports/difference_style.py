"""How a page about differences looks: one style sheet for light, dark, narrow screens and paper.

Nothing is told by colour alone, and every colour of text keeps a contrast of 4.5 to 1 on every ground it may stand on
(WCAG 2.2, 1.4.3); a test computes it from the values below.
"""

from typing import Final

STYLE: Final = """
:root {
  color-scheme: light dark;
  --ink: #1b1b1b; --soft: #4a4d52; --paper: #ffffff; --panel: #f2f3f5; --line: #80858e;
  --more: #14532d; --less: #8b1a1a; --open: #6b4a00; --other: #1e3a8a;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ink: #f1f1f1; --soft: #c4c8cf; --paper: #14161a; --panel: #20242a; --line: #79818c;
    --more: #8fd6a3; --less: #ffa8a0; --open: #f2cf73; --other: #a9c4ff;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1rem; max-width: 72rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, "Segoe UI", "Liberation Sans", sans-serif; overflow-wrap: break-word;
}
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.25rem; margin: 2rem 0 .25rem; }
p { margin: .25rem 0 .75rem; }
table { width: 100%; border-collapse: collapse; margin: .5rem 0 1rem; }
caption { text-align: left; color: var(--soft); padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border: 1px solid var(--line); }
thead th { background: var(--panel); }
.plain { width: auto; }
.pairs { table-layout: fixed; }
.told th { font-weight: normal; background: var(--panel); border-top-width: 3px; }
.told p, td p { margin: 0 0 .2rem; }
.id { overflow-wrap: anywhere; font-family: ui-monospace, "Liberation Mono", monospace; font-size: .95em; }
.soft { color: var(--soft); }
.sign { display: inline-block; min-width: 1.2em; font-family: ui-monospace, "Liberation Mono", monospace; }
.added { color: var(--more); }
.removed, .withdrawn, .retired { color: var(--less); }
.unknown, .proposals { color: var(--open); }
.changed { color: var(--other); }
.proposals-of td { border-style: dashed; }
.note { border-left: 4px solid var(--line); padding-left: 1.75rem; }
.number { text-align: right; }
@media (max-width: 40rem) {
  .pairs thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .pairs, .pairs caption, .pairs tbody, .pairs tr, .pairs th, .pairs td { display: block; width: 100%; }
  .pairs td + td { border-top: 0; }
  .pairs td::before { content: attr(data-side); display: block; color: var(--soft); font-size: .875rem; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  thead { display: table-header-group; }
  tr, .told { break-inside: avoid; }
  .told { break-after: avoid; }
  h2, h2 + p, caption { break-after: avoid; }
}
"""

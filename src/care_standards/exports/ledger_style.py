"""How the page of a ledger looks: the style of pages about differences, and what a worklist on paper needs besides."""

from typing import Final

from care_standards.exports.difference_style import STYLE as _PAGES
from care_standards.vocabularies import LEDGER_VERDICTS

# A box that is not ticked hides its section, on a screen only; browsers that do not know :has() show everything.
_HIDDEN: Final = "".join(
    f"@media screen {{ main:has(#show-{verdict}:not(:checked)) #of-{verdict} {{ display: none; }} }}\n"
    for verdict in LEDGER_VERDICTS
)

STYLE: Final = f"""{_PAGES}
h1 {{ font-size: 1.35rem; }}
a {{ color: var(--other); }}
fieldset {{ border: 1px solid var(--line); margin: 1rem 0; padding: .25rem .75rem .5rem; }}
label {{ display: inline-block; margin-right: 1.25rem; }}
.reassess {{ color: var(--less); }}
.carried-for-review, .defaulted {{ color: var(--other); }}
.dropped {{ color: var(--less); }}
.status {{ font-weight: 600; }}
.kept {{ border-left: 3px solid var(--line); padding-left: .5rem; white-space: pre-line; }}
.work {{ table-layout: fixed; }}
.work tr {{ break-inside: avoid; }}
.work .tick {{ width: 4.8rem; text-align: center; }}
.work th[scope="row"] {{ font-weight: normal; }}
.work th p {{ margin: 0 0 .2rem; }}
.work .id {{ font-weight: 600; }}
.work .task {{ width: 8.5rem; }}
.work .room {{ width: 17rem; }}
.box {{ display: inline-block; width: 1rem; height: 1rem; border: 1.5px solid var(--ink); }}
.room p {{ border-bottom: 1px solid var(--line); color: var(--soft); margin: 0 0 .5rem; padding-top: .35rem; }}
@media (max-width: 40rem) {{
  .work .room, .work .task, .work .tick {{ width: auto; text-align: left; }}
  .work thead {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }}
  .work, .work caption, .work tbody, .work tr, .work th, .work td {{ display: block; width: 100%; }}
  .work tr {{ border-top: 3px solid var(--line); }}
}}
@media print {{
  nav, fieldset {{ display: none; }}
  p, .pairs tbody {{ break-inside: avoid; }}
  thead {{ break-after: avoid; }}
  #work {{ break-before: page; }}
  .work .room {{ width: 6.2cm; }}
  main:has(#only-work:checked) > section:not(#work) {{ display: none; }}
  main:has(#only-work:checked) > #work {{ break-before: auto; }}
}}
{_HIDDEN}"""

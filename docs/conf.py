"""Configuration of the documentation: Sphinx, MyST Markdown and the furo theme; nothing is fetched."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "_ext"), str(HERE.parent / "src")]

from care_standards import __version__  # noqa: E402  # the paths come first

project = "care_standards"
author = "The care_standards contributors"
project_copyright = "2026 the care_standards contributors; the publishers' words are not included"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "rendered_pages", "attrs_fields"]
exclude_patterns = ["_build", "_ext"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"care_standards {release}"
html_copy_source = False

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
python_maximum_signature_line_length = 88

# Pages of other projects are not linked to, as that would mean fetching their indexes; their names are left as text.
nitpick_ignore_regex = [
    ("py:.*", r"(collections\.abc|datetime|os|pathlib|typing|types|attrs|attr)\..*"),
    ("py:.*", r"(str|bytes|int|bool|float|None|object|dict|list|tuple|set|frozenset|type|Any|Callable)"),
    ("py:.*", r"(Exception|LookupError|ValueError|KeyError)"),
    # Type variables, and short names that stand for a union of documented classes.
    ("py:.*", r"(.*\.)?(T|P|L|D|Way|Item|Document|Source|PackSource|Target|AnyKind|ArrowBatch|Line|Batch|date)"),
]

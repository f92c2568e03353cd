"""Reports: the verdict, the issues, and the table for notebooks."""

from collections.abc import Callable
from typing import Any

import attrs
import pytest

from care_standards.issue_codes import Code
from care_standards.model import Issue
from care_standards.model.html import table
from care_standards.model.report import summary

Examples = dict[str, Callable[[], Any]]


@pytest.mark.parametrize(("verdict", "ok"), [("valid", True), ("unverified", True), ("invalid", False)])
def test_ok_is_anything_but_invalid(verdict: str, ok: bool, examples: Examples) -> None:
    assert attrs.evolve(examples["Report"](), verdict=verdict).ok is ok


def test_a_code_may_be_given_as_its_text(examples: Examples) -> None:
    issue = attrs.evolve(examples["Issue"](), code="CS101")
    assert issue.code is Code.EMPTY
    assert isinstance(issue, Issue)
    assert issue == examples["Issue"]()


def test_the_pointer_of_the_whole_document_is_empty(examples: Examples) -> None:
    assert examples["Issue"]().pointer == ""
    assert attrs.evolve(examples["Issue"](), pointer="/findings/3").pointer == "/findings/3"


def test_one_line_of_verdict_and_counts(examples: Examples) -> None:
    with_table = examples["Report"]()
    assert summary(with_table) == "invalid: table, 3 rows judged, 1 invalid, 1 blank, 1 error"
    report = attrs.evolve(with_table, table=None)
    assert summary(report) == "invalid: document, 1 of 1 records judged, 1 error"
    counts = attrs.evolve(report.counts, records_in=3, records_judged=3, errors=2, warnings=1, unverified=4)
    more = attrs.evolve(report, document_kind="assessment", counts=counts)
    assert summary(more) == "invalid: assessment, 3 of 3 records judged, 2 errors, 1 warning, 4 unverified"


def test_the_table_for_notebooks(examples: Examples) -> None:
    report = attrs.evolve(examples["Report"](), table=None)
    issue = attrs.evolve(report.issues[0], hint="<script>x</script>", pointer="/a<b", line=3, column=4)
    shown = attrs.evolve(report, issues=(issue,))._repr_html_()
    assert shown.startswith("<table><caption>invalid: document, 1 of 1 records judged, 1 error</caption>")
    assert "<script" not in shown
    assert "<td>CS101</td><td>error</td><td>/a&lt;b</td><td>3</td><td>4</td>" in shown
    assert "<td>&lt;script&gt;x&lt;/script&gt;</td>" in shown


def test_the_table_for_notebooks_names_rows_of_tables(examples: Examples) -> None:
    report = examples["Report"]()
    shown = attrs.evolve(report, issues=(attrs.evolve(report.issues[0], row=7, sheet=2),))._repr_html_()
    assert '<th scope="col">row</th>' in shown
    assert "<td>2</td><td>7</td></tr>" in shown


def test_every_cell_of_a_table_is_escaped() -> None:
    bad = "<b onclick='x'>\"&</b>"
    shown = table(bad, (bad,), [(bad, None, 3)])
    assert "<b " not in shown
    assert "'" not in shown
    assert shown.count("&lt;b onclick=&#x27;x&#x27;&gt;&quot;&amp;&lt;/b&gt;") == 3
    assert shown.endswith("<td></td><td>3</td></tr></tbody></table>")
    assert '<th scope="col">' in shown

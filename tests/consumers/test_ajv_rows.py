"""Ajv, reading nothing but the published bundle of the link row, gives every row the verdict that both engines give."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.invented.damaged import damaged_rows

from care_standards.documents.engines import row_problems
from care_standards.documents.schema_registry import CURRENT, LINK_ROW
from care_standards.vocabularies import ENGINES

WORK = os.environ.get("CARE_STANDARDS_AJV", "")
if not WORK:
    pytest.skip(
        "Ajv is not installed: `nox -s consumers` installs it and names its folder in CARE_STANDARDS_AJV",
        allow_module_level=True,
    )
SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"


def test_ajv_and_python_agree_on_rows() -> None:
    rows: list[Any] = [row for number in range(600) for row in damaged_rows(number)]
    cases = [{"name": str(number), "kind": LINK_ROW, "document": row} for number, row in enumerate(rows)]
    done = subprocess.run(
        ["node", str(Path(WORK) / "judge.mjs"), str(SCHEMAS / CURRENT)],
        input=json.dumps(cases), capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    by_ajv = {int(name): verdict for name, verdict in found.items()}
    for engine in ENGINES:
        refused = row_problems(rows, CURRENT, engine)
        right = {number: number not in refused for number in range(len(rows))}
        assert 300 < sum(right.values()) < len(rows) - 300
        assert by_ajv == {number: {"2020-12": each, "draft-07": each} for number, each in right.items()}

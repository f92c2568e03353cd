"""What a fresh process loads to check one document: nothing that is needed for other answers only."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import care_standards as cs

NOT_NEEDED = {
    "cattrs", "jsonschema", "pyarrow", "rich",
    "care_standards.model.assessment", "care_standards.model.crosswalk", "care_standards.model.pack",
    "care_standards.model.publication", "care_standards.tables",
}  # fmt: skip
PROGRAM = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from care_standards.cli import main
code = main()
print(sorted(sys.modules), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_check_loads_only_what_it_needs(form: str, repository: Path, tmp_path: Path) -> None:
    pytest.importorskip("jsonschema_rs", reason="the reference engine is a larger thing to load")
    file = repository / "tests" / "conformance" / "1.0" / "valid" / "assessment" / "full.json"
    source = repository / "src"
    ran = subprocess.run(
        [sys.executable, "-E", "-c", PROGRAM, str(source), "check", "--format", form, str(file)],
        capture_output=True, text=True, check=True, env={**os.environ, "HOME": str(tmp_path)}, cwd=tmp_path,
    )  # fmt: skip
    loaded = set(json.loads(ran.stderr.replace("'", '"')))
    assert "care_standards.cli.check" in loaded
    assert loaded & NOT_NEEDED == set()
    report = cs.check(file)
    if form == "json":
        assert json.loads(ran.stdout)["verdict"] == report.verdict
    else:
        assert ran.stdout.startswith(report.verdict)

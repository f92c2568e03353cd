"""The recipes for frameworks are real programs: each is run as it stands, in a process of its own.

The how-to pages show these very files. A framework that is not installed is a reason to skip, but not where the session
says that it installed them all.
"""

import json
import os
import subprocess
import sys
import textwrap
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import care_standards as cs
from care_standards.identifiers import PROVISION_PATTERN

PROGRAMS = Path(__file__).with_name("programs")
CANARY = "Quaxlworth"
IS_ALL_INSTALLED = bool(os.environ.get("CARE_STANDARDS_AJV"))


def needs(*names: str) -> pytest.MarkDecorator:
    lacking = [name for name in names if find_spec(name) is None]
    return pytest.mark.skipif(
        bool(lacking) and not IS_ALL_INSTALLED,
        reason=f"not installed: {', '.join(lacking)} (`nox -s consumers` installs them)",
    )


def ran(program: str, *arguments: str) -> Any:
    """Run a program beside the recipes and give what it printed as JSON."""
    path = os.pathsep.join([str(PROGRAMS), str(PROGRAMS.parents[2] / "src")])
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", textwrap.dedent(program), *arguments],
        capture_output=True, text=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": path}, check=False,
        timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def service() -> dict[str, Any]:
    """What the service publishes and answers."""
    answers: dict[str, Any] = ran(
        """
        import json, sys
        from fastapi.testclient import TestClient
        from fastapi_service import app

        client = TestClient(app)
        asked = {
            "openapi": client.get("/openapi.json"),
            "held": client.get("/provisions/scs-2018.1.1.5"),
            "near": client.get("/provisions/scs-2018.1.1.55"),
            "no id": client.get(f"/provisions/{sys.argv[1]}"),
            "final newline": client.get("/provisions/scs-2018.1.1.5%0A"),
            "good": client.post("/findings", json={"provision": "scs-2018.1.1.5.r2", "status": "met"}),
            "bad id": client.post("/findings", json={"provision": sys.argv[1], "status": "met"}),
            "number": client.post("/findings", json={"provision": 115, "status": "met"}),
            "bad status": client.post("/findings", json={"provision": "scs-2018.1.1.5", "status": sys.argv[1]}),
        }
        print(json.dumps({name: [answer.status_code, answer.json()] for name, answer in asked.items()}))
        """,
        CANARY,
    )
    return answers


@needs("fastapi", "httpx")
def test_the_openapi_of_a_service_shows_the_pattern_of_the_id(service: dict[str, Any]) -> None:
    published = service["openapi"][1]
    wanted = {"type": "string", "maxLength": 40, "pattern": PROVISION_PATTERN}
    (parameter,) = published["paths"]["/provisions/{id}"]["get"]["parameters"]
    assert wanted.items() <= parameter["schema"].items()
    assert wanted.items() <= published["components"]["schemas"]["NewFinding"]["properties"]["provision"].items()


@needs("fastapi", "httpx")
def test_the_service_takes_ids_and_nothing_else(service: dict[str, Any]) -> None:
    codes = {name: answer[0] for name, answer in service.items()}
    assert codes == {
        "openapi": 200, "held": 200, "near": 404, "no id": 422, "final newline": 422, "good": 200, "bad id": 422,
        "number": 422, "bad status": 422,
    }  # fmt: skip
    assert service["held"][1] == {"id": "scs-2018.1.1.5", "heading": "Freedom of thought, religion and belief"}
    assert "scs-2018.1.1.5" in service["near"][1]["detail"]
    assert service["good"][1] == {"provision": "scs-2018.1.1.5.r2", "status": "met"}


@needs("fastapi", "httpx")
def test_the_service_repeats_nothing_that_it_refuses(service: dict[str, Any]) -> None:
    assert CANARY not in json.dumps(service)
    assert "scs-2018.1.1.55" not in json.dumps(service["near"])


@needs("fastapi", "httpx")
def test_fastapi_alone_would_repeat_it() -> None:
    """The planted fault: without the handler of the recipe, what was refused comes back."""
    answer = ran(
        """
        import json, sys
        from fastapi.exception_handlers import request_validation_exception_handler
        from fastapi.exceptions import RequestValidationError
        from fastapi.testclient import TestClient
        from fastapi_service import app

        app.exception_handlers[RequestValidationError] = request_validation_exception_handler
        print(json.dumps(TestClient(app).get(f"/provisions/{sys.argv[1]}").json()))
        """,
        CANARY,
    )
    assert CANARY in json.dumps(answer)


@needs("pydantic")
def test_a_model_holds_ids_that_are_texts_and_writes_them_as_such() -> None:
    found = ran(
        """
        import json
        from pydantic import TypeAdapter, ValidationError
        from care_standards.typed_ids import EditionId, ProvisionId

        def refuses(kind, value):
            try:
                TypeAdapter(kind).validate_python(value)
            except ValidationError:
                return True
            return False

        held = TypeAdapter(ProvisionId).validate_python("scs-2018.1.1.5")
        print(json.dumps({
            "type": type(held).__name__,
            "json": TypeAdapter(ProvisionId).dump_json(held).decode(),
            "schema": TypeAdapter(EditionId).json_schema(),
            "refused": [refuses(ProvisionId, v) for v in ("scs-2018", "SCS-2018.1", "scs-2018.1\\n", b"scs-2018.1", 1)],
        }))
        """
    )
    assert found["type"] == "ProvisionId"
    assert found["json"] == '"scs-2018.1.1.5"'
    assert found["schema"]["maxLength"] == 16
    assert found["refused"] == [True] * 5


@needs("django")
def test_a_django_form_offers_the_standards_and_refuses_other_texts() -> None:
    found = ran(
        """
        import json, sys
        from django_forms import AnyEditionForm, FindingForm

        def errors(form):
            return {name: list(told) for name, told in form.errors.items()}

        def any_edition(id):
            return errors(AnyEditionForm({"provision": id}))

        print(json.dumps({
            "choices": [list(choice) for choice in FindingForm().fields["provision"].choices],
            "settings": [list(choice) for choice in FindingForm().fields["setting"].choices],
            "good": errors(FindingForm({"provision": "scs-2018.1.1.5", "setting": "outreach"})),
            "not offered": errors(FindingForm({"provision": "scs-2018.9.9"})),
            "any": [any_edition(id) for id in ("scs-2018.9.9", sys.argv[1], "scs-2018.9.9\\n", "a-2018." + "1" * 40)],
        }))
        """,
        CANARY,
    )
    assert [id for id, _ in found["choices"]] == [provision.id for provision in cs.load("scs-2018")]
    assert "1.1.5 Freedom of thought, religion and belief" in dict(found["choices"]).values()
    assert "outreach" in dict(found["settings"])
    assert found["good"] == {}
    assert list(found["not offered"]) == ["provision"]
    assert [bool(told) for told in found["any"]] == [False, True, True, True]
    assert CANARY not in json.dumps(found["any"])


def _counted(repository: Path) -> dict[tuple[str, str], int]:
    """Count by hand what the frames have to hold."""
    assessment = cs.read_assessment(repository / "examples" / "outreach-self-assessment.json")
    edition = cs.load(assessment.edition)
    held = {provision.id: provision.force for provision in edition}
    return Counter((held.get(finding.provision, "unknown"), finding.status) for finding in assessment.findings)


@needs("pandas")
def test_pandas_counts_every_finding(repository: Path) -> None:
    path = str(repository / "examples" / "outreach-self-assessment.json")
    table = ran("import sys, pandas_frames; print(pandas_frames.by_force(sys.argv[1]).to_json())", path)
    counted = {(force, status): n for status, forces in table.items() for force, n in forces.items() if n}
    assert counted == _counted(repository)


@needs("polars")
def test_polars_counts_every_finding(repository: Path) -> None:
    path = str(repository / "examples" / "outreach-self-assessment.json")
    rows = ran("import sys, polars_frames; print(polars_frames.by_force(sys.argv[1]).write_json())", path)
    assert {(row["force"], row["status"]): row["len"] for row in rows} == _counted(repository)


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_every_kind_of_record_fits_into_a_frame(name: str) -> None:
    if find_spec(name) is None and not IS_ALL_INSTALLED:
        pytest.skip(f"not installed: {name} (`nox -s consumers` installs it)")
    found = ran(
        f"""
        import json
        import {name} as frames
        import care_standards as cs

        options = {{"infer_schema_length": None}} if frames.__name__ == "polars" else {{}}
        catalogue = cs.catalogue()
        edition = cs.load("scs-2018")
        records = [edition, catalogue, *cs.crosswalks(), *cs.concordances()]
        records.append(cs.applicable(edition, cs.Context(nation="scotland")))
        records.append(cs.search("consent", edition))
        print(json.dumps([[len(cs.to_rows(r)), frames.DataFrame(cs.to_rows(r), **options).shape[0]] for r in records]))
        """
    )
    assert all(rows == shape for rows, shape in found)
    assert found[0][0] == len(cs.load("scs-2018"))


def test_the_library_itself_imports_none_of_them() -> None:
    loaded = ran(
        """
        import json, sys
        import care_standards as cs
        from care_standards import typed_ids

        cs.to_rows(cs.load("scs-2018"))
        names = ("pydantic", "pydantic_core", "fastapi", "django", "pandas", "polars")
        print(json.dumps([name for name in names if name in sys.modules]))
        """
    )
    assert loaded == []

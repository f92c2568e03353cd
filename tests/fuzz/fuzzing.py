"""What the fuzz targets share: how they start, what may be raised, and that nothing of the input comes out.

``python tests/fuzz/decode.py -max_total_time=600 tests/fuzz/corpus/decode`` runs one; it needs atheris. A finding ends
the run and is written to a file named ``crash-...``, which, made small, belongs in the corpus and in the hostile cases.
"""

import sys
from collections.abc import Callable
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY / "src"), str(REPOSITORY)]
CANARY = "zorblaxquill"


def run(target: Callable[[bytes], None]) -> None:
    """Fuzz a target; ends with exit code 77, as tests that are skipped do, where atheris is not installed."""
    try:
        import atheris
    except ImportError:
        sys.stderr.write("atheris is not installed: pip install atheris" + "\n")
        sys.exit(77)
    with atheris.instrument_imports(include=["care_standards"]):
        import care_standards as cs

        cs.check(b"{}")  # what is loaded once
        target(b"")
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


def quiet(data: bytes | str, told: object) -> None:
    """Fail where the canary stands in the input and in what is told of it."""
    text = data if isinstance(data, str) else data.decode("utf-8", "ignore")
    if CANARY in text and CANARY in f"{told!s}{told!r}":
        raise AssertionError("a value was told")


def refused(data: bytes | str, error: BaseException) -> None:
    """Pass an exception of ours that tells nothing and has nothing behind it; raise any other on."""
    from care_standards.errors import CareStandardsError, InternalError

    if not isinstance(error, CareStandardsError) or isinstance(error, InternalError):
        raise error
    quiet(data, error)
    if error.__context__ is not None or error.__cause__ is not None:
        raise AssertionError("an exception stands behind ours")

"""What all tests share: hypothesis profiles, the folders of judges and samples, and no network."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

REPOSITORY = Path(__file__).resolve().parent.parent

# The default is fast and gives the same result on every run. `CARE_STANDARDS_HYPOTHESIS=thorough` looks further.
settings.register_profile("fast", max_examples=50, derandomize=True, database=None, deadline=None)
settings.register_profile(
    "thorough", max_examples=2_000, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("CARE_STANDARDS_HYPOTHESIS", "fast"))


def _folder(variable: str, name: str) -> Path:
    given = os.environ.get(variable)
    folder = Path(given) if given else REPOSITORY.parent / "shared" / name
    if not folder.is_dir():
        pytest.skip(f"no folder of {name}: set {variable} to one (it is not part of this repository)")
    return folder


@pytest.fixture(autouse=True, scope="session")
def no_packs_of_your_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the packs of whoever runs the tests out of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CARE_STANDARDS_HOME", str(tmp_path_factory.mktemp("home")))
        patch.delenv("CARE_STANDARDS_PATH", raising=False)
        yield


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def judges_dir() -> Path:
    """The folder of official schemas and test suites that judge what the library does."""
    return _folder("CARE_STANDARDS_JUDGES", "judges")


@pytest.fixture(scope="session")
def samples_dir() -> Path:
    """The folder of real files of other publishers."""
    return _folder("CARE_STANDARDS_SAMPLES", "samples")


class _Network:
    """Refuses every socket while a test runs, and remembers it in case the refusal is swallowed."""

    def __init__(self) -> None:
        self.guarding = False
        self.seen: list[str] = []

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        if self.guarding and event.startswith("socket.") and event != "socket.gethostname":
            self.seen.append(event)
            raise RuntimeError(f"a test must not use the network ({event})")


_NETWORK = _Network()
sys.addaudithook(_NETWORK)


@pytest.fixture(autouse=True)
def no_network() -> Iterator[list[str]]:
    """Fail a test that opens a socket or looks up a host, even where the code swallows the refusal."""
    _NETWORK.seen.clear()
    _NETWORK.guarding = True
    yield _NETWORK.seen
    _NETWORK.guarding = False
    if _NETWORK.seen:
        pytest.fail(f"the test used the network: {', '.join(sorted(set(_NETWORK.seen)))}")

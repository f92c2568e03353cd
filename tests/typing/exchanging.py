"""A stranger's program that exchanges crosswalks. Never run: mypy and pyright must accept it as it stands."""

from datetime import UTC, datetime
from pathlib import Path
from typing import assert_type

import care_standards as cs
from care_standards.exports import Exported, Imported, InvalidExchangeError, Loss, oscal_mapping, sssom
from care_standards.exports.faults import ExchangeCode
from care_standards.model import Crosswalk

crosswalk = cs.crosswalk("scs-2018", "ecat-2005")
written = sssom.to_tsv(crosswalk, source=cs.load("scs-2018"), license="https://example.org/licence")
assert_type(written, Exported)
assert_type(written.content, bytes)
assert_type(written.losses, tuple[Loss, ...])
Path("crosswalk.sssom.tsv").write_bytes(written.content)

try:
    assert_type(sssom.from_tsv(Path("crosswalk.sssom.tsv").read_bytes(), catalogue=cs.catalogue()), Crosswalk)
    assert_type(sssom.read_json({"mappings": []}, limits=cs.Limits(max_bytes=1_000)), Imported)
except InvalidExchangeError as error:
    for fault in error.faults:
        assert_type(fault.code, ExchangeCode)
        print(fault.code.value, fault.line, fault.pointer, fault.what, fault.instead)

collection = oscal_mapping.to_json(crosswalk, last_modified=datetime(2026, 3, 1, tzinfo=UTC), method="hybrid")
assert_type(collection.to_rows(), list[dict[str, str | int | float | None]])

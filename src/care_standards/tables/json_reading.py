"""Tables in JSON: a list of records, alone or in the envelope of an interface of a case system."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import attrs

from care_standards.documents.decode import Decoded, decode
from care_standards.documents.faults import Fault
from care_standards.documents.limits import Limits
from care_standards.documents.plain import as_list, as_object
from care_standards.documents.positions import lines_and_columns
from care_standards.issue_codes import Code
from care_standards.tables.flattening import Flattener
from care_standards.tables.records import Header, Place, Record, TableFault
from care_standards.tables.unpacking import ByteStream
from care_standards.vocabularies import DOCUMENT_KINDS

USUAL_NAMES: Final = ("records", "results", "value", "data")
"""Members in which envelopes hold their records: Salesforce, Kobo, OData, and many others."""

_NO_MEMBERS: Final = Header(())
NO_OBJECT: Final = "The record is no object. Write each as an object with one member for each column."


def read_json(
    stream: ByteStream, unwrap: Sequence[str], flatten: bool, limits: Limits, faults: list[TableFault]
) -> Iterator[Record]:
    """Give the records of the list in a JSON text, which is read whole; ``row`` counts them from 1.

    The list is where one of the pointers ``unwrap`` leads, or else at the top, or in a member of a usual name, of the
    top or of such a member. An object at the top that holds a provision is one record.
    """
    most = limits.max_unpacked if stream.packed else limits.max_bytes
    content = stream.read_whole(most)
    if stream.refusal is not None:
        faults.append(TableFault(stream.refusal.code, Place(), stream.refusal.hint))
        return
    if content is None:
        hint = f"More than {most} bytes. Split it, send one record a line (NDJSON), or raise the limit on purpose."
        faults.append(TableFault(Code.TOO_LARGE, Place(), hint))
        return
    decoded = decode(content, attrs.evolve(limits, max_bytes=most))
    faults += _placed(decoded)
    if not decoded.readable:
        return
    records = find_records(decoded.value, unwrap)
    if records is None:
        faults.append(TableFault(Code.RECORDS_NOT_FOUND, Place(), _why(decoded.value)))
        return
    if says_there_is_more(decoded.value):
        hint = "Fetch all pages, and put their records into one list, or one on each line (NDJSON)."
        faults.append(TableFault(Code.MORE_PAGES, Place(), hint))
    yield from _records(records, Flattener(flatten))


def says_there_is_more(top: Any) -> bool:
    """Tell whether an envelope names a next page, as Kobo, OData and Salesforce do, or CommCare in its meta."""
    members = as_object(top) or {}
    inner = as_object(members.get("meta")) or {}
    named = (members.get("next"), members.get("@odata.nextLink"), members.get("nextRecordsUrl"), inner.get("next"))
    return any(named) or members.get("done") is False


def find_records(top: Any, unwrap: Sequence[str] = ()) -> list[Any] | None:
    """Find the list of records in plain data, or None where there is none, or more than one place it could be."""
    for pointer in unwrap:
        found = as_list(_at(top, pointer))
        if found is not None:
            return found
    found = as_list(top)
    if found is not None:
        return found
    members = as_object(top)
    if members is None or members.get("kind") in DOCUMENT_KINDS:
        return None
    if "provision" in members:
        return [members]
    found = _under_usual_names(members)
    if found is None:
        inner = [_under_usual_names(as_object(members.get(name)) or {}) for name in USUAL_NAMES]
        held = [records for records in inner if records is not None]
        found = held[0] if len(held) == 1 else None
    return found


def _under_usual_names(members: dict[str, Any]) -> list[Any] | None:
    found = [records for name in USUAL_NAMES if (records := as_list(members.get(name))) is not None]
    return found[0] if len(found) == 1 else None


def _at(value: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        members = as_object(value)
        if members is None:
            return None
        value = members.get(step.replace("~1", "/").replace("~0", "~"))
    return value


def _why(top: Any) -> str:
    members = as_object(top) or {}
    for kind in DOCUMENT_KINDS:
        if members.get("kind") == kind:
            return f"This is a document of the kind {kind}, and no table of rows. Check it as a document."
    names = ", ".join(USUAL_NAMES)
    return (
        f"No one list of records stands at the top or under one of {names}. Say where it stands in the unwrap of a "
        "column profile."
    )


def _records(records: Iterable[Any], flattener: Flattener) -> Iterator[Record]:
    for number, record in enumerate(records, 1):
        place = Place(row=number)
        members = as_object(record)
        if members is None:
            yield Record(_NO_MEMBERS, (), place, TableFault(Code.WRONG_TYPE, place, NO_OBJECT))
        else:
            yield Record(*flattener.taken_apart(members), place)


def _placed(decoded: Decoded) -> list[TableFault]:
    text = decoded.text
    if text is None:
        return [TableFault(fault.code, Place(), fault.hint) for fault in decoded.faults]
    lines = lines_and_columns(text, [fault.offset for fault in decoded.faults if fault.offset is not None])
    return [TableFault(fault.code, _line(fault, lines), fault.hint) for fault in decoded.faults]


def _line(fault: Fault, lines: dict[int, tuple[int, int]]) -> Place:
    return Place() if fault.offset is None else Place(line=lines[fault.offset][0])

"""Fuzz: bytes as a document. What is decoded without an error is what any parser of JSON reads, quick or not."""

import json

from fuzzing import quiet, run


def target(data: bytes) -> None:
    """Decode on both roads, and compare."""
    from care_standards.documents.decode import decode
    from care_standards.documents.limits import DEFAULT_LIMITS

    slow, quick = (decode(data, DEFAULT_LIMITS, quick=way) for way in (False, True))
    told = [[(p.code, p.path, p.hint, p.offset) for p in found.faults] for found in (slow, quick)]
    assert told[0] == told[1], "the two roads differ"
    quiet(data, told)
    if slow.readable:
        assert slow.value == quick.value == json.loads(data.removeprefix(b"\xef\xbb\xbf")), "another value"


if __name__ == "__main__":
    run(target)

"""Two ledgers of documents as one: where each record stood at first, and where it stands at last."""

from care_standards.model.ledger import Ledger, LedgerEntry


def followed(first: Ledger, second: Ledger) -> Ledger:
    """Give the ledger of two steps taken one after the other.

    A place the second step names is told as the document that came in had it. What the first step filled in and the
    second dropped was never there, and is not told. Within a record, a step that moves the items of a list up has to
    tell where they went; only records are followed by themselves.
    """
    after = {entry.source: entry for entry in second.entries if entry.source is not None}
    origins: dict[str, str | None] = {target: entry.source for entry in first.entries for target in entry.targets}
    entries = [joined for entry in first.entries if (joined := _joined(entry, after)) is not None]
    for entry in second.entries:
        if entry.source is None:
            entries.append(entry)
        elif entry.source not in origins:
            place, known = _origin(entry.source, origins)
            if known:
                entries.append(_at(entry, place))
    came_in = sum(entry.source is not None for entry in entries)
    return Ledger(subject="document", old=first.old, new=second.new, records_in=came_in, entries=tuple(entries))


def _joined(entry: LedgerEntry, after: dict[str, LedgerEntry]) -> LedgerEntry | None:
    then = after.get(entry.targets[0]) if entry.targets else None
    if then is None:
        return entry
    if entry.source is None and not then.targets:
        return None
    verdict = entry.verdict if then.verdict == "carried" else then.verdict
    told = entry.reason if then.reason == entry.reason else f"{entry.reason} {then.reason}"
    return LedgerEntry(
        source=entry.source,
        targets=then.targets,
        verdict="defaulted" if entry.source is None else verdict,
        reason=told,
    )


def _origin(place: str, origins: dict[str, str | None]) -> tuple[str, bool]:
    """Give the place in the first document of one in the second, and whether it was there at all."""
    above = place
    while above:
        above = above.rpartition("/")[0]
        if above in origins:
            origin = origins[above]
            return ("", False) if origin is None else (origin + place[len(above) :], True)
    return place, True


def _at(entry: LedgerEntry, source: str) -> LedgerEntry:
    return LedgerEntry(source=source, targets=entry.targets, verdict=entry.verdict, reason=entry.reason)

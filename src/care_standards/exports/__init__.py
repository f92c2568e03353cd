"""Foreign formats, each in a module that says what the format cannot hold.

``sssom`` writes and reads crosswalks as SSSOM, TSV and JSON; ``oscal_mapping`` writes them as an OSCAL mapping
collection; ``difference_pages`` writes differences and ``ledger_pages`` the accounts of migrations as pages for
people. What a format has no place for is named in a report of losses beside the content, and never left out in silence.
"""

TYPE_CHECKING = False  # type checkers take it as true; importing typing for it would cost every start
if TYPE_CHECKING:
    from care_standards.exports import difference_pages as difference_pages
    from care_standards.exports import ledger_pages as ledger_pages
    from care_standards.exports import oscal_mapping as oscal_mapping
    from care_standards.exports import sssom as sssom
    from care_standards.exports.faults import ExchangeCode, ExchangeFault, InvalidExchangeError
    from care_standards.exports.losses import Exported, Imported, Loss

# Name to home, an empty one for a module: nothing is imported before it is asked for, as pages need no schema engine.
_HOMES = {
    "ExchangeCode": "faults",
    "ExchangeFault": "faults",
    "Exported": "losses",
    "Imported": "losses",
    "InvalidExchangeError": "faults",
    "Loss": "losses",
    "difference_pages": "",
    "ledger_pages": "",
    "oscal_mapping": "",
    "sssom": "",
}

__all__ = [
    "ExchangeCode", "ExchangeFault", "Exported", "Imported", "InvalidExchangeError", "Loss", "difference_pages",
    "ledger_pages", "oscal_mapping", "sssom",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """Import a module, or the home of a name, when it is first asked for (PEP 562)."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = import_module(f"{__name__}.{home or name}")
    found = getattr(value, name) if home else value
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__

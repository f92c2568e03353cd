"""Tables for notebooks: escaped, with a caption, without script or style from the data."""

from collections.abc import Iterable, Sequence


def table(caption: str, header: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """Render rows as one HTML table; every cell is escaped and None is an empty cell."""
    from html import escape

    def cell(value: object) -> str:
        return "" if value is None else escape(str(value))

    head = "".join(f'<th scope="col">{cell(name)}</th>' for name in header)
    body = "".join(f"<tr>{''.join(f'<td>{cell(value)}</td>' for value in row)}</tr>" for row in rows)
    return f"<table><caption>{cell(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

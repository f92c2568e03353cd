"""What every page for people has: text that stays text, and a head under which nothing is fetched and nothing runs."""

from html import escape

from care_standards.exports.difference_text import printable


def as_text(text: str) -> str:
    """Give text that is shown as it is, in an element or in an attribute within quotation marks."""
    return escape(printable(text))


def page_head(title: str, style: str) -> tuple[str, ...]:
    """Give the lines of a page up to its main part; the title is text, the style is a style sheet of ours."""
    return (
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{as_text(title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        "<main>",
    )

"""DOCX files made part by part; every sentence in them is made up."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="H3"><w:name w:val="heading 3"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="House head"/><w:basedOn w:val="H2"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="C1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="C2"><w:name w:val="toc 2"/></w:style>
<w:style w:type="paragraph" w:styleId="LB"><w:name w:val="List Bullet"/></w:style>
<w:style w:type="paragraph" w:styleId="LB2"><w:name w:val="List Bullet 2"/></w:style>
<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>
"""


class Kit:
    """Makes DOCX files of parts; what it writes is XML."""

    W = W
    RELS = RELS
    OFFICE = OFFICE
    STYLES = STYLES

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def made(self, body: str, **parts: str) -> Path:
        path = self._folder / "made.docx"
        path.write_bytes(self.content(body, **parts))
        return path

    def content(self, body: str, **parts: str) -> bytes:
        """Give the bytes of a DOCX with this body; further parts by what they are to it."""
        parts = {"styles": f"<w:styles {W}>{STYLES}</w:styles>", **parts}
        packed = BytesIO()
        with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr(
                "_rels/.rels",
                f'<Relationships {RELS}><Relationship Id="a" Type="{OFFICE}/officeDocument" '
                'Target="word/document.xml"/></Relationships>',
            )
            archive.writestr("word/document.xml", f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>")
            rows = "".join(
                f'<Relationship Id="r{at}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
                for at, name in enumerate(parts)
            )
            archive.writestr("word/_rels/document.xml.rels", f"<Relationships {RELS}>{rows}</Relationships>")
            for name, part in parts.items():
                archive.writestr(f"word/{name}.xml", part)
        return packed.getvalue()

    def run(self, text: str, properties: str = "") -> str:
        return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'

    def para(self, inner: str, style: str | None = None, properties: str = "") -> str:
        """Give a paragraph; text without a mark of XML becomes one run."""
        held = inner if "<" in inner else self.run(inner)
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        return f"<w:p><w:pPr>{named}{properties}</w:pPr>{held}</w:p>"

    def listed(self, num: int, depth: int = 0) -> str:
        return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>'

    def numbering(self, definitions: dict[int, list[str]], nums: dict[int, tuple[int, dict[int, int]]]) -> str:
        """Write a numbering part: levels of each definition, and lists with the levels that they start anew."""
        defined = "".join(
            f'<w:abstractNum w:abstractNumId="{id}">{"".join(levels)}</w:abstractNum>'
            for id, levels in definitions.items()
        )
        rows = ""
        for id, (of, anew) in nums.items():
            own = "".join(
                f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
                for at, start in anew.items()
            )
            rows += f'<w:num w:numId="{id}"><w:abstractNumId w:val="{of}"/>{own}</w:num>'
        return f"<w:numbering {W}>{defined}{rows}</w:numbering>"

    def level(self, at: int, form: str, digits: str = "decimal", start: int = 1, more: str = "") -> str:
        return (
            f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{digits}"/>{more}'
            f'<w:lvlText w:val="{form}"/></w:lvl>'
        )


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    return Kit(tmp_path)

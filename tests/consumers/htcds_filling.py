"""Lets LibreOffice itself fill workbooks: a macro of its own opens a file, writes cells, and saves copies.

What is to be written goes to it as a list of tasks; nothing of ours writes the files that our readers then read.
"""

import datetime
import os
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

SECONDS = 300
FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8", ".xls": "MS Excel 97"}

# Tasks come as lines of fields parted by tabs, columns and rows counting from 0 as LibreOffice counts them.
_MACRO = """
Sub Run
  On Error GoTo Failed
  Dim files, lines, book, field, cell, hidden(0) As New com.sun.star.beans.PropertyValue
  Dim save(0) As New com.sun.star.beans.PropertyValue
  Dim locked(1) As New com.sun.star.beans.PropertyValue, place As New com.sun.star.lang.Locale
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  save(0).Name = "FilterName"
  locked(0).Name = "FilterName"
  locked(1).Name = "Password"
  files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  lines = createUnoService("com.sun.star.io.TextInputStream")
  lines.setEncoding("UTF-8")
  lines.setInputStream(files.openFileRead(Environ("CARE_STANDARDS_TASKS")))
  Do While Not lines.isEOF()
    field = Split(lines.readLine(), Chr(9))
    Select Case field(0)
      Case "open"
        book = StarDesktop.loadComponentFromURL(field(1), "_blank", 0, hidden())
      Case "save"
        save(0).Value = field(2)
        book.storeToURL(field(1), save())
      Case "lock"
        locked(0).Value = field(2)
        locked(1).Value = field(3)
        book.storeToURL(field(1), locked())
      Case "close"
        book.close(True)
      Case "text", "number", "date", "formula", "hide"
        cell = book.Sheets.getByIndex(CLng(field(1))).getCellByPosition(CLng(field(2)), CLng(field(3)))
        If field(0) = "text" Then
          cell.setString(field(4))
        ElseIf field(0) = "number" Then
          cell.setValue(Val(field(4)))
        ElseIf field(0) = "formula" Then
          cell.setFormula(field(4))
        ElseIf field(0) = "hide" Then
          cell.Rows.IsVisible = False
        Else
          cell.NumberFormat = book.NumberFormats.getStandardFormat(2, place)
          cell.setValue(Val(field(4)))
        End If
    End Select
  Loop
  lines.closeInput()
  StarDesktop.terminate()
  Exit Sub
Failed:
  Open ConvertFromURL(Environ("CARE_STANDARDS_TASKS")) For Append As #1
  Print #1, Chr(10) & "failed" & Chr(9) & Error & " " & Erl & " " & Join(field, Chr(9))
  Close #1
  StarDesktop.terminate()
End Sub
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Filling" script:language="StarBasic">%s
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Filling"/></library:library>
"""
_LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
 <library:library library:name="Standard" library:link="false"/></library:libraries>
"""

Cell = str | int | datetime.date
Task = tuple[str, ...]


def cell(sheet: int, row: int, column: int, value: Cell) -> Task:
    """Make the task to write one cell; sheet, row and column count from 1, as people count them."""
    place = (str(sheet - 1), str(column - 1), str(row - 1))
    match value:
        case datetime.date():
            return ("date", *place, str((value - datetime.date(1899, 12, 30)).days))
        case int():
            return ("number", *place, str(value))
        case _ if value.startswith("="):
            return ("formula", *place, value)
        case _:
            return ("text", *place, value)


def hide(sheet: int, row: int) -> Task:
    """Make the task to hide one row."""
    return ("hide", str(sheet - 1), "0", str(row - 1))


def opened(source: Path | None) -> Task:
    """Make the task to open a file, or a new workbook; nothing is ever saved to the file itself."""
    return ("open", "private:factory/scalc" if source is None else source.absolute().as_uri())


def saved(target: Path) -> Task:
    """Make the task to save a copy, in the format its name says."""
    return ("save", target.absolute().as_uri(), FILTERS[target.suffix])


def locked(target: Path, password: str) -> Task:
    """Make the task to save a copy that is encrypted with a password."""
    return ("lock", target.absolute().as_uri(), FILTERS[target.suffix], password)


CLOSED: Task = ("close",)


def fill(tasks: Iterable[Task]) -> None:
    """Let LibreOffice do the tasks, in one go and in a profile of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        profile = Path(scratch, "profile")
        _soffice(profile, "--terminate_after_init")  # a profile that is just being made does not know its macros
        basic = profile / "user" / "basic"
        (basic / "Standard").mkdir(parents=True, exist_ok=True)
        (basic / "script.xlc").write_text(_LIBRARIES)
        (basic / "Standard" / "script.xlb").write_text(_LIBRARY)
        (basic / "Standard" / "Filling.xba").write_text(_MODULE % _MACRO.replace("&", "&amp;").replace("<", "&lt;"))
        plan = Path(scratch, "tasks.tsv")
        plan.write_text("\n".join("\t".join(task) for task in tasks), "utf-8")
        _soffice(profile, "macro:///Standard.Filling.Run", CARE_STANDARDS_TASKS=plan.as_uri())
        failed = plan.read_text("utf-8").partition("\nfailed\t")[2]
        if failed:  # an error nobody catches would leave the program waiting for somebody to look
            raise RuntimeError(failed)


def _soffice(profile: Path, what: str, **environment: str) -> None:
    subprocess.run(
        ["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}", what],
        check=True, timeout=SECONDS, stdin=subprocess.DEVNULL, capture_output=True, env={**os.environ, **environment},
    )  # fmt: skip

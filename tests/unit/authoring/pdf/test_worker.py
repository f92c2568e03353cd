"""The process that opens a PDF ends with the one that started it, however that came to its end."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PARENT = """
import sys
from care_standards.authoring.pdf.limits import DraftLimits
from care_standards.authoring.pdf.reading import read_pdf
read_pdf(sys.argv[1], DraftLimits())
"""


def _nested(depth: int) -> bytes:
    """Write a PDF of one page whose forms draw each other: ten times for each of so many levels, and nothing."""
    named = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {} 0 R >> >> /Length {} >>"
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        "/Resources << /XObject << /X 5 0 R >> >> >>",
        "<< /Length 5 >>\nstream\n/X Do\nendstream",
    ]  # fmt: skip
    for level in range(depth):
        drawn = "/X Do " * 10 if level < depth - 1 else "q Q"
        bodies.append(f"{named.format(6 + level, len(drawn))}\nstream\n{drawn}\nendstream")
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer << /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF\n"
    return content + end.encode()


def _children(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(word) for word in listed.read_text(encoding="ascii").split()]


def _alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="the system does not list its processes")
def test_the_child_ends_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    path = tmp_path / "slow.pdf"
    path.write_bytes(_nested(9))
    source = Path(__file__).parents[4] / "src"
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(path)], env={**os.environ, "PYTHONPATH": str(source)})
    try:
        children: list[int] = []
        for _ in range(200):
            if children := _children(parent.pid):
                break
            time.sleep(0.05)
        assert children
        time.sleep(1)
        assert _alive(children[0])  # busy, and nowhere near its end
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    for _ in range(200):
        if not any(map(_alive, children)):
            return
        time.sleep(0.05)
    os.kill(children[0], signal.SIGKILL)
    pytest.fail("the child went on alone")

"""Texts that no newspaper prints cost time in proportion to their length, and those beyond a limit are refused."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from claims.extract import extract
from claims.extract.quotes import find_quotations
from claims.model import Article, ClaimsError

ROOT = Path(__file__).parents[2]
MARKS = ['"', "«", "»", "“", "”", "„", "'", "‘", "’", "`", "‹", "›"]
SHAPES = [
    *MARKS,
    *(f"{mark}a" for mark in MARKS), *(f" {mark}a" for mark in MARKS), *(f"a{mark} " for mark in MARKS), *(f"{mark}\n" for mark in MARKS),
    *(f" {mark} " for mark in MARKS), *(f"{mark}a\n" for mark in MARKS), "a», a ", "—a —b ", "\n—a —b— c", " -a", "—", "“a” ", "«a «b» c» ", "\n—«a» —b\n«c»",
]  # fmt: skip
LINES = ['"', "«", '"a" ', "Ana dijo que llueve. ", "Ana dijo que llueve, ", "según ", "a\n", "(", "— a ", "50 % ", "que "]


def seconds(work, text: str) -> float:
    """Measure the processor's time for some work on a text."""
    begun = time.process_time()
    work(text)
    return time.process_time() - begun


@pytest.mark.parametrize("shape", SHAPES)
def test_pairing_grows_with_the_text(shape: str) -> None:
    """Four times as many marks take at most eight times as long, in whatever order they stand."""
    text = shape * (80_000 // len(shape))
    short = seconds(find_quotations, text[: len(text) // 4])
    assert seconds(find_quotations, text) < 8 * short + 0.3


@pytest.mark.parametrize("shape", LINES)
def test_extraction_grows_with_the_text(shape: str) -> None:
    """Four times as much of a text without rhyme or reason takes at most eight times as long."""

    def work(text: str) -> None:
        extract(Article("a", text, "es"))

    work("Llueve.")
    text = shape * (6_000 // len(shape))
    short = seconds(work, text[: len(text) // 4])
    assert seconds(work, text) < 8 * short + 0.5


def test_a_text_beyond_the_limit_is_refused() -> None:
    """A line of 10 MB is refused at once, with a sentence that says what is allowed."""
    text = "Ana Ruiz dijo que la mina es segura. " * 280_000
    begun = time.monotonic()
    with pytest.raises(ClaimsError, match="an article may have 2,000,000"):
        extract(Article("a", text, "es"))
    assert time.monotonic() - begun < 5


HEAVY = """
import sys
from pathlib import Path
from claims.extract import extract
from claims.model import Article
extract(Article("a", sys.argv[1] * int(sys.argv[2]), "es"))
memory = Path("/proc/self/status").read_text()  # getrusage would count what the parent had before this process began
print(int(memory.partition("VmHWM:")[2].split()[0]) // 1024)
"""


@pytest.mark.parametrize("shape", ['"', "Ana dijo que llueve. "])
def test_memory_is_bounded(shape: str) -> None:
    """A line of 12,000 characters takes less than 700 MB (it was 750 to 870)."""
    command = [sys.executable, "-c", HEAVY, shape, str(12_000 // len(shape))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 700

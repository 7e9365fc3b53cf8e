"""Reading files: front matter, encodings, and what is refused."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.model import ClaimsError
from claims.read import collect_paths, read_article, read_text

FRONT = "---\ntitle: El puente\noutlet: La Ribera\ndate: 2024-06-19\nauthor: Ana\nurl: https://example.org/a\nlanguage: es\n---\n"


def test_front_matter() -> None:
    """Front matter fills the fields and is no part of the text."""
    article = read_text(FRONT + "\nEl puente cede.\n", "a")
    assert article.text == "\nEl puente cede.\n"
    assert (article.title, article.outlet, article.published, article.author, article.language) == (
        "El puente",
        "La Ribera",
        date(2024, 6, 19),
        "Ana",
        "es",
    )


def test_options_go_before_front_matter() -> None:
    """What is given by hand goes before what the file says."""
    assert read_text(FRONT + "Cede.", "a", outlet="Voz").outlet == "Voz"


@given(st.text(min_size=1).filter(lambda t: any(c.isalnum() for c in t) and not t.startswith(("---", "\ufeff"))))
def test_text_is_kept_to_the_letter(text: str) -> None:
    """Without front matter an article's text is the text, blanks and line ends included."""
    assert read_text(text, "a").text == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\noutlets: X\n---\nCede.", "outlets"),
        ("---\ndate: ayer\n---\nCede.", "YYYY-MM-DD"),
        ("---\ntitle: A\ntitle: B\n---\nCede.", "twice"),
        (" \n ", "no text"),
        ("---\ntitle: A\n---\n...", "no text"),
    ],
)
def test_what_is_refused_is_told(text: str, said: str) -> None:
    """Wrong front matter and empty texts give a sentence."""
    with pytest.raises(ClaimsError, match=said):
        read_text(text, "a")


def test_the_first_line_is_the_title() -> None:
    """A short first line that is no sentence serves as the title."""
    assert read_text("\nEl puente cede\nDijo Ana que cede.", "a").title == "El puente cede"
    assert read_text("El puente cede.\n", "a").title is None


@pytest.mark.parametrize(
    ("data", "text"), [("Según".encode("cp1252"), "Según"), ("\ufeffSegún".encode(), "Según"), ("Según".encode("utf-16"), "Según")]
)
def test_encodings(tmp_path: Path, data: bytes, text: str) -> None:
    """UTF-8 with and without its mark, UTF-16 and Windows-1252 are read."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert read_article(path).text.lstrip("\ufeff") == text


@pytest.mark.parametrize(("data", "said"), [(b"", "empty"), (b"\x00\x01\x02" * 50, "no text"), (bytes(range(128, 256)) * 9, "no text")])
def test_files_that_are_no_text(tmp_path: Path, data: bytes, said: str) -> None:
    """Empty and binary files give a sentence."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(ClaimsError, match=said):
        read_article(path)


def test_paths(tmp_path: Path) -> None:
    """Folders are read at any depth, patterns are matched, folders without texts are refused."""
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "b.md").write_text("B")
    (tmp_path / "in" / "a.txt").write_text("A")
    (tmp_path / "void").mkdir()
    assert {path.name for path in collect_paths([str(tmp_path / "in")])} == {"a.txt", "b.md"}
    assert [path.name for path in collect_paths([str(tmp_path / "in" / "*.txt")])] == ["a.txt"]
    with pytest.raises(ClaimsError, match="no texts"):
        collect_paths([str(tmp_path / "void")])
    with pytest.raises(ClaimsError, match="no file matches"):
        collect_paths([str(tmp_path / "*.nothing")])
    with pytest.raises(ClaimsError, match="no such file"):
        read_article(tmp_path / "gone.txt")


def test_no_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be read gives a sentence (root may read all, so the refusal is played)."""
    path = tmp_path / "a.txt"
    path.write_text("Cede.")

    def refuse(self: Path, mode: str) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ClaimsError, match="may not be read"):
        read_article(path)

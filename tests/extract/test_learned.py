"""What the networks add to the rules: longer contents, and PolNeAR's wider scope."""

from pathlib import Path

import pytest

from claims.extract import analyse, extract_wide, read
from claims.model import Article, ClaimsError
from claims.read import read_article

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "samples").glob("*.md"))


def test_wide_scope() -> None:
    """The wide scope has what our guidelines leave out: what somebody wants, plans or supports."""
    text = "Clinton wants to close two hospitals. Mayor Anne Torres supports the tax."
    found = [(c.source.text if c.source else None, c.cue.text if c.cue else None) for c in extract_wide(Article("a", text, language="en"))]
    assert ("Clinton", "wants") in found
    assert any(source == "Mayor Anne Torres" for source, _ in found)


def test_wide_scope_has_no_other_language() -> None:
    """In a language in which the wide scope was not learned the error says so, and what to do."""
    with pytest.raises(ClaimsError, match="leave out --wide"):
        extract_wide(Article("a", "El ministerio quiere cerrar dos hospitales.", language="es"))


def test_wide_scope_of_nothing() -> None:
    """A text without words has no claims in any scope."""
    assert extract_wide(Article("a", "\n \n", language="en")) == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_contents_are_not_only_cut(path: Path) -> None:
    """Where the network takes words away from a content of the rules it also adds some: it mends, it does not trim."""
    article = read_article(path)
    reading, before = read(article)
    after = {a.cue: a for _, a, _ in analyse(article)}
    for attribution in before:
        if attribution.cue not in after:
            continue
        old = {i for start, end in attribution.content for i in range(start, end) if not reading.is_filler(i)}
        new = {i for start, end in after[attribution.cue].content for i in range(start, end)}
        assert old <= new or new - old


def test_wide_scope_takes_signed_quotations() -> None:
    """A quotation that a name signs behind a dash has no verb that the networks could know."""
    text = "Readers wrote to us.\n\n“The tax is a disgrace for all of us.” — Anne Torres"
    found = [c for c in extract_wide(Article("a", text, language="en")) if c.rule == "label"]
    assert [(c.source.text if c.source else None, c.content[0].text) for c in found] == [
        ("Anne Torres", "The tax is a disgrace for all of us")
    ]


def test_wide_scope_gives_a_cue_once() -> None:
    """Two places that the network mends to the same cue are one attribution."""
    text = "The mayor has repeatedly said that she wants to close two hospitals, and that the tax will go up."
    cues = [c.cue for c in extract_wide(Article("a", text, language="en"))]
    assert len(cues) == len(set(cues)) > 0

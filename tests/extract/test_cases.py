"""The golden cases, run through the whole pipeline."""

from collections.abc import Iterator
from typing import Any

import pytest

from claims.extract import extract
from claims.model import Article, Claim
from tests.cases import Case, load_cases


def seen(claim: Claim) -> dict[str, Any]:
    """Give a claim in the terms of a case."""
    return {
        "source": claim.source.text if claim.source else None,
        "cue": claim.cue.text if claim.cue else None,
        "content": [span.text for span in claim.content],
        "certainty": int(claim.certainty),
        "polarity": str(claim.polarity),
        "stance": str(claim.stance),
        "form": str(claim.form),
        "speakers": list(claim.speakers),
        "flags": sorted(map(str, claim.flags)),
    }


def parameters() -> Iterator[Any]:
    """Mark the known failures as strict expected ones."""
    for case in load_cases():
        marks = [pytest.mark.xfail(reason=case.failure, strict=True)] if case.failure else []
        yield pytest.param(case, id=case.id, marks=marks)


@pytest.mark.parametrize("case", list(parameters()))
def test_case(case: Case) -> None:
    """The claims of a text are those that the guidelines see in it, word for word."""
    found = [seen(claim) for claim in extract(Article("case", case.text, language=case.language))]
    assert found == [{**claim, "flags": sorted(claim["flags"])} for claim in case.claims]


@pytest.mark.parametrize("language", ["es", "en"])
def test_enough_cases(language: str) -> None:
    """There are at least sixty cases in each language, twelve of them with nothing to find."""
    cases = [case for case in load_cases() if case.language == language]
    assert len(cases) >= 60
    assert sum(not case.claims for case in cases) >= 12

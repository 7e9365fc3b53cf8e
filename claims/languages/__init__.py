"""Everything that is particular to a language, as data in its folder.

A language is a folder here with its word lists and its pipeline: see ``README.md`` beside this file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from claims.languages.cues import Cues, read_cues
from claims.languages.factuality import Factuality, read_factuality
from claims.languages.forms import read_forms
from claims.languages.grammar import Grammar, read_grammar
from claims.languages.hedges import Hedges, read_hedges
from claims.languages.sources import Sources, read_sources
from claims.languages.termwords import TermWords, read_term_words
from claims.model import ClaimsError

FOLDER = Path(__file__).parent
PIPELINE_VARIABLE = "SEGUN_PIPELINE"


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language's word lists, all checked.

    ``forms`` gives the lemma of a verb's form, ``pipeline`` is the folder of its trained spaCy pipeline.
    """

    code: str
    cues: Cues
    hedges: Hedges
    sources: Sources
    grammar: Grammar
    factuality: Factuality
    terms: TermWords
    forms: Mapping[str, str]
    pipeline: Path


def codes() -> tuple[str, ...]:
    """List the languages there are, as two-letter codes in alphabetical order.

    >>> codes()
    ('en', 'es')
    """
    return tuple(sorted(folder.parent.name for folder in FOLDER.glob("*/cues.toml")))


@cache
def load(code: str) -> Language:
    """Load a language's word lists, once a process.

    Raises ClaimsError for a language that has no folder, and WordListError, which names file and key, for a file that
    is not as it should be.

    >>> load("es").cues.verbs["declarar"].level
    <Certainty.HIGH: 3>
    """
    if code not in codes():
        raise ClaimsError(f"There are no word lists for the language {code!r}: there are {', '.join(codes())}.")
    folder = FOLDER / code
    return Language(
        code=code,
        cues=read_cues(folder / "cues.toml"),
        hedges=read_hedges(folder / "hedges.toml"),
        sources=read_sources(folder / "sources.toml"),
        grammar=read_grammar(folder / "grammar.toml"),
        factuality=read_factuality(folder / "factuality.toml"),
        terms=read_term_words(folder / "terms.toml"),
        forms=read_forms(folder / "forms.toml") if (folder / "forms.toml").exists() else {},
        pipeline=folder / "pipeline",
    )

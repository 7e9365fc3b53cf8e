"""``forms.toml``: the inflected forms of the verbs in the other lists, one line a lemma, made by ``python -m claims forms``.

A lemmatizer that learned from a treebank guesses at verbs it never saw (*insistió* -> *insister*): where a form is listed,
the list is right.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from claims.languages.cues import Cues
from claims.languages.grammar import Grammar
from claims.languages.hedges import Hedges
from claims.languages.wordlist import WordListError, read_toml

SECTION = "forms"


def read_forms(path: Path) -> Mapping[str, str]:
    """Read a ``forms.toml`` as a table from form to lemma; WordListError names file and key.

    A form that two lemmas share is nobody's: there the lemmatizer decides.
    """
    table = read_toml(path, frozenset({SECTION}))[SECTION]
    lemmas: dict[str, set[str]] = {}
    for lemma, forms in table.items():
        if not isinstance(forms, str) or not forms.split():
            raise WordListError(f"{path}: {lemma} must be a line of forms between spaces, not {forms!r}.")
        for form in forms.split():
            lemmas.setdefault(form, set()).add(lemma)
    return {form: next(iter(known)) for form, known in lemmas.items() if len(known) == 1}


def verbs_of(cues: Cues, hedges: Hedges, grammar: Grammar) -> set[str]:
    """List the verbs whose forms a language must know."""
    words: set[str] = {*cues.verbs, *hedges.verbs, *hedges.modals, *grammar.carriers, *grammar.aspectuals}
    return {word.split()[0] for word in words if word.split()[0].isalpha()}


def write_forms(path: Path, forms: Mapping[str, Iterable[str]], source: str) -> None:
    """Write a ``forms.toml``; ``source`` says where the forms are from."""
    lines = [f"# Inflected forms of the verbs in the other lists. Made by `python -m claims forms`, from {source}.", "", f"[{SECTION}]"]
    lines += [f'"{lemma}" = "{" ".join(sorted(set(forms[lemma])))}"' for lemma in sorted(forms)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

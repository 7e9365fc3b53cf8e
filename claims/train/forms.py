"""Make ``forms.toml``: the forms of a language's verbs, from the lemma tables of spaCy's lookup package."""

from collections import defaultdict

from claims import languages
from claims.languages.forms import verbs_of, write_forms
from claims.train.clusters import read_table

SOURCE = "the table lemma_lookup of the package spacy-lookups-data (MIT licence)"


def make_forms(language: str) -> list[str]:
    """Write a language's ``forms.toml`` again; give back the verbs that the table does not know, whose only form is the lemma."""
    known: dict[str, set[str]] = defaultdict(set)
    for form, lemma in read_table(language, "lemma_lookup").items():
        known[str(lemma)].add(form.lower())
    lists = languages.load(language)
    wanted = verbs_of(lists.cues, lists.hedges, lists.grammar)
    forms = {verb: {verb, *(form for form in known.get(verb, ()) if form.isalpha() and form not in wanted)} for verb in wanted}
    write_forms(languages.FOLDER / language / "forms.toml", forms, SOURCE)
    return sorted(verb for verb, found in forms.items() if len(found) == 1)

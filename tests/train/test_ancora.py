"""The conventions of AnCora 2.9 and those of the UD guidelines, on hand-written trees."""

import pytest

from claims.train.ancora import to_ud

REL = "PronType=Int,Rel"
# Each word: form, lemma, part of speech, features, head, label.
TREES = {
    "lo que is the object, its clause modifies it, the preposition is its case": (
        f"Habló/hablar/VERB/_/0/root de/de/ADP/_/5/mark lo/él/PRON/_/5/det que/que/PRON/{REL}/5/obj vio/ver/VERB/_/1/advcl",
        "0:root 3:case 1:obl 5:obj 3:acl:relcl",
    ),
    "a number and a second determiner hang from the noun": (
        "todos/todo/DET/_/2/det los/el/DET/_/4/det siete/siete/NUM/_/2/nummod barcos/barco/NOUN/_/0/root",
        "4:det 4:det 4:nummod 0:root",
    ),
    "unos before a number determines the noun": (
        "unos/uno/PRON/_/2/nmod 40/40/NUM/_/3/nummod barcos/barco/NOUN/_/0/root",
        "3:det 3:nummod 0:root",
    ),
    "what one has to do is no coordination": (
        "Hay/haber/AUX/_/0/root que/que/SCONJ/_/3/cc ir/ir/VERB/VerbForm=Inf/1/conj",
        "0:root 3:mark 1:xcomp",
    ),
    "a participle with an agent is a clause, the agent is one": (
        "plan/plan/NOUN/_/0/root hecho/hecho/ADJ/VerbForm=Part/1/amod por/por/ADP/_/4/case ella/él/PRON/_/2/obj",
        "0:root 1:acl 4:case 2:obl:agent",
    ),
    "a bare participle stays": ("plan/plan/NOUN/_/0/root hecho/hecho/ADJ/VerbForm=Part/1/amod", "0:root 1:amod"),
    "a relative clause": (
        f"plan/plan/NOUN/_/0/root que/que/PRON/{REL}/3/nsubj falló/fallar/VERB/_/1/acl",
        "0:root 3:nsubj 1:acl:relcl",
    ),
    "the clause of a noun is none": (
        "idea/idea/NOUN/_/0/root de/de/ADP/_/4/mark que/que/SCONJ/_/4/mark falló/fallar/VERB/_/1/acl",
        "0:root 4:mark 4:mark 1:acl",
    ),
    "names and dates with prepositions": (
        "Banco/Banco/PROPN/_/0/root de/de/ADP/_/3/case Lugo/Lugo/PROPN/_/1/flat 3/3/NUM/_/1/nmod de/de/ADP/_/6/case mayo/mayo/NOUN/_/4/compound",
        "0:root 3:case 1:nmod 1:nmod 6:case 4:nmod",
    ),
    "what a preposition marks is oblique, whom one tells is an argument": (
        "Acusó/acusar/VERB/_/0/root al/al/ADP/_/3/case juez/juez/NOUN/_/1/obj de/de/ADP/_/5/case fraude/fraude/NOUN/_/1/obj",
        "0:root 3:case 1:obj 5:case 1:obl",
    ),
    "beside an object, a marks whom": (
        "Dio/dar/VERB/_/0/root pan/pan/NOUN/_/1/obj al/al/ADP/_/4/case juez/juez/NOUN/_/1/obj",
        "0:root 1:obj 4:case 1:obl:arg",
    ),
    "a predicate is no object": ("Pareció/parecer/VERB/_/0/root injusta/injusto/ADJ/_/1/obj", "0:root 1:xcomp"),
    "what an adjective governs": (
        "lleno/lleno/ADJ/_/0/root de/de/ADP/_/3/case agua/agua/NOUN/_/1/nmod",
        "0:root 3:case 1:obl",
    ),
    "a passive with ser": (
        "Ana/Ana/PROPN/_/3/nsubj fue/ser/AUX/_/3/aux oída/oír/VERB/VerbForm=Part/0/root",
        "3:nsubj:pass 3:aux:pass 0:root",
    ),
    "a perfect is none": (
        "Ana/Ana/PROPN/_/3/nsubj ha/haber/AUX/_/3/aux oído/oír/VERB/VerbForm=Part/0/root",
        "3:nsubj 3:aux 0:root",
    ),
    "the words that join": (
        "Y/y/CCONJ/_/2/advmod salió/salir/VERB/_/0/root como/como/SCONJ/_/4/mark reina/reina/NOUN/_/2/obl al/al/ADP/_/6/case "
        "llegar/llegar/VERB/VerbForm=Inf/2/advcl",
        "2:cc 0:root 4:case 2:obl 6:mark 2:advcl",
    ),
}


@pytest.mark.parametrize("case", TREES)
def test_trees_come_out_in_the_conventions_of_the_guidelines(case: str) -> None:
    """Each case says what moves, or stays."""
    before, after = TREES[case]
    rows = []
    for number, word in enumerate(before.split(), 1):
        form, lemma, pos, features, head, label = word.split("/")
        rows.append([str(number), form, lemma, pos, "_", features, head, label, "_", "_"])
    assert " ".join(f"{row[6]}:{row[7]}" for row in to_ud(rows)) == after


def test_a_range_of_words_is_kept_where_it_stands() -> None:
    """A contraction's own row has no head."""
    rows = [[i, form, *"____", head, label, "_", "_"] for i, form, head, label in [
        ("1-2", "al", "_", "_"), ("1", "a", "3", "case"), ("2", "el", "3", "det"), ("3", "mar", "0", "root"),
    ]]  # fmt: skip
    assert [row[0] for row in to_ud(rows)] == ["1-2", "1", "2", "3"]

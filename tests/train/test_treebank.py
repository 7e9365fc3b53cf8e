"""The treebank reader, on a small treebank of our own."""

import gzip
import random
from pathlib import Path

import spacy

from claims.train.augment import vary_marks
from claims.train.treebank import Source, read_passages, to_doc, to_example

ROWS = """# newdoc id = a
# text = Según Ana Ruiz, "llueve" al alba.
1\tSegún\tsegún\tADP\t_\t_\t2\tcase\t_\t_
2\tAna\tAna\tPROPN\t_\t_\t6\tobl\t_\tNE=B-PER
3\tRuiz\tRuiz\tPROPN\t_\t_\t2\tflat\t_\tNE=I-PER|SpaceAfter=No
4\t,\t,\tPUNCT\t_\t_\t2\tpunct\t_\t_
5\t"\t"\tPUNCT\t_\t_\t6\tpunct\t_\tSpaceAfter=No
6\tllueve\tllover\tVERB\t_\tMood=Ind|VerbForm=Fin\t0\troot\t_\tSpaceAfter=No
7\t"\t"\tPUNCT\t_\t_\t6\tpunct\t_\t_
8-9\tal\t_\t_\t_\t_\t_\t_\t_\t_
8\ta\ta\tADP\t_\t_\t10\tcase\t_\t_
9\tel\tel\tDET\t_\t_\t10\tdet\t_\t_
10\talba\talba\tNOUN\t_\t_\t6\tobl\t_\tNE=?|SpaceAfter=No
11\t.\t.\tPUNCT\t_\t_\t6\tpunct\t_\t_

# newdoc id = b
1\tNieva\tnevar\tVERB\t_\t_\t0\troot\t_\t_

"""


def treebank(folder: Path) -> Path:
    """Write the treebank."""
    path = folder / "a.conllu.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(ROWS)
    return path


def test_reading(tmp_path: Path) -> None:
    """Words, heads and names arrive; *al* is one word; what is not known of a name is missing."""
    nlp = spacy.blank("es")
    source = Source(treebank(tmp_path), frozenset({"syntax", "names"}))
    first, second = read_passages(source, lambda text: [token.text for token in nlp(text)])
    doc = to_doc(nlp, first, source.layers)
    assert doc.text.strip() == 'Según Ana Ruiz, "llueve" al alba.'
    assert [(t.text, t.head.text, t.dep_) for t in doc][-3:] == [
        ("al", "alba", "case"),
        ("alba", "llueve", "obl"),
        (".", "llueve", "punct"),
    ]
    assert [(e.text, e.label_) for e in doc.ents] == [("Ana Ruiz", "PER")]
    assert doc[8].ent_iob_ == ""
    assert len(second) == 1
    assert [t.text for t in to_example(nlp, doc).predicted] == [t.text for t in doc]


def test_layers_that_are_not_annotated_are_missing(tmp_path: Path) -> None:
    """A treebank of names alone teaches no syntax."""
    nlp = spacy.blank("es")
    source = Source(treebank(tmp_path), frozenset({"names"}))
    doc = to_doc(nlp, next(iter(read_passages(source, str.split))), source.layers)
    assert not doc.has_annotation("DEP")
    assert doc.has_annotation("ENT_IOB")


def test_held_out_documents(tmp_path: Path) -> None:
    """What one part holds out is what the other reads."""
    path = treebank(tmp_path)
    kept = list(read_passages(Source(path, frozenset({"syntax"}), hold_out=2), str.split))
    held = list(read_passages(Source(path, frozenset({"syntax"}), only=2), str.split))
    assert [p[0][0].form for p in kept] == ["Nieva"]
    assert [p[0][0].form for p in held] == ["Según"]


def test_marks_are_varied_in_pairs(tmp_path: Path) -> None:
    """All quotation marks of a passage take one style, opening and closing in turn, and no word changes."""
    [first, _] = read_passages(Source(treebank(tmp_path), frozenset({"syntax"})), str.split)
    for seed in range(20):
        forms = [word.form for word in vary_marks(first, random.Random(seed))[0]]
        assert (forms[4], forms[6]) in {("«", "»"), ("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'")}
        assert [f for i, f in enumerate(forms) if i not in {4, 6}] == [w.form for i, w in enumerate(first[0]) if i not in {4, 6}]


def test_a_source_that_names_conventions_is_read_through_them(tmp_path: Path) -> None:
    """A conjunction at the start, which AnCora 2.9 calls an adverb, is read as one of ours."""
    path = tmp_path / "b.conllu.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("1\tY\ty\tCCONJ\t_\t_\t2\tadvmod\t_\t_\n2\tnieva\tnevar\tVERB\t_\t_\t0\troot\t_\t_\n\n")
    [[sentence]] = read_passages(Source(path, frozenset({"trees"}), conventions="ancora"), str.split)
    assert [word.dep for word in sentence] == ["cc", "ROOT"]
    doc = to_doc(spacy.blank("es"), [sentence], frozenset({"trees"}))
    assert doc.has_annotation("DEP")
    assert not doc.has_annotation("POS")

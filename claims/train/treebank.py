"""CoNLL-U treebanks -> spaCy examples.

A corpus is a gzipped CoNLL-U file. Names are read from ``NE=`` in the MISC column (BIO; ``?`` means that the type is
not known). What a corpus does not annotate is left missing, so that a component learns nothing from it.
"""

import gzip
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from claims.train.ancora import to_ud

CONVERSIONS: dict[str, Callable[[list[list[str]]], list[list[str]]]] = {"ancora": to_ud}


class Word(NamedTuple):
    """One syntactic word; ``head`` is the index of its head in the sentence, its own index at the root."""

    form: str
    lemma: str
    pos: str
    morph: str
    head: int
    dep: str
    entity: str
    space: bool


Sentence = list[Word]


@dataclass(frozen=True)
class Source:
    """One treebank of a language's ``corpora.toml``.

    ``layers`` are what may be learned from it ("syntax": lemmas, parts of speech, features and trees; "trees" alone;
    "names"). ``conventions`` names what turns its sentences into ours, "" for nothing. ``max_words`` is None for the whole file. With
    ``hold_out`` = 20 every twentieth document is left out, with ``only`` = 20 nothing else is read; 0 is neither.
    """

    path: Path
    layers: frozenset[str]
    max_words: int | None = None
    hold_out: int = 0
    only: int = 0
    conventions: str = ""

    def takes(self, document: int) -> bool:
        """Say whether the document with this number (from 0) is read."""
        if self.only:
            return document % self.only == 0
        return not self.hold_out or document % self.hold_out != 0


def read_blocks(path: Path) -> Iterator[tuple[bool, list[list[str]]]]:
    """Yield (does a document start here, rows of ten columns) for each sentence of a gzipped CoNLL-U file."""
    starts, rows = False, []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                starts = True
            elif line and not line.startswith("#"):
                rows.append(line.split("\t"))
            elif not line and rows:
                yield starts, rows
                starts, rows = False, []
    if rows:
        yield starts, rows


def to_sentence(rows: list[list[str]], tokenize: Callable[[str], list[str]]) -> Sentence:
    """Turn CoNLL-U rows into words as our tokenizer cuts them.

    A multiword token (*del* = *de* + *el*) is kept apart where the tokenizer cuts it so (*don't*), and otherwise
    becomes one word with the annotation of the part whose head lies outside of it.
    """
    words = {row[0]: row for row in rows if row[0].isdigit()}
    merged: dict[str, list[str]] = {}
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            parts = [str(i) for i in range(first, last + 1)]
            if tokenize(row[1]) == [words[i][1] for i in parts]:
                for i in parts[:-1]:
                    words[i] = [*words[i][:9], _with(words[i][9], "SpaceAfter=No")]
                words[parts[-1]] = [*words[parts[-1]][:9], _with(words[parts[-1]][9], row[9])]
            else:
                top = next((i for i in parts if words[i][6] not in parts), parts[0])
                merged.update({key: [top, *row] for key in parts})
    index: dict[str, int] = {}
    kept: list[list[str]] = []
    for i, row in words.items():
        if i in merged:
            top, surface = merged[i][0], merged[i][1:]
            if i == top:
                index.update({part: len(kept) for part in merged if merged[part] is merged[i]})
                kept.append([i, surface[1], *row[2:9], _with(row[9], surface[9])])
        else:
            index[i] = len(kept)
            kept.append(row)
    return [
        Word(
            form=row[1],
            lemma=row[2],
            pos=row[3],
            morph="" if row[5] == "_" else row[5],
            head=index.get(row[6], index[row[0]]),
            dep="ROOT" if row[7] == "root" else row[7],
            entity=next((part[3:] for part in row[9].split("|") if part.startswith("NE=")), "O"),
            space="SpaceAfter=No" not in row[9],
        )
        for row in kept
    ]


def _with(misc: str, more: str) -> str:
    return "|".join(part for part in (misc, more) if part != "_")


def read_passages(source: Source, tokenize: Callable[[str], list[str]], words_per_passage: int = 150) -> Iterator[list[Sentence]]:
    """Yield runs of consecutive sentences of one document, so that the parser learns where sentences end."""
    passage: list[Sentence] = []
    size = total = 0
    document = -1
    for starts, rows in read_blocks(source.path):
        document += starts
        if not source.takes(max(document, 0)):
            continue
        if source.conventions:
            rows = CONVERSIONS[source.conventions](rows)
        sentence = to_sentence(rows, tokenize)
        if passage and (starts or size + len(sentence) > words_per_passage):
            yield passage
            passage, size = [], 0
        passage.append(sentence)
        size += len(sentence)
        total += len(sentence)
        if source.max_words is not None and total >= source.max_words:
            break
    if passage:
        yield passage


def to_doc(nlp: Language, passage: Iterable[Sentence], layers: frozenset[str]) -> Doc:
    """Make a Doc that carries the annotation of ``layers`` and misses the rest."""
    words = [word for sentence in passage for word in sentence]
    syntax: dict[str, Any] = {}
    if layers & {"syntax", "trees"}:
        heads, offset = [], 0
        for sentence in passage:
            heads += [offset + word.head for word in sentence]
            offset += len(sentence)
        syntax = {"heads": heads, "deps": [word.dep for word in words]}
    if "syntax" in layers:
        syntax |= {
            "lemmas": [word.lemma for word in words],
            "pos": [word.pos for word in words],
            "morphs": [word.morph for word in words],
        }
    doc = Doc(nlp.vocab, words=[w.form for w in words], spaces=[w.space for w in words], **syntax)
    entities, missing = [], []
    tags = [word.entity for word in words]
    for i, tag in enumerate(tags):
        if tag.startswith("B-"):
            end = i + 1
            while end < len(tags) and tags[end] == "I-" + tag[2:]:
                end += 1
            entities.append(Span(doc, i, end, label=tag[2:]))
        elif tag == "?":
            missing.append(doc[i : i + 1])
    if "names" in layers:
        doc.set_ents(entities, missing=missing, default="outside")
    else:
        doc.set_ents([], default="missing")
    return doc


def to_example(nlp: Language, reference: Doc) -> Example:
    """Pair a reference with the same text as our own tokenizer cuts it."""
    return Example(nlp.make_doc(reference.text), reference)

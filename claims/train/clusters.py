"""Word clusters as vectors: what hundreds of millions of words of web text know about words our treebanks never saw.

Brown clusters (Brown et al. 1992) put words that stand in the same contexts on neighbouring leaves of a binary tree;
as features of a parser they save half of the training data (Koo, Carreras and Collins 2008, ACL). spaCy's package of
lookup tables brings them for many languages; here each leaf becomes one row of the pipeline's table of vectors.
"""

import gzip
import importlib.resources
import json
from collections.abc import Callable
from typing import Any

import numpy
from spacy.language import Language
from spacy.util import registry
from spacy.vectors import Vectors

from claims.model import ClaimsError

WIDTH = 128


def paths_to_rows(paths: list[str], width: int) -> Any:
    """Turn the leaves of a binary tree into vectors whose likeness is the length of the path they share.

    ``paths`` are strings of bits from the root. Each is spelled out as the set of its ancestors, itself included; the
    leading ``width`` singular directions of those sets are kept. Returns an array of unit rows, one a path.

    >>> rows = paths_to_rows(["000", "001", "111"], 3)
    >>> bool(rows[0] @ rows[1] > rows[0] @ rows[2])
    True
    """
    nodes = {prefix: at for at, prefix in enumerate(sorted({path[:end] for path in paths for end in range(1, len(path) + 1)}))}
    ancestors = numpy.zeros((len(paths), max(len(nodes), width)), dtype="float32")
    for row, path in enumerate(paths):
        for end in range(1, len(path) + 1):
            ancestors[row, nodes[path[:end]]] = 1
    left, weights, _ = numpy.linalg.svd(ancestors - ancestors.mean(axis=0), full_matrices=False)
    rows = numpy.zeros((len(paths), width), dtype="float32")
    kept = min(width, len(weights))
    rows[:, :kept] = left[:, :kept] * numpy.sqrt(weights[:kept])
    return rows / numpy.maximum(numpy.linalg.norm(rows, axis=1, keepdims=True), 1e-6)


def read_table(language: str, name: str) -> dict[str, float]:
    """Read one of the lookup tables of the package spacy-lookups-data; empty when the language has none."""
    try:
        path = importlib.resources.files("spacy_lookups_data") / "data" / f"{language}_{name}.json.gz"
    except ModuleNotFoundError:
        raise ClaimsError("Training needs the word clusters of the package spacy-lookups-data: install requirements.txt.") from None
    if not path.is_file():
        return {}
    table: dict[str, float] = json.loads(gzip.decompress(path.read_bytes()))
    return table


def cluster_vectors(nlp: Language, words: int, width: int = WIDTH) -> Vectors:
    """Give the ``words`` most frequent words of a language the vector of their cluster.

    A word that is listed in lower case only lends its vector to its capitalised form too. A language without clusters
    gets a table of one row that no word points to.
    """
    clusters = {word: format(int(value), "b")[::-1] for word, value in read_table(str(nlp.lang), "lexeme_cluster").items() if value}
    frequency = read_table(str(nlp.lang), "lexeme_prob")
    chosen = sorted(clusters, key=lambda word: frequency.get(word, -99.0), reverse=True)[:words]
    paths = sorted({clusters[word] for word in chosen}) or ["0"]
    vectors = Vectors(data=paths_to_rows(paths, width), strings=nlp.vocab.strings)
    row = {path: at for at, path in enumerate(paths)}
    for word in chosen:
        for form in {word, word.capitalize()} if word.islower() else {word}:
            if form == word or form not in clusters:
                vectors.add(form, row=row[clusters[word]])
    return vectors


@registry.callbacks("claims.cluster_vectors.v1")
def set_cluster_vectors(words: int) -> Callable[[Language], Language]:
    """Make the callback that puts the clusters into a pipeline before its weights are made."""

    def set_vectors(nlp: Language) -> Language:
        nlp.vocab.vectors = cluster_vectors(nlp, words)
        return nlp

    return set_vectors

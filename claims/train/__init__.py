"""The recipe for ``languages/*/pipeline``: a spaCy configuration, treebanks, a fixed seed."""

import datetime
import json
import random
import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run_training
from spacy.util import load_config, registry

from claims.train.augment import with_variants
from claims.train.treebank import Source, read_passages, to_doc, to_example

LANGUAGES = Path(__file__).parents[1] / "languages"
CONFIG = Path(__file__).with_name("config.cfg")


def read_sources(language: str, corpora: Path, part: str) -> list[Source]:
    """List the treebanks of one part ("train", "dev", "test") of a language's ``corpora.toml``."""
    table = tomllib.loads((LANGUAGES / language / "corpora.toml").read_text(encoding="utf-8"))
    sources = []
    for row in table[part]:
        path = corpora / row["file"]
        if not path.exists():
            raise FileNotFoundError(f"{path} is missing: give the folder that holds {row['file']} with --corpora.")
        limits = {key: row[key] for key in ("max_words", "hold_out", "only") if key in row}
        sources.append(Source(path=path, layers=frozenset(row["layers"]), **limits))
    return sources


def read_examples(nlp: Language, sources: list[Source], variants: int, seed: int) -> Iterator[Example]:
    """Yield the passages of all sources as examples, each followed by its variants."""
    rng = random.Random(seed)

    def tokenize(text: str) -> list[str]:
        return [token.text for token in nlp.tokenizer(text)]

    for source in sources:
        for passage in with_variants(read_passages(source, tokenize), rng, variants):
            yield to_example(nlp, to_doc(nlp, passage, source.layers))


@registry.readers("claims.treebanks.v1")
def treebanks(language: str, corpora: str, part: str, variants: int, seed: int) -> Callable[[Language], Iterator[Example]]:
    """Make the corpus reader that ``config.cfg`` names."""
    sources = read_sources(language, Path(corpora), part)
    return lambda nlp: read_examples(nlp, sources, variants, seed)


def train(language: str, corpora: Path, output: Path | None = None, max_steps: int | None = None) -> dict[str, float]:
    """Train a language's pipeline and put it, with its card, where ``languages.load`` finds it.

    ``corpora`` is the folder with the treebanks, ``output`` a folder (None: beside the language's word lists),
    ``max_steps`` the number of batches (None: the recipe's). Returns the scores on the test treebanks, 0 to 1. The
    old pipeline is replaced only when the new one is complete.

    Raises FileNotFoundError when a treebank is missing.
    """
    output = output or LANGUAGES / language / "pipeline"
    overrides: dict[str, object] = {"paths.corpora": str(corpora), "paths.language": language, "nlp.lang": language}
    if max_steps is not None:
        overrides["training.max_steps"] = max_steps
    nlp = init_nlp(load_config(CONFIG, overrides=overrides, interpolate=True))
    nlp, best = run_training(nlp, None)
    del best
    scores = evaluate(nlp, read_sources(language, corpora, "test"))
    fresh = output.with_name(output.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    with nlp.use_params({}):
        nlp.to_disk(fresh)
    write_card(fresh, language, scores)
    shutil.rmtree(output, ignore_errors=True)
    fresh.rename(output)
    return scores


def evaluate(nlp: Language, sources: list[Source]) -> dict[str, float]:
    """Score a pipeline on treebanks: ``{"FILE LAS": 0.8, …}``, only for what each of them annotates."""
    wanted = {"syntax": {"pos_acc": "POS", "lemma_acc": "lemma", "dep_uas": "UAS", "dep_las": "LAS", "sents_f": "sentences F"}, "names": {"ents_f": "names F"}}
    result = {}
    for source in sources:
        scores = nlp.evaluate(list(read_examples(nlp, [source], 0, 0)))
        for layer in sorted(source.layers, reverse=True):
            for key, name in wanted[layer].items():
                result[f"{source.path.name.split('.')[0]} {name}"] = round(scores[key], 4)
    return result

"""The recipe for ``languages/*/pipeline``: a spaCy configuration, treebanks, a fixed seed."""

import random
import shutil
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run_training
from spacy.util import load_config, registry
from thinc.api import set_current_ops

from claims.extract.ops import FAST, convert
from claims.model import ClaimsError
from claims.train.augment import with_variants
from claims.train.card import write_card
from claims.train.clusters import set_cluster_vectors  # noqa: F401 -- registers what config.cfg names
from claims.train.treebank import Source, read_passages, to_doc, to_example

LANGUAGES = Path(__file__).parents[1] / "languages"
CONFIG = Path(__file__).with_name("config.cfg")
_SCORES = {
    "syntax": {"pos_acc": "POS", "lemma_acc": "lemma", "dep_uas": "UAS", "dep_las": "LAS", "sents_f": "sentences F"},
    "trees": {"dep_uas": "UAS", "dep_las": "LAS"},
    "names": {"ents_f": "names F"},
}


def train(language: str, corpora: Path, output: Path | None = None, max_steps: int | None = None) -> dict[str, float]:
    """Train a language's pipeline and put it, with its card, where ``languages.load`` finds it.

    ``corpora`` is the folder with the treebanks, ``output`` a folder (None: beside the language's word lists),
    ``max_steps`` the number of batches (None: the recipe's). Of all evaluations the best one's weights are kept.
    Returns the scores on the held-out treebanks, 0 to 1. An old pipeline is replaced only by a complete one.

    Raises ClaimsError for a language without ``corpora.toml`` and for a treebank that is missing.
    """
    read_sources(language, corpora, "test")
    set_current_ops(FAST)
    overrides: dict[str, object] = {"paths.corpora": str(corpora), "paths.language": language, "nlp.lang": language}
    if max_steps is not None:
        overrides["training.max_steps"] = max_steps
    with tempfile.TemporaryDirectory() as folder:
        nlp = init_nlp(load_config(CONFIG, overrides=overrides, interpolate=True))
        run_training(nlp, Path(folder))
        return publish(Path(folder) / "model-best", language, corpora, output or LANGUAGES / language / "pipeline")


def publish(trained: Path, language: str, corpora: Path, output: Path) -> dict[str, float]:
    """Score trained weights, write their card, and put both in the place of what was there."""
    nlp = spacy.load(trained)
    scores = evaluate(nlp, [*read_sources(language, corpora, "dev"), *read_sources(language, corpora, "test")])
    nlp.config["paths"] = {**dict.fromkeys(nlp.config["paths"]), "language": language}
    nlp.config["corpora"] = {}
    nlp.meta["performance"] = {}
    nlp.meta["name"] = "segun"
    nlp.meta["version"] = "1.0.0"
    convert(nlp.get_pipe("tok2vec").model, "float16")  # type: ignore[attr-defined]
    fresh = output.with_name(output.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    nlp.to_disk(fresh)
    write_card(fresh / "README.md", language, _rows(language), scores, nlp.config["training"])
    shutil.rmtree(output, ignore_errors=True)
    fresh.rename(output)
    return scores


def evaluate(nlp: Language, sources: list[Source]) -> dict[str, float]:
    """Score a pipeline on treebanks: ``{"FILE LAS": 0.8, …}``, only for what each of them annotates."""
    result = {}
    for source in sources:
        scores = nlp.evaluate(list(read_examples(nlp, [source], 0, 0)))
        treebank = source.path.name.split(".")[0] + (" as UD" if source.conventions else "")
        for layer in sorted(source.layers, reverse=True):
            for key, name in _SCORES[layer].items():
                result[f"{treebank} {name}"] = round(scores[key], 4)
    return result


def _rows(language: str) -> dict[str, list[dict[str, object]]]:
    path = LANGUAGES / language / "corpora.toml"
    if not path.exists():
        raise ClaimsError(f"{path} is missing: it says which treebanks the language is trained on.")
    table: dict[str, list[dict[str, object]]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return table


def read_sources(language: str, corpora: Path, part: str) -> list[Source]:
    """List the treebanks of one part ("train", "dev", "test") of a language's ``corpora.toml``."""
    sources = []
    for row in _rows(language)[part]:
        path = corpora / str(row["file"])
        if not path.exists():
            raise ClaimsError(f"{path} is missing: give the folder that holds {row['file']} with --corpora.")
        layers = row["layers"]
        assert isinstance(layers, list)  # noqa: S101
        limits = {key: int(str(row[key])) for key in ("max_words", "hold_out", "only") if key in row}
        sources.append(Source(path, frozenset(layers), conventions=str(row.get("conventions", "")), **limits))
    return sources


def read_examples(nlp: Language, sources: list[Source], variants: int, seed: int) -> Iterator[Example]:
    """Yield the passages of all sources as examples, each followed by its variants."""
    rng = random.Random(seed)  # noqa: S311

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

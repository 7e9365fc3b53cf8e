"""Learn to mark attributions from annotated news: ``python -m claims train attribution``.

A network marks, for a cue, its source and its content. It learns from both languages together, since most of its columns
are names of the parse, which both share. What finds attributions of the wider scope is learned as ``wide.py`` says.
"""

from dataclasses import dataclass
from pathlib import Path

from thinc.api import set_current_ops

from claims.extract import identify
from claims.extract.learned import ROLES
from claims.extract.ops import FAST
from claims.extract.tagger import FOLDER, Tagger
from claims.measure.gold import read_gold
from claims.train import wide
from claims.train.tagger import annotate, fit, role_passages, score, write


@dataclass(frozen=True, slots=True)
class Corpus:
    """A file of annotated attributions: where it is, and what is said of it in the card."""

    file: str
    text: str


LEARNED = (
    Corpus("en/polnear-train.jsonl.gz", "PolNeAR train (no licence stated; used and not redistributed)"),
    Corpus("es/attributions-cess.jsonl.gz", "attributions derived from CESS-ESP (research use, cite Martí et al. 2007)"),
)
HELD_OUT = ("en/polnear-dev.jsonl.gz", "es/attributions-ancora-dev.jsonl.gz")


def learn(corpora: Path, output: Path | None = None) -> list[str]:
    """Train all networks on the corpora, write their weights and their card, give back the card's lines.

    ``output`` is a folder (None: where ``extract`` finds them).
    """
    output = output or FOLDER
    set_current_ops(FAST)
    seen = [annotate(document) for corpus in LEARNED for document in read_gold(corpora / corpus.file, identify)]
    unseen = {file.split("/")[1].split(".")[0]: [annotate(d) for d in read_gold(corpora / file, identify)] for file in HELD_OUT}
    passages = [passage for document in seen for passage in role_passages(document)]
    roles = Tagger(ROLES, [fit(ROLES, passages, 0.1)])
    write(roles, output)
    rows = [row for name, documents in unseen.items() for row in score(roles, [p for d in documents for p in role_passages(d)], name)]
    wider = wide.learn([d for d in seen if d.scope == wide.SCOPE], {n: d for n, d in unseen.items() if d[0].scope == wide.SCOPE}, output)
    lines = [
        "# Marking attributions: what was learned",
        "",
        f"Networks (`claims/extract/tagger.py`), trained by `python -m claims train attribution`. `{ROLES.name}` marks the source and the",
        f"content of a cue, learned from {len(passages)} windows in both languages.",
        *wider.text,
        *(f"{corpus.text}." for corpus in LEARNED),
        "",
        "Exact spans on held-out documents, of a cue found by itself, of sources and contents with the annotated cue given:",
        "",
        "| documents | label | precision | recall | F1 |",
        "|---|---|---|---|---|",
        *wider.rows,
        *rows,
    ]
    (output / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return lines

"""The card beside a pipeline's weights: what they learned from, how, how well."""

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def write_card(
    path: Path,
    language: str,
    rows: Mapping[str, list[dict[str, Any]]],
    scores: Mapping[str, float],
    training: Mapping[str, Any],
) -> None:
    """Write a pipeline's card as Markdown."""
    used = "\n".join(f"- {row['file']} ({', '.join(row['layers'])}): {row['licence']}" for row in rows["train"])
    unseen = "\n".join(f"| {name} | {100 * score:.1f} |" for name, score in scores.items())
    path.write_text(
        f"""# Pipeline of `{language}`

A spaCy pipeline (morphologizer, lemmatizer, parser, names of persons, organisations and places) trained from nothing
but the treebanks below; weights written {datetime.datetime.now(tz=datetime.UTC).date().isoformat()}.

Made by `python -m claims train {language} --corpora FOLDER` (seed {training["seed"]}, at most {training["max_steps"]} batches; the
weights of the best evaluation on the held-out development part are kept).

## Learned from

{used}

No sentence of these corpora is part of the weights' folder. Use of the weights follows the corpora's licences.

## Scores on text it did not learn from

| treebank and measure | % |
|---|---|
{unseen}

Development parts chose the evaluation to keep; the rest was looked at only for this table. The score on an
automatic annotation (see above) says how well its annotator is imitated.
""",
        encoding="utf-8",
    )

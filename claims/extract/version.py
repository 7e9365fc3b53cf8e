"""Which version of the pipeline made a claim: a hash of all that decides what is found."""

import hashlib
import os
from functools import cache
from pathlib import Path

from claims import languages
from claims.extract.parse import load_pipeline

_CODE = Path(__file__).parent


def version(language: str, pipeline: str | None = None) -> str:
    """Give 12 hexadecimal digits that change with the rules, the language's word lists, the networks or the trained pipeline, and with nothing else.

    ``pipeline`` names a spaCy pipeline as ``extract`` takes it; of that its name and its meta data count.

    >>> version("es") == version("es"), version("es") == version("en"), len(version("es"))
    (True, False, 12)
    """
    return _version(language, pipeline or os.environ.get(languages.PIPELINE_VARIABLE))


@cache
def _version(language: str, chosen: str | None) -> str:
    folder = languages.FOLDER / language
    data = [*languages.FOLDER.iterdir(), *(languages.FOLDER / "attribution").iterdir(), *folder.iterdir()]
    files = [*_CODE.glob("*.py"), *data, folder / "pipeline" / "meta.json", folder / "pipeline" / "config.cfg"]
    total = hashlib.sha256(repr(load_pipeline(chosen).meta if chosen else None).encode())
    for path in sorted(file for file in files if file.is_file() and file.suffix != ".md"):
        total.update(path.relative_to(_CODE.parent).as_posix().encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:12]

"""Faults: a process that is killed, a full disk, what may not be written, files that are no database."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from claims.model import ClaimsError
from claims.store import queries
from claims.store.check import check
from claims.store.connection import reading, writing
from claims.store.decide import merge_speakers
from claims.store.filters import Filters
from claims.store.write import add_article, remove_article, replace_claims
from tests.store.kill import ROOT, attack, contents
from tests.store.test_tracking import TOLD, fill, told


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Give a database in order, with articles, tracks and a decision."""
    path = tmp_path / "claims.duckdb"
    fill(path, list(TOLD)[:5])
    merge_speakers(path, "Ana Núñez", "Leo Prado")
    return path


def test_a_killed_process_leaves_whole_articles() -> None:
    """Killed at random moments, a database opens, holds articles wholly or not at all, and the same again completes it."""
    seen = attack([(article, [claim]) for article, claim in map(told, TOLD)], times=6, seed=1)
    assert seen.total() == 6


def test_a_database_in_order_has_no_faults(db: Path) -> None:
    """Nothing is found after articles were added, read anew and taken out, and decisions were made."""
    article, claim = told(next(iter(TOLD)))
    replace_claims(db, article, [claim, claim])
    assert remove_article(db, told(list(TOLD)[2])[0].id)
    with reading(db) as connection:
        assert check(connection) == []


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("DELETE FROM articles WHERE text LIKE 'Leo%'", "claims of an article that is not there (1): "),
        ("DELETE FROM spans WHERE role = 'content'", "claims whose content is not that of their spans (5): "),
        ("UPDATE spans SET text = text || '.' WHERE role = 'source' AND text = 'Prado'", "claims with a span that does not stand in the article's text (1): "),
        ("DELETE FROM tellings", "claims that were not compared with others (reextract mends it) (5): "),
        ("DELETE FROM keys", "tellings that no key finds (5): "),
        ("DELETE FROM identities", "claims whose speaker across articles has no name (5): "),
        ("UPDATE identities SET name = 'Eva'", "tellings under another name than their speakers' (5): "),
        ("DELETE FROM tracks", "tellings of a track that is not there (3): "),
        ("UPDATE tracks SET tellings = tellings + 1", "tracks that do not hold as many tellings as they say (1): "),
        ("UPDATE decisions SET number = 2", "decisions with a gap before them (1): 2"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said(db: Path, harm: str, said: str) -> None:
    """Each kind of harm is found under its name."""
    with writing(db) as connection:
        connection.execute(harm)
        assert any(line.startswith(said) for line in check(connection)), check(connection)


Use = Callable[[Path], object]
READ: Use = lambda db: queries.count_claims(db, Filters())  # noqa: E731
WRITE: Use = lambda db: add_article(db, told(list(TOLD)[5])[0], [told(list(TOLD)[5])[1]])  # noqa: E731


def refused(use: Use, db: Path, words: str) -> None:
    """See that something is refused with a sentence that has some words, and ends as one does."""
    with pytest.raises(ClaimsError, match=words) as caught:
        use(db)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("kept", [0, 1, 5000, 12288, 0.3, 0.5])
def test_a_truncated_database_is_told(db: Path, kept: float) -> None:
    """A file that lost its end, wherever, is refused to readers and writers, and left as it is."""
    size = int(kept * db.stat().st_size) if 0 < kept < 1 else int(kept)
    os.truncate(db, size)
    before = db.read_bytes()
    for use in (READ, WRITE):
        refused(use, db, "damaged")
    assert db.read_bytes() == before


@pytest.mark.parametrize("data", [b"SQLite format 3\x00" * 500, b"PK\x03\x04" * 9999, b"Llueve, dice Eva.\n" * 900])
def test_another_kind_of_file_is_told(tmp_path: Path, data: bytes) -> None:
    """A file of another program is refused, and left as it is."""
    db = tmp_path / "claims.duckdb"
    db.write_bytes(data)
    for use in (READ, WRITE):
        refused(use, db, "no database of ours")
    assert db.read_bytes() == data


def test_a_database_of_others_is_told(tmp_path: Path) -> None:
    """A DuckDB file that we did not make is refused, and left as it is."""
    db = tmp_path / "other.duckdb"
    with duckdb.connect(str(db)) as connection:
        connection.execute("CREATE TABLE claims (a INTEGER)")
    for use in (READ, WRITE):
        refused(use, db, "no database of ours")
    with duckdb.connect(str(db), read_only=True) as connection:
        assert connection.execute("SHOW TABLES").fetchall() == [("claims",)]


def test_places_where_no_database_can_be(tmp_path: Path) -> None:
    """A folder, a missing folder to read from, a file in the place of a folder: each is one sentence."""
    (tmp_path / "file").write_text("x")
    for use in (READ, WRITE):
        refused(use, tmp_path, "is a folder")
    refused(READ, tmp_path / "missing" / "claims.duckdb", "There is no database")
    refused(WRITE, tmp_path / "file" / "claims.duckdb", "cannot be made")


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    """Who writes to a folder that is not there gets it, and nothing stays there but the database."""
    db = tmp_path / "new" / "folder" / "claims.duckdb"
    assert WRITE(db)
    assert [path.name for path in db.parent.iterdir()] == [db.name]


def test_a_log_without_its_database_does_no_harm(tmp_path: Path) -> None:
    """Somebody moved the database away and forgot its log: a new one begins, and the log is kept under another name."""
    db = tmp_path / "claims.duckdb"
    log = tmp_path / "claims.duckdb.wal"
    log.write_bytes(b"a log" * 100)
    assert WRITE(db)
    assert READ(db) == 1
    assert (tmp_path / "claims.duckdb.wal.old").read_bytes() == b"a log" * 100


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a file system of 16 MB, where one may be mounted."""
    folder = tmp_path / "small"
    folder.mkdir()
    if (
        shutil.which("mount") is None
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", folder], check=False, capture_output=True).returncode
    ):
        pytest.skip("only root may mount a small file system; the test with a limit on the size of files runs everywhere")
    yield folder
    subprocess.run(["umount", folder], check=True)


def fill_up(folder: Path, free: int) -> None:
    """Leave so many bytes free."""
    left = shutil.disk_usage(folder).free
    (folder / "ballast").write_bytes(b"x" * max(left - free, 0))


@pytest.mark.parametrize("free", [0, 4096, 40_000, 300_000])
def test_a_full_disk_loses_nothing(small_disk: Path, free: int) -> None:
    """Whatever room is left, an article is stored wholly or refused with a sentence; with room again, the same is stored."""
    db = small_disk / "claims.duckdb"
    fill(db, list(TOLD)[:3])
    before = contents(db)
    fill_up(small_disk, free)
    article, claim = told(list(TOLD)[3])
    long = [claim] * 200  # more than fits
    for _ in range(2):
        refused(lambda db: add_article(db, article, long), db, "disk is full")
        assert contents(db) == before
    refused(lambda db: add_article(db.with_name("new.duckdb"), article, long), db, "disk is full|No space")
    (small_disk / "ballast").unlink()
    assert add_article(db, article, [claim])
    with reading(db) as connection:
        assert check(connection) == []
    assert queries.count_claims(db, Filters()) == 4


def test_a_read_only_disk_is_told(small_disk: Path) -> None:
    """What may only be read is read, and a writer is told."""
    db = small_disk / "claims.duckdb"
    fill(db, list(TOLD)[:3])
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    assert READ(db) == 3
    refused(WRITE, db, "ask for the right")
    refused(WRITE, db.with_name("new.duckdb"), "cannot be made")
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    assert READ(db) == 3


def may_be_read_only(path: Path) -> Callable[[], object]:
    """Take away the right to write, from root too where that can be; give what brings it back."""
    if os.geteuid():
        mode = path.stat().st_mode
        path.chmod(0o555 if path.is_dir() else 0o444)
        return lambda: path.chmod(mode)
    if shutil.which("chattr") is None or subprocess.run(["chattr", "+i", path], check=False, capture_output=True).returncode:
        pytest.skip("root may write anywhere here, and chattr does not work on this file system")
    return lambda: subprocess.run(["chattr", "-i", path], check=True)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_may_not_be_written_is_told(db: Path, what: str) -> None:
    """A read-only file or folder can be read; a writer is told, and nothing changes."""
    before = contents(db)
    restore = may_be_read_only(db if what == "file" else db.parent)
    try:
        assert READ(db) == 5
        refused(WRITE, db, "ask for the right")
    finally:
        restore()
    assert contents(db) == before
    assert WRITE(db)


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from pathlib import Path
from claims.model import ClaimsError
from claims.store.write import add_article
from tests.store.test_tracking import TOLD, told
article, claim = told(list(TOLD)[5])
try:
    add_article(Path(sys.argv[2]), article, [claim] * 200)
except ClaimsError as error:
    print(error)
"""


def test_a_limit_on_the_size_of_files_is_a_full_disk(db: Path) -> None:
    """A process that may not write more is told what one on a full disk is, and the database is as before."""
    before = contents(db)
    said = subprocess.run([sys.executable, "-c", LIMITED, "20000", str(db)], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "disk is full" in said
    assert contents(db) == before

"""The command line: what people type, what they see, what programs get."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from claims.store import queries
from claims.store.filters import Filters

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "data" / "samples"
SPANISH = "La alcaldesa Nora Díez aseguró que el puente es seguro. Analistas sugieren que podría ceder.\n"


def run(*arguments: str, cwd: Path = ROOT, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command as a person would."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "claims", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        env=environment,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def db(tmp_path_factory) -> Path:
    """Give a database with the samples in it, added from the command line."""
    path = tmp_path_factory.mktemp("db") / "claims.duckdb"
    done = run("add", "data/samples", "--db", str(path))
    assert done.returncode == 0, done.stderr
    assert "10 added" in done.stdout
    assert "0 failed" in done.stdout
    return path


def test_extract_prints_one_object_a_claim(tmp_path: Path) -> None:
    """Each line is a record of the guidelines, named after its file, with offsets into the text."""
    path = tmp_path / "puente.txt"
    path.write_text(SPANISH, encoding="utf-8")
    done = run("extract", str(path))
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(r["article"], r["speakers"], r["certainty"]) for r in records] == [("puente", ["Nora Díez"], 3), ("puente", ["Analistas"], 1)]
    assert all(SPANISH[r["cue"]["start"] : r["cue"]["end"]] == r["cue"]["text"] for r in records)


def test_extract_reads_standard_input() -> None:
    """A dash is standard input."""
    done = run("extract", "-", stdin=SPANISH)
    assert [json.loads(line)["article"] for line in done.stdout.splitlines()] == ["-", "-"]


def test_adding_twice_changes_nothing(db: Path) -> None:
    """A second time everything is there already."""
    before = queries.count_claims(db, Filters())
    done = run("add", "data/samples", "--db", str(db))
    assert (done.returncode, "10 already there" in done.stdout) == (0, True)
    assert queries.count_claims(db, Filters()) == before


def test_export_has_the_rows_of_the_page(db: Path, tmp_path: Path) -> None:
    """A filtered export has the claims, columns and order that the page's query gives."""
    out = tmp_path / "claims.csv"
    done = run("export", "--db", str(db), "--speaker", "olivares", "--certainty", "high", "-o", str(out))
    assert done.returncode == 0, done.stderr
    wanted = queries.find_claims(db, Filters(speakers=tuple(queries.match_speakers(db, "olivares")), certainties=(3,)))
    assert len(wanted) > 3
    table = pd.read_csv(io.BytesIO(out.read_bytes()))
    assert list(table["claim_id"]) == list(wanted["claim_id"])
    assert list(table.columns) == list(queries.COLUMNS)


def test_list_shows_a_table(db: Path) -> None:
    """The list names speakers and says how many claims there are."""
    done = run("list", "--db", str(db), "--search", "muelles", "--language", "es", "--limit", "3")
    assert "Carmen Olivares" in done.stdout
    assert "3 of " in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["list", "--speaker", "Nadie Jamás"], "No speaker"),
        (["list", "--certainty", "7"], "no certainty"),
        (["list", "--since", "ayer"], "YYYY-MM-DD"),
        (["export", "-o", "claims.xls"], ".csv"),
        (["export", "-o", "no/such/folder/claims.csv"], "cannot be written"),
    ],
)
def test_wrong_options_are_told(db: Path, arguments: list[str], said: str) -> None:
    """A wrong option gives one sentence and exit status 1."""
    done = run(*arguments, "--db", str(db))
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_bad_input_is_told_and_stops_nothing(tmp_path: Path) -> None:
    """Among bad files the good one is stored; with bad ones only the exit status is not 0."""
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "finnish.txt").write_text(
        "Hallitus kertoi maanantaina, että verot nousevat ensi vuonna ja palkat laskevat.", encoding="utf-8"
    )
    (tmp_path / "void").mkdir()
    (tmp_path / "good.txt").write_text(SPANISH, encoding="utf-8")
    bad = ["empty.txt", "binary.txt", "finnish.txt", "void", "gone.txt"]
    done = run("add", *bad, "--db", "x.duckdb", cwd=tmp_path)
    assert (done.returncode, "5 failed" in done.stdout) == (1, True)
    for words in ("empty", "no text file", "'fi'", "no texts in this folder", "no such file"):
        assert words in done.stderr
    done = run("add", *bad, "good.txt", "--db", "x.duckdb", cwd=tmp_path)
    assert (done.returncode, "1 added (2 claims)" in done.stdout) == (0, True)


def test_addresses_from_the_command_line(tmp_path: Path) -> None:
    """What is not public is refused, as an input and as a feed, and nothing in the environment changes that."""
    done = run("add", "http://127.0.0.1:8501/", "file:///etc/passwd", "--feed", "http://localhost/rss", "--db", "x.duckdb", cwd=tmp_path)
    assert (done.returncode, "3 failed" in done.stdout) == (1, True)
    assert done.stderr.count("public web") == 2
    assert "only addresses that begin with http" in done.stderr
    done = run("add", "--db", "x.duckdb", cwd=tmp_path)
    assert (done.returncode, "nothing to add" in done.stderr) == (1, True)


def test_one_archive_is_many_articles(tmp_path: Path) -> None:
    """A table in an archive gives an article a row, to add and to extract; a bad row is told."""
    from tests.read import fixtures

    (tmp_path / "a.zip").write_bytes(fixtures.packed({"a.csv": f"text\n{SPANISH.strip()}\n...\n".encode(), "b.docx": fixtures.docx()}))
    done = run("add", "a.zip", "--db", "x.duckdb", cwd=tmp_path)
    assert "2 added" in done.stdout
    assert "1 failed" in done.stdout
    assert "a.zip/a.csv, row 2: there is no text" in done.stderr
    done = run("extract", "a.zip", cwd=tmp_path)
    assert {json.loads(line)["article"] for line in done.stdout.splitlines()} == {"a-1", "b"}


def test_kill_leaves_whole_articles(tmp_path: Path) -> None:
    """Killed in the middle, every article is wholly there or not at all, and a second run completes the work."""
    db = tmp_path / "claims.duckdb"
    command = [sys.executable, "-m", "claims", "add", "data/samples", "--db", str(db)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not db.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert run("add", "data/samples", "--db", str(db)).returncode == 0
    whole = tmp_path / "whole.duckdb"
    assert run("add", "data/samples", "--db", str(whole)).returncode == 0
    assert list(queries.find_claims(db, Filters())["claim_id"]) == list(queries.find_claims(whole, Filters())["claim_id"])


def test_help_names_every_command() -> None:
    """The help lists the commands."""
    done = run("--help")
    assert all(name in done.stdout for name in ("extract", "add", "list", "export", "train"))


def test_training_says_what_is_missing(tmp_path: Path) -> None:
    """Without the treebanks the training says which file it wants."""
    done = run("train", "es", "--corpora", str(tmp_path))
    assert done.returncode == 1
    assert "--corpora" in done.stderr


def test_speakers_across_articles_are_shown_and_exported(db: Path, tmp_path: Path) -> None:
    """One line a speaker with its other names; the file has all rows, under the same filters."""
    shown = run("speakers", "--name", "putin", "--db", str(db))
    assert "Vladímir Putin" in shown.stdout
    assert "1 of 1 speakers." in shown.stdout
    assert run("speakers", "--kind", "place", "-o", str(tmp_path / "s.csv"), "--db", str(db)).returncode == 0
    kinds = pd.read_csv(tmp_path / "s.csv")["kind"]
    assert set(kinds) == {"place"}


def test_tracks_are_shown_and_exported(db: Path) -> None:
    """A claim told in several outlets, what became of its certainty, and its tellings in order."""
    table = pd.read_csv(io.StringIO(run("tracks", "--risen", "--sort", "rise", "-o", "-", "--db", str(db)).stdout.lstrip("\ufeff")))
    assert (table["rise"] > 0).all()
    told = run("track", table["track_id"][0], "-o", "-", "--db", str(db)).stdout.lstrip("\ufeff")
    tellings = pd.read_csv(io.StringIO(told))
    assert len(tellings) == table["tellings"][0]
    assert list(tellings["published"]) == sorted(tellings["published"])
    assert tellings["claim_id"][0] in run("track", tellings["claim_id"][1], "-o", "-", "--db", str(db)).stdout
    assert run("track", "nothing", "--db", str(db)).returncode == 1


def test_relays_are_shown(db: Path) -> None:
    """Who carried whose statement."""
    assert re.search(r"Yonhap +Shin Won-sik", run("relays", "--db", str(db)).stdout)


def test_decisions_are_made_listed_and_taken_back(db: Path, tmp_path: Path) -> None:
    """Merge, split, join and part each say their number; undo takes one back, and the log shows it."""
    own = tmp_path / "own.duckdb"
    own.write_bytes(db.read_bytes())
    where = ("--db", str(own))
    assert "Nothing has been decided" in run("decisions", *where).stdout
    claims = pd.read_csv(io.StringIO(run("export", *where).stdout.lstrip("\ufeff")))["claim_id"]
    made = [
        ("merge", "analysts", "Experts"),
        ("split", "Putin", "Vladímir Putin"),
        ("join", claims[0], claims[9]),
        ("part", claims[0], claims[9]),
    ]
    for number, command in enumerate(made, start=1):
        assert run(*command, *where).stdout.startswith(f"Decision {number}:")
    assert "decision 1 is taken back" in run("undo", "1", *where).stdout
    log = run("decisions", *where).stdout.splitlines()
    assert len(log) == 5
    assert log[0].endswith("merge: name analysts, other Experts  (taken back)")
    assert "Vladímir Putin" in run("speakers", "--name", "vladimir putin", *where).stdout
    refused = run("merge", "Nobody Known", "Experts", *where)
    assert refused.returncode == 1
    assert "Nobody Known" in refused.stderr


def test_reextract_says_what_changed(db: Path, tmp_path: Path) -> None:
    """What this version has read is skipped; with --all, a claim that somebody spoilt is put right, and told; with --check it is only told."""
    own = tmp_path / "own.duckdb"
    own.write_bytes(db.read_bytes())
    with duckdb.connect(str(own)) as connection:
        connection.execute("UPDATE claims SET certainty = 4 WHERE position = 0 AND article_id = (SELECT min(article_id) FROM articles)")
    assert (
        "0 kept, 0 changed, 0 new, 0 gone; 0 articles failed, 10 had been read by this version."
        in run("reextract", "--db", str(own)).stdout
    )
    for command in (("reextract", "--all", "--check"), ("reextract", "--all")):
        done = run(*command, "--db", str(own))
        assert "106 kept, 1 changed, 0 new, 0 gone; 0 articles failed, 0 had been read by this version." in done.stdout
        assert "certainty ABSOLUTE → " in done.stdout
    with duckdb.connect(str(own)) as connection:
        connection.execute("UPDATE articles SET pipeline = 'older' WHERE article_id = (SELECT min(article_id) FROM articles)")
    assert "9 had been read by this version." in run("reextract", "--db", str(own)).stdout
    assert "10 had been read by this version." in run("reextract", "--check", "--db", str(own)).stdout


def test_a_database_is_kept_and_moved(db: Path, tmp_path: Path) -> None:
    """A backup is restored, an export is imported, each is in order, and what is there is not overwritten unawares."""
    copy, folder, other = (str(tmp_path / name) for name in ("copy.duckdb", "all", "other.duckdb"))
    assert "all is in order" in run("backup", copy, "--db", str(db)).stdout
    assert "--force" in run("restore", copy, "--db", copy).stderr
    assert run("restore", copy, "--db", str(db), "--force").returncode == 0
    assert "rows in" in run("export", "--all", folder, "--db", str(db)).stdout
    assert "rows in" in run("import", folder, "--db", other).stdout
    assert "All is in order." in run("check", "--db", other).stdout
    assert queries.count_claims(Path(other), Filters()) == queries.count_claims(db, Filters())

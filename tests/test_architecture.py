"""Who may import whom, and what a page must not load."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ALLOWED = {
    "model": set(),
    "languages": {"model", "languages"},
    "read": {"model", "read"},
    "extract": {"model", "languages", "extract"},
    "reasons": {"model"},
    "track": {"model", "track"},
    "store": {"model", "store", "track"},
    "measure": {"model", "extract", "measure", "track"},
    "train": {"model", "languages", "extract", "measure", "track", "train"},
}
OUTSIDE = {
    "model": {"spacy", "duckdb", "pandas", "streamlit"},
    "languages": {"spacy", "duckdb", "pandas", "streamlit"},
    "read": {"spacy", "duckdb", "pandas", "streamlit"},
    "store": {"spacy", "streamlit"},
    "track": {"spacy", "duckdb", "pandas", "streamlit"},
    "extract": {"duckdb", "pandas", "streamlit"},
    "measure": {"duckdb", "pandas", "streamlit"},
    "reasons": {"spacy", "duckdb", "pandas", "streamlit"},
    "add": {"streamlit"},
    "explain": {"duckdb", "pandas", "streamlit"},
}


def imports(path: Path) -> set[str]:
    """List the modules that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def files(package: str) -> list[Path]:
    """List the files of a package of claims."""
    folder = ROOT / "claims" / package
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]


@pytest.mark.parametrize("package", ALLOWED)
def test_packages_import_only_what_they_may(package: str) -> None:
    """Each arrow of the pipeline points one way."""
    for path in files(package):
        ours = {name.split(".")[1] for name in imports(path) if name.startswith("claims.")}
        assert ours <= ALLOWED[package], path


@pytest.mark.parametrize("package", OUTSIDE)
def test_packages_load_no_library_they_may_not(package: str) -> None:
    """The store never loads spaCy, and nothing in claims knows of Streamlit."""
    for path in files(package):
        assert not {name.split(".")[0] for name in imports(path)} & OUTSIDE[package], path


def test_claims_know_nothing_of_the_dashboard() -> None:
    """Nothing in claims imports dashboard or streamlit."""
    for path in (ROOT / "claims").rglob("*.py"):
        assert not {name.split(".")[0] for name in imports(path)} & {"dashboard", "streamlit"}, path


@pytest.mark.parametrize("module", ["dashboard.data", "dashboard.filters", "dashboard.claim_card", "claims.add", "claims.__main__"])
def test_pages_start_without_spacy(module: str) -> None:
    """What every page and every command loads does not load spaCy."""
    code = f"import sys, {module}; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_no_language_is_named_in_code() -> None:
    """What differs between languages is data: no rule asks which language it is in."""
    for path in (ROOT / "claims" / "extract").glob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert 'code == "' not in source, path
        assert 'lang == "' not in source, path

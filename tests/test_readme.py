"""What the README shows is what happens."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    """List the README's blocks of one kind."""
    return re.findall(rf"```{kind}\n(.*?)```", README, re.DOTALL)


def test_console_commands_print_what_is_shown(tmp_path: Path) -> None:
    """Each command of the console block prints exactly what stands below it."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "samples").symlink_to(ROOT / "data" / "samples")
    [console] = blocks("console")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    for part in console.split("$ ")[1:]:
        command, _, expected = part.partition("\n")
        command = command.replace("python ", f"{shlex.quote(sys.executable)} ", 1)
        done = subprocess.run(  # noqa: S602
            command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", check=True
        )
        assert done.stdout == expected
    assert (tmp_path / "claims.csv").stat().st_size > 1000


def test_the_python_example_runs() -> None:
    """The example in Python prints a claim."""
    [example] = blocks("python")
    done = subprocess.run([sys.executable, "-c", example], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout == "the mayor | the bridge may be unsafe | LOW\n"


def test_the_two_commands_name_what_there_is() -> None:
    """The two commands install the requirements and start what the other tests start."""
    commands = [block.strip() for block in blocks("sh")]
    assert commands == [
        "pip install -r requirements.txt && python -m streamlit run dashboard/app.py --server.headless false",
        "pip install -r requirements.txt && python -m pytest",
    ]
    assert (ROOT / "dashboard" / "app.py").exists()
    assert (ROOT / "dashboard" / "screenshot.png").stat().st_size < 300_000


def test_scores_of_our_own_sentences_are_those_of_the_tests() -> None:
    """The README's count of golden cases is the count there is."""
    from tests.cases import load_cases

    cases = load_cases()
    assert f"| {sum(case.failure is None for case in cases)} of {len(cases)} |" in README

"""The command line tells of the book in plain text, and says so when what is asked for is not there."""

from __future__ import annotations

import json
import platform
import subprocess
from pathlib import Path

import pytest

from goldenthread import __version__
from goldenthread.commands.cli import COMMANDS as ENTRIES
from goldenthread.commands.cli import main
from goldenthread.commands.text_reports import WIDTH
from tests.analysis.test_changes import BOOK
from tests.books.broken_books import AGREED as FILE
from tests.books.broken_books import PEOPLE
from tests.books.small_book import changed, write_book

COMMANDS = [command.name for command in ENTRIES]
Capture = pytest.CaptureFixture[str]


def run(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), *arguments])


def test_a_thread_is_told_from_the_priority_to_its_data(tmp_path: Path, capsys: Capture) -> None:
    assert run(write_book(tmp_path), "thread", "M20_PRI_SKILLS") == 0
    assert capsys.readouterr().out == """\
Raise skills (M20_PRI_SKILLS)
Priority, March 2020. People. strategy/2020-03/people.md:3

Fewer people are highly skilled (A third of residents in the north are highly skilled).

Rests on one finding, of high confidence, from one publisher; the newest is about 2018.

What it rests on
  - A third of residents in the north are highly skilled (EV_SKILLS)
    High confidence. 2018; North.
    Source: Skilled residents (Statistics Office, released November 2019).
    https://example.org/skills

What will be done
  - Offer courses (M20_ACT_COURSES). Lead: Colleges. By 2021.

How progress is seen
  - Residents with a higher qualification (M20_MEA_SKILLS). Should rise. Baseline: 33.0% (Statistics
    Office, 2018).

What changed since December 2019
  The words, the evidence, the actions and the measures are the same.

Who has agreed to it
  Not yet agreed: no sign-off is recorded.
"""


@pytest.mark.parametrize(("url", "page"), [
    ('url = "https://example.org/skills"\n', "https://example.org/skills"), ("", "The publisher's own page is not known to us.")])
def test_a_thread_names_the_publishers_page_and_the_copy_that_was_read(
    url: str, page: str, tmp_path: Path, capsys: Capture
) -> None:
    copy = 'copy = { holder = "A library", url = "https://example.com/copy", version = "commit f157936", read = "2019-11" }\n'
    write_book(tmp_path, changed("evidence/data/skills-2018.toml", 'url = "https://example.org/skills"\n', url + copy))
    assert run(tmp_path, "thread", "M20_PRI_SKILLS") == 0
    output = " ".join(capsys.readouterr().out.split())
    assert (f"Source: Skilled residents (Statistics Office, released November 2019). {page} "
            "Copy that was read: A library, commit f157936, read in November 2019. https://example.com/copy") in output


@pytest.mark.parametrize(("key", "words"), [
    ("EV_SKILLS", "Supports\n  - Raise skills (D19_PRI_SKILLS)\n  - Raise skills (M20_PRI_SKILLS)"),
    ("EV_SKILLS_NOW", "Replaces\n  - A third of residents in the north are highly skilled (EV_SKILLS)"),
    ("M20_ACT_COURSES", "lead: Colleges, with employers\n  - by: 2021\n\nDelivers\n  - Raise skills (M20_PRI_SKILLS)"),
    ("RSP_OLD", "Use them.\n\nWhat is said of it\n  - respondent: The college"),
])
def test_every_kind_of_item_has_a_thread(key: str, words: str, tmp_path: Path, capsys: Capture) -> None:
    files = BOOK if key != "EV_SKILLS" else {}
    assert run(write_book(tmp_path, files), "thread", key) == 0
    assert words in capsys.readouterr().out


def test_changes_are_told_with_reasons_and_marked_words(tmp_path: Path, capsys: Capture) -> None:
    assert run(write_book(tmp_path, BOOK), "changes", "2019-12", "2020-03") == 0
    output = capsys.readouterr().out
    assert all(len(line) <= WIDTH for line in output.split("\n"))
    for words in ("From December 2019 to March 2020: 1 revised.", "  - Revised Raise skills (M20_PRI_SKILLS): Newer numbers.",
                  "  Because of: Newer numbers are out (RSP_OLD), from The college: accepted. They are.",
                  "  Tag added: Clean growth", "Lead: Colleges became Colleges, with employers.",
                  "[−Fewer people−] [+Still fewer people here+] are highly skilled"):
        assert words in output, words


def test_gaps_are_those_of_the_last_edition_unless_one_is_named(tmp_path: Path, capsys: Capture) -> None:
    write_book(tmp_path, changed(PEOPLE, ":geography: North", ":geography: North\n:caution: A small sample."))
    assert run(tmp_path, "gaps") == 0
    last = capsys.readouterr().out
    assert last.startswith("Weak places, March 2020\n\nPriorities that rest on little (1)\n  - Raise skills (M20_PRI_SKILLS): "
                           "rests on a single finding\n")
    assert "Foundations and challenges without a priority (1)\n  - Clean growth" in last
    assert "(EV_SKILLS): A small sample." in last
    assert run(tmp_path, "gaps", "2019-12") == 0
    assert "D19_PRI_SKILLS" in capsys.readouterr().out


@pytest.mark.parametrize(("arguments", "output"), [
    (("thread", "m20_pri_skils"), "the item: There is no item 'm20_pri_skils'. Name an item by its id. "
     "Did you mean 'M20_PRI_SKILLS'? [asked.item]\n"),
    (("gaps", "2020-04"), "the edition: There is no edition '2020-04'. Name one of: 2019-12, 2020-03. "
     "Did you mean '2020-03'? [asked.edition]\n"),
    (("changes", "2019-12", "2021"), "the edition: There is no edition '2021'. Name one of: 2019-12, 2020-03. [asked.edition]\n"),
    (("changes", "2020-03", "2019-12"), "the editions: Edition 2019-12 does not follow 2020-03: it is the first edition. "
     "Name an edition and the one that follows it. [asked.follows]\n"),
    (("confirm", "M20_PRI_SKILS", "--by", "Board", "--why", "So."),
     "the item: There is no item 'M20_PRI_SKILS'. Name an item by its id. Did you mean 'M20_PRI_SKILLS'? [asked.item]\n"
     "Nothing was recorded.\n"),
    (("freeze", "2021"), "the edition: There is no edition '2021'. Name one of: 2019-12, 2020-03. [asked.edition]\n"
     "Nothing was frozen.\n"),
])
def test_what_is_not_in_the_book_is_said_with_what_is_nearest(
    arguments: tuple[str, ...], output: str, tmp_path: Path, capsys: Capture
) -> None:
    assert run(write_book(tmp_path), *arguments) == 1
    assert capsys.readouterr().out == output


def test_a_book_that_cannot_be_read_says_why(tmp_path: Path, capsys: Capture) -> None:
    assert run(write_book(tmp_path, {"strategy/framework.toml": None}), "thread", "EV_SKILLS") == 1
    assert "strategy/framework.toml:1: The file does not exist." in capsys.readouterr().out


def test_a_confirmation_says_what_it_recorded(tmp_path: Path, capsys: Capture) -> None:
    write_book(tmp_path)
    grounds = ("--by", "Skills board", "--why", "Agreed as read.", "--date", "2020-03-20")
    assert run(tmp_path, "confirm", "M20_PRI_SKILLS", *grounds) == 0
    assert capsys.readouterr().out == (
        "Skills board agrees to M20_PRI_SKILLS (Raise skills) on 20 March 2020, as 190cc424b360: Agreed as read.\n"
        "Recorded in strategy/2020-03/agreed.toml.\n")
    assert 'fingerprint = "190cc424b360"' in (tmp_path / FILE).read_text(encoding="utf-8")
    assert run(tmp_path, "thread", "M20_PRI_SKILLS") == 0
    assert "Who has agreed to it\n  - Agreed by Skills board on 20 March 2020. Agreed as read.\n" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [("confirm", "M20_PRI_SKILLS", "--by", "Board"),
                                       ("confirm", "M20_PRI_SKILLS", "--by", "Board", "--why", "So.", "--date", "March")])
def test_a_confirmation_without_its_parts_is_not_taken(arguments: tuple[str, ...], tmp_path: Path, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(write_book(tmp_path), *arguments)
    assert stopped.value.code == 2
    assert not (tmp_path / FILE).exists()
    assert "usage" in capsys.readouterr().err


# what the program itself says


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_its_help(name: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([name, "--help"])
    assert stopped.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    assert said.startswith(f"usage: goldenthread {name} ")
    assert "the book's folder" in said


def test_it_tells_its_version(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"goldenthread {__version__}\n"


@pytest.mark.parametrize(("given", "meant"), [
    ("chek", " Did you mean 'check'?"), ("Build", " Did you mean 'build'?"), ("xyzzy", "")])
def test_a_command_that_is_not_there_has_a_nearest_one(given: str, meant: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([given])
    assert stopped.value.code == 2
    assert capsys.readouterr().err.endswith(f"'{given}' is no command; 'goldenthread --help' lists them all.{meant}\n")


def test_the_folder_may_be_given_before_or_after_the_command(tmp_path: Path, capsys: Capture) -> None:
    write_book(tmp_path)
    for arguments in (["--root", str(tmp_path), "check"], ["check", "--root", str(tmp_path)]):
        assert main(arguments) == 0
    assert capsys.readouterr().out == "The rules found no problem.\n" * 2


def test_outside_of_a_book_it_says_where_one_begins(tmp_path: Path, capsys: Capture) -> None:
    assert run(tmp_path, "check") == 1
    assert capsys.readouterr().out == (
        f"{tmp_path}: There is no book here. Go to the book's folder, or give it with --root. [asked.book]\n")
    write_book(tmp_path)
    assert run(tmp_path / "evidence/data", "gaps") == 1
    assert capsys.readouterr().out == (
        f"{tmp_path}/evidence/data: There is no book here; it begins at {tmp_path}. Give the command there, or with "
        f"--root {tmp_path}. [asked.book]\n")
    assert not (tmp_path / "evidence/data/build").exists()


# problems for other programs

TWO = {**changed(PEOPLE, ":confidence: high", ":confidence: sure, or 100%"), "evidence/aux.md": "# More\n"}


def problems(root: Path, form: str, capsys: Capture) -> str:
    assert run(write_book(root, TWO), "check", "--format", form) == 1
    return capsys.readouterr().out


def test_problems_as_json_are_those_of_the_text(tmp_path: Path, capsys: Capture) -> None:
    text = problems(tmp_path, "text", capsys).splitlines()[:-1]
    written = json.loads(problems(tmp_path, "json", capsys))
    assert [f"{one['file']}:{one['line']}: {one['what']} {one['fix']} [{one['code']}]" for one in written] == text
    assert len(text) > 1 and not any(one["advice"] for one in written)


def test_problems_for_github_stay_on_one_line_each(tmp_path: Path, capsys: Capture) -> None:
    lines = problems(tmp_path, "github", capsys).splitlines()
    line = next(line for line in lines if "item.choice" in line)
    assert line.startswith("::error file=evidence/people.md,line=") and ",title=item.choice::" in line
    assert "100%25" in line


def test_problems_as_sarif_name_their_rules(tmp_path: Path, capsys: Capture) -> None:
    (analysis,) = json.loads(problems(tmp_path, "sarif", capsys))["runs"]
    rules = analysis["tool"]["driver"]["rules"]
    for result in analysis["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert "item.choice" in {rule["id"] for rule in rules}
    (place,) = next(one for one in analysis["results"] if one["ruleId"] == "item.choice")["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "evidence/people.md"
    assert place["physicalLocation"]["region"]["startLine"] > 1


@pytest.mark.parametrize(("form", "nothing"), [("json", "[]\n"), ("github", "")])
def test_a_book_without_a_problem_is_empty_in_every_form(form: str, nothing: str, tmp_path: Path, capsys: Capture) -> None:
    assert run(write_book(tmp_path), "check", "--format", form) == 0
    assert capsys.readouterr().out == nothing


# how much is printed, and what a shell completes


def test_quiet_prints_problems_and_answers_and_nothing_else(tmp_path: Path, capsys: Capture) -> None:
    write_book(tmp_path)
    for arguments in (["--quiet", "check"], ["check", "-q"]):
        assert run(tmp_path, *arguments) == 0
        assert capsys.readouterr() == ("", "")
    assert run(tmp_path, "gaps", "-q") == 0
    assert "Weak places" in capsys.readouterr().out
    assert run(tmp_path, "check", "-q", "--format", "json") == 0
    assert capsys.readouterr().out == "[]\n"
    write_book(tmp_path, TWO)
    assert run(tmp_path, "check", "-q") == 1
    assert "[item.choice]" in capsys.readouterr().out


@pytest.mark.whole_build
def test_a_build_says_nothing_or_each_file_that_changed(tmp_path: Path, capsys: Capture) -> None:
    write_book(tmp_path)
    assert run(tmp_path, "build", "html", "--quiet") == 0
    assert capsys.readouterr() == ("", "")
    page = tmp_path / "evidence/people.md"
    page.write_text(page.read_text(encoding="utf-8").replace("The share was", "The share stood at"), encoding="utf-8")
    assert run(tmp_path, "build", "html", "--verbose") == 0
    lines = capsys.readouterr().out.splitlines()
    assert f"goldenthread {__version__}, Python {platform.python_version()}, {tmp_path.resolve()}" in lines
    assert "changed: build/html/evidence/people.html" in lines


@pytest.mark.parametrize(("arguments", "words"), [
    (["build", "htlm"], "output: 'htlm' is none of html, pdf, docx. Did you mean 'html'?"),
    (["completion", "bsh"], "shell: 'bsh' is none of bash, zsh, fish. Did you mean 'bash'?"),
    (["check", "--pross"], "'--pross' is nothing that 'check' takes. Did you mean '--prose'?"),
    (["forms", "here"], "'here' is nothing that 'forms' takes."),
])
def test_an_unknown_word_or_option_has_a_nearest_one(arguments: list[str], words: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert capsys.readouterr().err.rstrip().endswith(words)


def test_the_help_of_build_names_its_outputs(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["build", "--help"])
    words = " ".join(capsys.readouterr().out.split())
    assert "html (pages), pdf (tagged files to print and read) or docx (review copies for Word)" in words


@pytest.mark.parametrize(("line", "completions"), [
    (["goldenthread", "bui"], ["build"]), (["goldenthread", "build", "p"], ["pdf"]),
    (["goldenthread", "--root", "x", "check", "--pro"], ["--prose"]), (["goldenthread", "--ver"], ["--verbose", "--version"])])
def test_a_shell_completes_commands_and_options(line: list[str], completions: list[str], capsys: Capture) -> None:
    assert main(["completion", "bash"]) == 0
    script = capsys.readouterr().out
    ask = f"COMP_WORDS=({' '.join(line)}); COMP_CWORD={len(line) - 1}; _goldenthread; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    done = subprocess.run(["bash", "-c", f"{script}\n{ask}"], capture_output=True, text=True, check=True)
    assert done.stdout.split() == completions


def test_every_shell_has_every_command(capsys: Capture) -> None:
    for shell in ("zsh", "fish"):
        assert main(["completion", shell]) == 0
        script = capsys.readouterr().out
        assert [name for name in COMMANDS if name not in script] == []
    assert f"-a build -d '{next(one.help for one in ENTRIES if one.name == 'build')}'" in script

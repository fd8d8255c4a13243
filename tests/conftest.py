"""What several test files share: a whole book of an invented county, built once, and a browser to open it in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.books.commands import build_book
from tests.browser.browsing import served
from tests.soundness.trials import NIGHTLY_EDITS, NIGHTLY_INPUTS, Trials, as_row, offer_profiles, write_report

ROOT = Path(__file__).parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]


PATIENCE = 60_000
"""Milliseconds after which what a page is to show has not come, however busy the machine; Playwright itself waits 5 seconds."""
TRIAL_ROWS: list[str] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--nightly", action="store_true", help="try at full length what is marked 'sound', and write the report")
    parser.addoption("--inputs", type=int, default=NIGHTLY_INPUTS, help="how many inputs each reader gets in such a run")
    parser.addoption("--edits", type=int, default=NIGHTLY_EDITS, help="how many edits a generated book gets in such a run")


def pytest_configure(config: pytest.Config) -> None:
    offer_profiles(config.getoption("inputs"))
    settings.load_profile("nightly" if config.getoption("nightly") else "short")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    # with several processes a report is all that a test can hand back
    TRIAL_ROWS.extend(str(row) for name, row in report.user_properties if name == "trial" and report.when == "call")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if session.config.getoption("nightly") and exitstatus == 0 and tries_all(session.config):
        write_report(TRIAL_ROWS)


def tries_all(config: pytest.Config) -> bool:
    """Whether this process leads a run of all the trials: after one of some of them the page would lack the others."""
    some = config.args_source is pytest.Config.ArgsSource.ARGS or config.option.keyword or config.option.deselect
    return not some and config.option.markexpr in ("", "sound") and not hasattr(config, "workerinput")


@pytest.fixture
def trials(request: pytest.FixtureRequest) -> Trials:
    """How long to try, and where to record what held."""
    def record(room: str, trial: str, number: int, outcome: str) -> None:
        request.node.user_properties.append(("trial", as_row(room, trial, number, outcome)))

    return Trials(nightly=bool(request.config.getoption("nightly")), edits=request.config.getoption("edits"), record=record)


@pytest.fixture(scope="session")
def northshire(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built pages of `roots/northshire`, with the project's own settings and vocabulary."""
    book = tmp_path_factory.mktemp("northshire") / "book"
    shutil.copytree(ROOT / "tests/books/roots/northshire", book)
    for name in ("conf.py", "ubproject.toml"):
        shutil.copyfile(ROOT / name, book / name)
    assert build_book(book, ["html"]) == 0
    return book / "build/html"


@pytest.fixture(scope="session")
def site(northshire: Path) -> Iterator[str]:
    """The address at which the pages are served, on this machine alone."""
    with served(northshire) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed; on Debian: apt-get install chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 800})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 740}, has_touch=True)
    yield context.new_page()
    context.close()

"""Every built page in headless Chromium, from the file system, with the network cut.

Needs playwright and Chromium; ``XLING_CHROMIUM`` names the executable if it is not on the path.
``XLING_SITE`` names pages that are already built.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from book_tools import build, toc_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

LOCAL = ("file:", "data:", "blob:", "about:")
# The theme adds its own inline script twice on every page; the second one is refused, without effect.
KNOWN_ERRORS = ("Identifier 'THEBE_JS_URL' has already been declared",)


@pytest.fixture(scope="module")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("book"))


class Visit:
    """One page, opened offline, with what it asked for and what went wrong."""

    def __init__(self, browser: Browser) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page: Page = browser.new_context().new_page()
        self.page.route("**/*", self._answer)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _answer(self, route: Route) -> None:
        if route.request.url.startswith(LOCAL):
            route.continue_()
        else:
            self.requests.append(route.request.url)
            route.abort()

    def open(self, path: Path, query: str = "") -> Page:
        self.page.goto(path.as_uri() + query)
        if self.page.locator(".math").count():
            self.page.wait_for_function("() => window.MathJax?.startup?.promise")
            self.page.evaluate("() => MathJax.startup.promise")
        return self.page

    def unknown_errors(self) -> list[str]:
        return [error for error in self.errors if not any(known in error for known in KNOWN_ERRORS)]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    opened = Visit(browser)
    yield opened
    opened.page.context.close()


@pytest.mark.parametrize("name", [*toc_files(), "search", "genindex"])
def test_page_is_whole_without_the_network(visit: Visit, site: Path, name: str) -> None:
    page = visit.open(site / f"{name}.html")
    assert visit.requests == []
    assert visit.unknown_errors() == []
    assert page.locator(".math").count() == page.locator(".math mjx-container").count(), "formulas left raw"
    # MathJax draws what it does not understand in red, or as an error node
    assert page.locator("mjx-merror, [data-mjx-error], mjx-container [fill=red]").count() == 0
    broken = page.evaluate(
        "[...document.images].filter(i => !(i.complete && i.naturalWidth)).map(i => i.src)"
    )
    assert broken == []


def test_the_book_has_formulas_and_figures_to_check(visit: Visit, site: Path) -> None:
    page = visit.open(site / "03_looking_inside.html")
    assert page.locator("mjx-container").count() > 0
    assert page.locator(".cell_output img").count() > 0


def test_search_finds_a_word_from_the_file_system(visit: Visit, site: Path) -> None:
    page = visit.open(site / "search.html", "?q=treebank")
    page.wait_for_selector("#search-results li a")
    assert page.locator("#search-results li a").count() > 0
    assert visit.requests == []


def test_a_solution_is_folded_until_asked_for(visit: Visit, site: Path) -> None:
    page = visit.open(site / "03_looking_inside.html")
    solution = page.locator(".solution.dropdown").first
    hidden = solution.locator(".section, section, p:not(.admonition-title)").first
    assert not hidden.is_visible()
    solution.locator("button.toggle-button").click()  # the title itself is a link to the exercise
    hidden.wait_for(state="visible")

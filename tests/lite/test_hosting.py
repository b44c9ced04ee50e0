"""The documented servers, as they are documented; and what 网站自查 says of others."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import INTRANET
from copybooks import from_the_page_to_the_score
from hosts import hosted
from playwright.sync_api import Page, expect
from served import Site
from visiting import Begin


@pytest.fixture
def folder(lite_site: Site) -> Iterator[Path]:
    """A copy of the site that a server without rights may read."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        shutil.copytree(lite_site.folder, Path(place, "site"))
        work = Path(place, "work")
        work.mkdir()
        yield Path(place)


def faults(page: Page) -> list[str]:
    """Return what 网站自查 wants changed."""
    expect(page.locator(".dabie-check")).not_to_contain_text("正在检查", timeout=60_000)
    return page.locator(".dabie-check-bad").all_inner_texts()


@pytest.mark.parametrize("name", ["nginx", "apache"])
def test_as_documented_it_works_from_the_page_to_the_score(
    name: str, root: Path, folder: Path, lite_site: Site, enter: Begin
) -> None:
    with hosted(root, name, folder / "site", folder / "work") as port:
        person = enter(origin=f"http://{INTRANET}:{port}")
        assert faults(person.open("check.html")) == []
        for inside in ("", "lite/notebooks/"):
            answer = person.context.request.get(f"http://127.0.0.1:{port}/{inside}index.html")
            assert "frame-ancestors" in answer.headers["content-security-policy"]
            assert ("unsafe-eval" in answer.headers["content-security-policy"]) == bool(inside)
        from_the_page_to_the_score(person, lite_site, folder / "work")


def test_our_own_server_is_right(enter: Begin) -> None:
    assert faults(enter().open("check.html")) == []


def test_a_wrong_type_and_a_missing_folder_are_named(enter: Begin) -> None:
    person = enter()

    def plain(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined]
        headers = {**answer.headers, "content-type": "application/octet-stream"}
        route.fulfill(response=answer, headers=headers)  # type: ignore[attr-defined]

    person.context.route("**/pyodide.mjs", plain)
    (said,) = faults(person.open("check.html"))
    assert ".mjs 的类型是 application/octet-stream，应当是 text/javascript" in said
    person.expect("Failed to load resource")
    person.context.route("**/folder.json", lambda route: route.fulfill(status=404))
    (said,) = faults(person.open("check.html"))
    assert "没有拷全" in said

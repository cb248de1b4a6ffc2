"""Pictures as files."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from moratoria.draw.pictures import Picture, write_picture
from moratoria.draw.rows import Actor, Row, Stretch
from moratoria.draw.timeline import render_timeline
from moratoria.errors import InputError, UnknownName

DAY = date(2020, 12, 31)


def picture() -> Picture:
    actor = Actor("a", "Acme <script>alert(1)</script>", "company")
    row = Row("r", "委 stops & waits", (actor,), (Stretch(date(2020, 6, 10), None, "in force", ("awaiting date",)),))
    return render_timeline([row], title="A <b>title</b>", as_of=DAY)


class Page(HTMLParser):
    """The tags, cells and addresses of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.cells: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "xlink:href", "src")]

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "td":
            self.cells.append(data)


@pytest.mark.parametrize("suffix", [".svg", ".png", ".html"])
def test_a_picture_is_written_the_same_twice_and_leaves_nothing_beside(tmp_path: Path, suffix: str) -> None:
    first, second = tmp_path / f"a{suffix}", tmp_path / f"b{suffix.upper()}"
    write_picture(picture(), first)
    write_picture(picture(), second)
    assert first.read_bytes() == second.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([first.name, second.name])


def test_an_svg_is_well_formed_and_carries_no_date(tmp_path: Path) -> None:
    write_picture(picture(), tmp_path / "a.svg")
    text = (tmp_path / "a.svg").read_text()
    assert ElementTree.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"
    assert "dc:date" not in text
    assert "A &lt;b&gt;title&lt;/b&gt;" in text


def test_a_png_has_150_dots_an_inch(tmp_path: Path) -> None:
    write_picture(picture(), tmp_path / "a.png")
    content = (tmp_path / "a.png").read_bytes()
    assert int.from_bytes(content[16:20], "big") == int(picture().get_figwidth() * 150)


def test_a_page_has_no_script_fetches_nothing_and_holds_the_table(tmp_path: Path) -> None:
    write_picture(picture(), tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text()
    page = Page(text)
    assert "script" not in page.tags
    assert [tag for tag in page.tags if tag in ("img", "link", "iframe")] == []
    assert [address for address in page.addresses if not address.startswith("#")] == []
    assert "url(http" not in text
    assert "委 stops & waits" in page.cells
    assert "awaiting date" in page.cells
    assert "1 restriction as of 31 December 2020." in text


def test_a_page_follows_the_readers_theme(tmp_path: Path) -> None:
    write_picture(picture(), tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text()
    body = text[text.index("<svg") :]
    assert "prefers-color-scheme: dark" in text
    assert "var(--9a5700)" in body
    assert "#9a5700" not in body
    assert "#ffffff" not in body


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.svg.exe"])
def test_another_suffix_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownName):
        write_picture(picture(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        write_picture(picture(), tmp_path / "missing" / "a.svg")

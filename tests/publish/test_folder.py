"""The release's folder: only an unaltered earlier release is replaced, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from moratoria import Moratoria
from moratoria.errors import InputError, QueryError
from moratoria.publish.folder import compressed, new_release


def fill(out: Path, text: str = "{}") -> None:
    with new_release(out) as folder:
        folder.write("datapackage.json", b'{"name": "moratoria"}')
        folder.write("id/a.html", [b"<p>", text.encode()])


def contents(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_an_earlier_release_gives_way_to_a_later_one(tmp_path):
    fill(tmp_path / "out", "old")
    fill(tmp_path / "out", "new")
    assert contents(tmp_path / "out")["id/a.html"] == b"<p>new"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("notes.txt", "mine", "holds notes.txt, which is not of the release"),
        ("id/a.html", "edited", "holds id/a.html, changed since the release"),
    ],
)
def test_what_somebody_put_into_a_release_is_never_lost(tmp_path, path, text, words):
    fill(tmp_path / "out")
    (tmp_path / "out" / path).write_text(text)
    before = contents(tmp_path / "out")
    with pytest.raises(InputError, match=words):
        fill(tmp_path / "out", "new")
    assert contents(tmp_path / "out") == before


def test_a_folder_of_anything_else_is_refused(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="is not empty and no earlier release"):
        fill(tmp_path)
    with pytest.raises(InputError, match="is no folder"):
        fill(tmp_path / "file")
    assert (tmp_path / "file").read_text() == "x"


def broken() -> Iterator[bytes]:
    yield b"half"
    raise ZeroDivisionError


def write(out: Path, *files: tuple[str, bytes | Iterator[bytes]]) -> None:
    with new_release(out) as folder:
        for path, content in files:
            folder.write(path, content)


def test_a_release_that_fails_leaves_the_earlier_one_and_no_rest(tmp_path):
    fill(tmp_path / "out", "old")
    with pytest.raises(ZeroDivisionError):
        write(tmp_path / "out", ("id/a.html", broken()))
    assert contents(tmp_path / "out")["id/a.html"] == b"<p>old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("path", ["../a", "/a", "id/../../a"])
def test_no_file_is_written_outside_the_release(tmp_path, path):
    with pytest.raises(InputError, match="cannot be a file of the release"):
        write(tmp_path / "out", (path, b""))
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_written_once(tmp_path):
    with pytest.raises(InputError, match="cannot be a file of the release"):
        write(tmp_path / "out", ("a", b""), ("a", b""))


def test_equal_bytes_are_compressed_to_equal_bytes():
    assert compressed(b"abc" * 99) == compressed(b"abc" * 99)


def test_an_empty_store_is_not_published(tmp_path):
    with Moratoria.in_memory() as empty, pytest.raises(InputError, match="holds no source to publish"):
        empty.publish(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_malformed_day_is_refused_by_the_name_of_its_option(graph, tmp_path):
    with pytest.raises(QueryError, match="--date '2021-1-1' is no date"):
        graph.publish(tmp_path / "out", issued="2021-1-1")

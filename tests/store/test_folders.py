"""A store in a folder: one writer, any readers, and a clear word where the folder cannot be used."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from moratoria.errors import StoreBusy, StoreError, StoreOutdated
from moratoria.pipeline.kg import Moratoria, open_graph
from moratoria.pipeline.migrate import rebuild_store
from moratoria.store.base import FORMAT, Change
from moratoria.store.embedded import EmbeddedStore
from moratoria.terms import CURRENT, MOR, STORE, Literal, NamedNode, Quad

QUAD = Quad(NamedNode("http://example.org/a"), NamedNode("http://example.org/p"), Literal("x"), CURRENT)
WRITER = """
import sys
from pathlib import Path
from moratoria.store.embedded import EmbeddedStore
store = EmbeddedStore(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
store.close()
"""


@contextmanager
def writer(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the store open for writing until the block ends."""
    command = [sys.executable, "-c", WRITER, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "open\n"
            yield process
        finally:
            process.kill()


def test_a_store_keeps_what_was_committed(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "s")
    store.commit(Change([QUAD]))
    store.close()
    assert list(EmbeddedStore(tmp_path / "s").quads()) == [QUAD]


def test_a_second_writer_waits_five_seconds_and_is_told_why(tmp_path: Path) -> None:
    EmbeddedStore(tmp_path / "s").close()
    with writer(tmp_path / "s"):
        begun = time.monotonic()
        with pytest.raises(StoreBusy) as caught:
            EmbeddedStore(tmp_path / "s")
        assert 4.5 < time.monotonic() - begun < 8
    assert caught.value.exit_code == 8
    expected = f"{tmp_path / 's'}: another process is writing to this store; try again when it has ended"
    assert str(caught.value) == expected


def test_a_second_writer_gets_its_turn_when_the_first_ends(tmp_path: Path) -> None:
    EmbeddedStore(tmp_path / "s").close()
    with writer(tmp_path / "s") as process:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
        store = EmbeddedStore(tmp_path / "s")
    store.commit(Change([QUAD]))
    assert list(store.quads()) == [QUAD]


def test_a_reader_beside_a_writer_reads(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "s")
    store.commit(Change([QUAD]))
    store.close()
    with writer(tmp_path / "s"):
        reader = EmbeddedStore(tmp_path / "s", read_only=True)
        assert list(reader.quads()) == [QUAD]
        assert reader.query("ASK { ?s ?p 'x' }") is True


def test_a_reader_sees_what_was_there_when_it_opened(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "s")
    store.commit(Change([QUAD]))
    reader = EmbeddedStore(tmp_path / "s", read_only=True)
    store.commit(Change((), [QUAD]))
    assert list(reader.quads()) == [QUAD]
    assert list(EmbeddedStore(tmp_path / "s", read_only=True).quads()) == []


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    EmbeddedStore(tmp_path / "s").close()
    reader = EmbeddedStore(tmp_path / "s", read_only=True)
    for change in (Change([QUAD]), Change((), [QUAD]), Change([QUAD], [QUAD])):
        with pytest.raises(StoreError):
            reader.commit(change)


@contextmanager
def nobody() -> Iterator[None]:
    """Act without root's rights, which know no closed folder."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def test_a_folder_without_rights_is_named(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    begun = time.monotonic()
    with nobody(), pytest.raises(StoreError) as caught:
        EmbeddedStore(closed / "s")
    assert time.monotonic() - begun < 2
    assert type(caught.value) is StoreError
    assert str(caught.value).startswith(f"{closed / 's'}: cannot be opened (")
    assert "ermission denied" in str(caught.value)


def test_a_path_through_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError) as caught:
        EmbeddedStore(tmp_path / "file" / "s")
    assert str(caught.value).startswith(f"{tmp_path / 'file' / 's'}: cannot be opened (")


@pytest.mark.parametrize("made", ["empty folder", "folder of something else", "file", "nothing"])
def test_what_is_no_store_is_not_made_one_by_opening_it(tmp_path: Path, made: str) -> None:
    place = tmp_path / "place"
    if made == "file":
        place.write_text("x")
    elif made != "nothing":
        place.mkdir()
        if made != "empty folder":
            (place / "notes.txt").write_text("x")
    before = sorted(tmp_path.rglob("*"))
    for write in (False, True):
        with pytest.raises(StoreError) as caught:
            open_graph(place, write=write)
        assert str(caught.value) == f"{place}: is no store; run `moratoria init` to make one there"
    assert sorted(tmp_path.rglob("*")) == before


def test_a_broken_store_is_called_broken_and_not_busy(tmp_path: Path) -> None:
    Moratoria.init(tmp_path / "s").close()
    for file in (tmp_path / "s").glob("MANIFEST-*"):
        file.unlink()
    with pytest.raises(StoreError) as caught:
        open_graph(tmp_path / "s", write=True)
    assert type(caught.value) is StoreError
    assert caught.value.remedy == "run `moratoria doctor`, or restore a copy"


def test_a_store_of_an_older_layout_names_the_command_that_mends_it(tmp_path: Path) -> None:
    graph = Moratoria.init(tmp_path / "s")
    now, old = (Quad(STORE, MOR.storeFormat, Literal(word), STORE) for word in (FORMAT, "0"))
    graph.store.commit(Change([old], [now]))
    graph.close()
    for write in (False, True):
        with pytest.raises(StoreOutdated) as caught:
            open_graph(tmp_path / "s", write=write)
        assert caught.value.exit_code == 7
        assert str(caught.value).startswith(f"{tmp_path / 's'}: was made with layout 0 ")
        assert "run `moratoria init --rebuild" in caught.value.remedy
    rebuild_store(tmp_path / "s")
    with open_graph(tmp_path / "s") as mended:
        assert list(mended.store.quads(STORE, MOR.storeFormat)) == [now]


def test_a_store_without_marks_is_refused(tmp_path: Path) -> None:
    EmbeddedStore(tmp_path / "s").close()
    with pytest.raises(StoreOutdated, match="was made with layout None"):
        open_graph(tmp_path / "s")

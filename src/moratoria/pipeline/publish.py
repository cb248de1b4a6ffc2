"""Publishing: a store in, a release folder out, the same bytes for the same store and days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from moratoria import settings
from moratoria.errors import InputError
from moratoria.graph.ontology import read_ontology
from moratoria.pages.render import render_thing
from moratoria.pages.view import Edition
from moratoria.pipeline.slices import parse_day
from moratoria.pipeline.thing_pages import Pages, things_of
from moratoria.publish.folder import ReleaseFolder, new_release, require_replaceable
from moratoria.publish.names import Names
from moratoria.publish.reading import newest_record_day, published_quads, quoted_passages
from moratoria.publish.release import Contents, write_data, write_front
from moratoria.store.base import Store

TITLE = "moratoria"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Release:
    """What was published: the folder, its files, its pages among them, its bytes, and the days it is of.

    `withheld` are the quoted passages of publishers that the store holds and a release leaves out.
    """

    folder: Path
    files: int
    pages: int
    size: int
    as_of: date
    issued: date
    withheld: int


def parse_issued(given: date | str | None) -> date | None:
    """The day of a release as given. Raises QueryError for anything but YYYY-MM-DD."""
    if given is None or isinstance(given, date):
        return given
    return parse_day(given, "--date")


def publish_release(store: Store, out: Path, *, as_of: date | None, issued: date | None, progress: Progress) -> Release:
    """Write a release of a store into a folder that is empty or holds an earlier one.

    Without days it is issued on, and its statuses are as of, the day of the newest record in the store: no clock is
    read. Raises InputError for an empty store, and for a folder that holds anything else.
    """
    require_replaceable(out)
    newest = newest_record_day(store)
    if newest is None:
        raise InputError("holds no source to publish", where=store.place, remedy="load one first")
    issued = issued or newest
    as_of = as_of or issued
    withheld = quoted_passages(store)
    edition = Edition(TITLE, str(as_of), str(issued), settings.ONTOLOGY_VERSION)
    names = Names(store, things_of(store))
    ontology = read_ontology(settings.shipped_folder("ontology"))
    contents = Contents(store, names, lambda: published_quads(store, withheld), ontology, edition, as_of)
    with new_release(out) as folder:
        write_data(folder, contents, progress)
        pages = _write_pages(folder, Pages.of(store, names, as_of), edition, progress)
    size = sum(file.size for file in folder.files.values())
    return Release(out, len(folder.files), pages, size, as_of, issued, len(withheld))


def _write_pages(folder: ReleaseFolder, pages: Pages, edition: Edition, progress: Progress) -> int:
    total = len(pages.names.pages)
    for number, page in enumerate(pages.build()):
        folder.write(page.page, render_thing(page, edition).encode())
        progress("pages", number + 1, total)
    write_front(folder, pages.listings(), edition)
    return total

"""The plain values that several pages show: links, numbered sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from moratoria.pipeline.sayings import Saying, label_of
from moratoria.serve.addresses import page_address
from moratoria.store.base import Readable
from moratoria.terms import NamedNode, kind_of, shorten


@dataclass(frozen=True)
class Link:
    """A thing by its name: `address` is a path of this site or an address of the web, empty where it has neither."""

    text: str
    address: str = ""
    note: str = ""


@dataclass(frozen=True)
class SourceLine:
    """A source a page cites, under its number; `address` is where it was published, `page` what we know of it."""

    number: int
    publisher: str
    title: str
    published: str
    modality: str
    place: str
    address: str
    page: str


@dataclass
class Numbered:
    """The sources of a page, numbered in the order in which they are first cited."""

    _lines: dict[str, SourceLine] = field(default_factory=dict)

    def numbers(self, sayings: Iterable[Saying]) -> tuple[int, ...]:
        """The numbers of the sources of some sayings, each once, in order."""
        return tuple(sorted({self._number(saying) for saying in sayings}))

    def _number(self, saying: Saying) -> int:
        if saying.source not in self._lines:
            number, page = len(self._lines) + 1, page_address(NamedNode(saying.source))
            self._lines[saying.source] = SourceLine(
                number, saying.publisher, saying.title, saying.published, saying.modality, saying.place,
                saying.address or "", page,
            )  # fmt: skip
        return self._lines[saying.source].number

    @property
    def lines(self) -> tuple[SourceLine, ...]:
        """The sources so far, by number."""
        return tuple(self._lines.values())


def link_to(store: Readable, node: NamedNode, note: str = "") -> Link:
    """A thing by its label, linked to its page; something of elsewhere by its short name, linked to itself."""
    page = page_address(node)
    if page or kind_of(node):
        return Link(label_of(store, node), page, note)
    return Link(shorten(node.value), node.value, note)

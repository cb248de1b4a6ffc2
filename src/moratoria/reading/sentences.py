"""Paragraphs and sentences of a canonical text, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass

from moratoria.reading.canonical import Canonical

_ABBREVIATIONS = frozenset(
    re.findall(
        r"\S+",
        """
    gov sen rep reps sens mr mrs ms dr prof inc corp ltd co llc vs st jr sr no nos art sec dept univ assn bros lt
    col gen capt sgt rev hon pres supt atty det jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed
    thu thurs fri u.s u.k u.n e.u d.c a.i i.e e.g etc. est approx fig vol ed al cf calif mass conn tenn wash ore fla
    ill ariz colo minn wis mich ind ga va md pa n.y n.j n.c s.c n.h n.m r.i l.a ph.d b.c a.m p.m rs messrs mt ft
    """,
    )
)
_MAY_END = frozenset(
    re.findall(
        r"\S+",
        """
    inc corp ltd co llc u.s u.k u.n e.u d.c a.i etc a.m p.m jr sr n.y l.a
    """,
    )
)
"""Abbreviations that do end a sentence when the next word starts one."""

_STARTERS = frozenset(
    re.findall(
        r"\S+",
        """
    the a an it its he she they this that these those in on at but and however while when after before last under
    some all both other several meanwhile we our i there for as if no not critics officials according
    """,
    )
)
_PARAGRAPH = re.compile(r"[^\n]+")
_STOP = re.compile(r"""[.!?…]+[”"’')\]]*(?=\s)""")
_MAX_SENTENCE = 1_500


@dataclass(frozen=True)
class Sentence:
    """One sentence and where it stands; `text` is exactly the canonical text of that range."""

    start: int
    end: int
    text: str
    index: int
    paragraph: int
    is_title: bool = False


def find_sentences(article: Canonical) -> tuple[Sentence, ...]:
    """All sentences in order, the title first.

    >>> from moratoria.reading.canonical import read_text
    >>> [s.text for s in find_sentences(read_text("Gov. Lee of the U.S. Virgin Islands signed it. It bans two uses."))]
    ['Gov. Lee of the U.S. Virgin Islands signed it.', 'It bans two uses.']
    """
    spans = [(article.title_at.start, article.title_at.end, 0, True)] if article.title_at else []
    for number, match in enumerate(_PARAGRAPH.finditer(article.text, article.body_at), start=1):
        spans += [(start, end, number, False) for start, end in _split(article.text, match.start(), match.end())]
    return tuple(
        Sentence(start, end, article.text[start:end], index, paragraph, title)
        for index, (start, end, paragraph, title) in enumerate(spans)
    )


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    at = start
    for stop in _STOP.finditer(text, start, end):
        if _ends(text, at, stop.start(), stop.end(), end) or stop.end() - at > _MAX_SENTENCE:
            found.append((at, stop.end()))
            at = stop.end()
    found.append((at, end))
    trimmed = [(first + _lead(text[first:last]), first + len(text[first:last].rstrip())) for first, last in found]
    return [(first, last) for first, last in trimmed if last > first]


def _lead(text: str) -> int:
    return len(text) - len(text.lstrip())


def _ends(text: str, start: int, dot: int, after: int, end: int) -> bool:
    """Whether the stop at `dot` ends the sentence that began at `start`."""
    follow = text[after : min(end, after + 60)].lstrip()
    if not follow:
        return True
    if text[dot] != ".":
        return not follow[0].islower()
    words = text[max(start, dot - 20) : dot].split()
    word = words[-1].lstrip("(“\"'‘[").lower() if words else ""
    next_word = re.split(r"\W", follow, maxsplit=1)[0].lower()
    if word in _ABBREVIATIONS or re.fullmatch(r"[a-z](\.[a-z])*", word):
        return word in _MAY_END and next_word in _STARTERS and follow[0].isupper()
    return not follow[0].islower()

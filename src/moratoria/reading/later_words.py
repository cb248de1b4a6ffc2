"""What the sentences after a restriction add to it: exemptions, conditions, an end, products."""

from __future__ import annotations

import re
from dataclasses import replace

from moratoria.reading.dates import find_durations
from moratoria.reading.kinds import GROUPS
from moratoria.reading.model import Restriction
from moratoria.reading.scene import Scene
from moratoria.reading.sentences import Sentence
from moratoria.reading.slots import find_conditions, find_exemption, find_times
from moratoria.reading.triggers import find_triggers

_GOES_ON = re.compile(
    r"(?:It|They|This|That|The (?:\w+ )?(?:ban|moratorium|pause|suspension|block|measure|restriction|rule"
    r"|freeze|order|policy|halt"
    r"|hold|curbs?|limits?|restrictions|rules|prohibition|decision|stop))\b"
)
"""How a sentence opens that goes on about the restriction before it."""
"""How a sentence opens that goes on about the restriction before it."""


def add_later_words(scene: Scene, kept: list[Restriction]) -> list[Restriction]:
    """The restrictions with the exemptions, conditions and products that the sentences after them name."""
    for sentence in scene.sentences:
        if sentence.is_title or any(one.evidence.start == sentence.start for one in kept):
            continue
        for number in _meant(scene, kept, sentence):
            kept[number] = _extended(scene, kept[number], sentence)
    return kept


def _meant(scene: Scene, kept: list[Restriction], sentence: Sentence) -> list[int]:
    """Which restrictions a later sentence is about: those of the actors it names, else the one before it."""
    earlier = [
        n
        for n, one in enumerate(kept)
        if one.evidence.start < sentence.start and GROUPS[one.kind] != "review" and one.rule != "same-step"
    ]
    inside = {name.name for name in scene.setting.names if sentence.start <= name.start < sentence.end}
    named = [number for number in earlier if kept[number].actor.name in inside]
    return named or (earlier[-1:] if earlier and sentence.paragraph - _paragraph(scene, kept[earlier[-1]]) <= 1 else [])


def _paragraph(scene: Scene, one: Restriction) -> int:
    return next(sentence.paragraph for sentence in scene.sentences if sentence.start == one.evidence.start)


def _extended(scene: Scene, one: Restriction, sentence: Sentence) -> Restriction:
    exemption = find_exemption(sentence.text)
    made = tuple(
        n.name
        for n in scene.setting.names
        if n.kind == "product" and sentence.start <= n.start < sentence.end and n.entry and n.entry.of == one.actor.name
    )
    one = replace(
        one,
        products=tuple(dict.fromkeys(one.products + made)),
        exemptions=one.exemptions or ((exemption,) if exemption else ()),
    )
    if one.status in ("lifted", "expired") or (find_triggers(sentence.text) and not _GOES_ON.match(sentence.text)):
        return one
    lengths = [length.iso for length in find_durations(sentence.text)]
    ends = find_times(sentence.text, 0, scene.article.published).end if _GOES_ON.match(sentence.text) else None
    return replace(
        one,
        conditions=one.conditions or find_conditions(sentence.text),
        duration=one.duration
        or next((iso for iso in lengths if not iso.startswith("P") or _GOES_ON.match(sentence.text)), None),
        end=one.end or ends,
    )

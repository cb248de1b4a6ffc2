"""What the sentences after a restriction add to it: exemptions, conditions, an end, products."""

from __future__ import annotations

import re
from dataclasses import replace

from moratoria.reading.dates import find_durations
from moratoria.reading.kinds import GROUPS
from moratoria.reading.model import Condition, Restriction
from moratoria.reading.scene import Scene
from moratoria.reading.sentences import Sentence
from moratoria.reading.setting import AUTHORITIES
from moratoria.reading.slots import Times, find_conditions, find_exemption, find_times
from moratoria.reading.triggers import find_triggers

_THINGS = (
    r"(?:ban|moratorium|pause|suspension|block(?:ade)?|measures?|restrictions?|rules?|freeze|orders?|policy|halt"
    r"|hold|curbs?"
    r"|limits?|prohibition|decision|stop|embargo|exclusion|injunction|directive|settlement|deal|agreement|contract"
    r"|decree"
    r"|ruling|judgment|document|clause|changes?|move|step|bar|trial|test|feature|service|requirement)"
)
_GOES_ON = re.compile(
    r"(?:Under (?:it|them|the (?:[\w'’-]+ ){1,3}?|its (?:\w+ )?))?"
    r"(?:[A-Z][^.;“”]{0,80}? (?:said|says|added|stressed|noted|told [\w ]{2,20}),? (?:that )?)?[“\"]?"
    rf"(?:It|They|This|That|Both|These|it|they|both|(?:The|the|Its|its|Their|This|this"
    rf"|[A-Z]\w+['’]s?) (?:(?!the )[\w'’-]+ ){{0,2}}?{_THINGS})\b"
)
"""How a sentence opens that goes on about the restriction before it."""
_NAMES_IT = re.compile(rf"(?:The|This) (?:(?!the )[\w'’-]+ ){{0,2}}?{_THINGS}\b")
"""How a sentence opens that goes on about the main restriction of the article, however far off."""
_OPENS = re.compile(r"[“\"]?(?:Until|Till|Unless|Once|Pending|Only if|Only when|As long as|For now|Without)\b")
"""How a sentence opens with the condition of what it says, or what was said, is barred."""
_APPROVAL = re.compile(
    r"(?:It|This|That|The (?:[\w'’-]+ ){0,2}(?:settlement|deal|order|agreement|decree|ban|ruling|judgment|accord|terms"
    r"|arrangement|injunction|pact)) (?:[a-z]+ ){0,2}?(?:needs?|requires?|awaits?|awaiting|subject to|pending|must|"
    r"ha(?:s|ve) (?:yet )?to|becomes?|takes? effect|comes? into|will|would|is not)\b[^.;]{0,60}?"
    r"\b(?:approv\w+|sign\w* off|consent|confirm\w*|judge|court|ratif\w+|final)\b[^.;]*"
)
"""A sentence that makes all the steps of a settlement wait for someone's approval."""


def add_later_words(scene: Scene, kept: list[Restriction]) -> list[Restriction]:
    """The restrictions with the exemptions, conditions and products that the sentences after them name."""
    kept = [one for one in kept if not (one.kind == "review-requirement" and _awaits(scene.article.text, one))]
    for sentence in scene.sentences:
        if sentence.is_title or any(one.evidence.start == sentence.start for one in kept):
            continue
        meant = _meant(scene, kept, sentence)
        approval = _approval(sentence)
        for number in _of_one_deal(kept, meant) if approval else meant:
            kept[number] = _extended(scene, kept[number], sentence)
            kept[number] = replace(kept[number], conditions=approval or kept[number].conditions)
    return kept


def _awaits(text: str, one: Restriction) -> bool:
    """Whether a duty to have something approved is only what the step before it waits for."""
    return _APPROVAL.match(text[one.evidence.start : one.evidence.end]) is not None


def _approval(sentence: Sentence) -> tuple[Condition, ...]:
    match = _APPROVAL.match(sentence.text)
    if not match:
        return ()
    kind = "court" if _COURT.search(match[0]) else "other"
    return (Condition(kind, match[0].split(" ", 1)[1]),)


_COURT = re.compile(r"(?i)\b(?:judge|court|magistrate)")


def _of_one_deal(kept: list[Restriction], meant: list[int]) -> list[int]:
    """The restrictions agreed or ordered together with one: those of its actor that are news and no drafts."""
    return [
        number
        for number, one in enumerate(kept)
        if number in meant or any(one.actor.name == kept[other].actor.name for other in meant)
        if one.status != "proposed" and one.rule != "same-step"
    ]


def _meant(scene: Scene, kept: list[Restriction], sentence: Sentence) -> list[int]:
    """Which restrictions a later sentence is about: those of the actors it names, else the one before it."""
    earlier = [
        n
        for n, one in enumerate(kept)
        if one.evidence.start < sentence.start and GROUPS[one.kind] != "review" and one.rule != "same-step"
    ]
    inside = {name.name for name in scene.setting.names if sentence.start <= name.start < sentence.end}
    named = [number for number in earlier if kept[number].actor.name in inside]
    if named or not earlier:
        return named
    if sentence.paragraph - _paragraph(scene, kept[earlier[-1]]) <= 1:
        return earlier[-1:]
    return earlier[:1] if _NAMES_IT.match(sentence.text) or _APPROVAL.match(sentence.text) else []


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
    if one.status in ("lifted", "expired") or (
        find_triggers(sentence.text) and not (_GOES_ON.match(sentence.text) or _OPENS.match(sentence.text))
    ):
        return one
    goes_on = _GOES_ON.match(sentence.text)
    times = find_times(sentence.text, 0, scene.article.published) if goes_on else Times()
    found = one.conditions or tuple(c for c in find_conditions(sentence.text) if goes_on or _may_stand_alone(c, one))
    duration = one.duration or times.duration or _endless(sentence)
    end = None if _is_endless(one.duration) else times.end
    if not found and times.words and (end or (one.kind == "moratorium" and _is_counted(times.duration))):
        found = (Condition("date", times.words),)
    return replace(one, conditions=found, duration=duration, end=one.end or end)


def _may_stand_alone(condition: Condition, one: Restriction) -> bool:
    """Whether words outside a sentence that goes on about the restriction are likely to be a condition of it."""
    if condition.kind == "date":
        return one.actor.kind in AUTHORITIES and bool(re.match(r"(?i)ha[sd]|have|g[aoie]", condition.text))
    if one.kind == "export-control" and condition.kind == "consent":
        return True
    return not re.match(r"(?i)(?:without|subject to|requir|need|must|ha(?:s|ve) to)", condition.text)


def _is_endless(duration: str | None) -> bool:
    return bool(duration) and not _is_counted(duration)


def _is_counted(duration: str | None) -> bool:
    return bool(duration and duration.startswith("P"))


def _endless(sentence: Sentence) -> str | None:
    return next((length.iso for length in find_durations(sentence.text) if not length.iso.startswith("P")), None)

"""The subject of a verb: before it, behind a pronoun or a pointing phrase, or carried over from above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from moratoria.reading.names import Name
from moratoria.reading.owners import INSTRUMENT, instrument_owner
from moratoria.reading.pointers import resolve_pointer, resolve_pronoun
from moratoria.reading.sentences import Sentence
from moratoria.reading.setting import AUTHORITIES, PREPOSITION, Setting, carry, joined_back, last_of, leads

_PRONOUN = re.compile(r"(?i)\b(?:it|they|he|she)$")


_WE = re.compile(r"(?i)\bwe$")


_FILLER = re.compile(
    r"(?i)(?:\b(?:has|have|had|having|will|would|is|are|was|were|been|being|be|to|also|temporarily|formally"
    r"|officially|permanently|quietly|recently|already|now|effectively|immediately|then|later|not|both|each|all"
    r"|and|or|then|voted|votes|vote|unanimously|agreed|agrees|decided|decides|moved|moves|plans|planned"
    r"|planning|set|going|about|chose|opted|intends|intended|pledged|pledges|promised|vowed|vows|began|begins"
    r"|begun|started|starts|starting|said|says|announced|announces|confirmed|that|yesterday|today|earlier|this"
    r"|week|last|month|year"
    r"|on|in|monday|tuesday|wednesday|thursday|friday|saturday|sunday|first|became|becomes|become|the"
    r"|nationwide|reportedly|outright|completely|fully|simply|largely|indefinitely|in \w+ \d{4}|\d{4}|january"
    r"|february|march|april|may|june|july|august|september|october|november|december|\d{1,2}|committed|forced"
    r"|did|does|do|can|could|must|may|might|should|considering|moving|trying|tried|refused|continue|continues"
    r"|continued|it|they)\b|[,’']|\bn['’]t)\s*$"
)


_INNER = re.compile(
    r"(?i)\b(?:of|in|to|for|from|with|on|at|against|about|into|under|such as|like|than|between)(?: the| its| a"
    r"| an)?\s*$"
)


_TOLD = re.compile(
    r"(?i)\b(?:told|tells|order(?:s|ed)?|instruct(?:s|ed)?|requir(?:es|ed|ing)|forc(?:es|ed|ing)|direct(?:s|ed)"
    r"|compel(?:s|led)|mak(?:es|ing)|caus(?:es|ed)|persuad(?:es|ed)|got) (?:[\w'’.,&-]+ ){1,8}?to (?:\w+ly )?$"
)


def head_end(text: str, start: int, at: int) -> int:
    """Where the words before a verb group end: back over auxiliaries, adverbs and reporting verbs."""
    end = at
    while True:
        shorter = text[start:end].rstrip()
        match = _FILLER.search(shorter)
        if not match or not shorter[: match.start()].strip():
            return start + len(shorter)
        if _PRONOUN.search(shorter) or _WE.search(shorter):
            return start + len(shorter)
        end = start + match.start()


def find_subject(setting: Setting, sentence: Sentence, at: int) -> tuple[Name, ...]:
    """The subject of the verb at a place of the text: by the words before it, the nearest name, or the text above."""
    head = head_end(setting.text, sentence.start, at)
    before = setting.text[sentence.start : head]
    several = _SEVERAL.search(before)
    for step in (_by_writer, _by_relative, _by_instrument, _by_pronoun):
        found = step(setting, sentence, head)
        if found is not None:
            return found
    if several and not re.search(r"\band(?: \w+)?\s*$", before[: several.start()]):
        return _country_of_several(setting, before, head)
    governing = _FOLLOWING.search(setting.text[sentence.start : at]) or _TOLD.search(setting.text[sentence.start : at])
    if governing:
        return find_subject(setting, sentence, sentence.start + governing.start())
    return _named_subject(setting, sentence, head, at)


def _named_subject(setting: Setting, sentence: Sentence, head: int, at: int) -> tuple[Name, ...]:
    before = setting.text[sentence.start : head]
    coordinated = re.search(r"\band\b", setting.text[head:at]) and _VERBAL.search(before)
    direct = () if coordinated else find_direct(setting, sentence, head)
    pointed = direct or resolve_pointer(setting, sentence, before, head)
    return pointed or _nearest_subject(setting, sentence, head) or carry(setting, sentence, at)


def _by_writer(setting: Setting, sentence: Sentence, head: int) -> tuple[Name, ...] | None:
    return _writer(setting, sentence) if _WE.search(setting.text[sentence.start : head]) else None


def _by_relative(setting: Setting, sentence: Sentence, head: int) -> tuple[Name, ...] | None:
    before = setting.text[sentence.start : head]
    relative = _RELATIVE.search(before)
    if not relative or INSTRUMENT.search(before):
        return None
    near = setting.between(sentence.start, sentence.start + relative.start() + 1)
    close = near and near[-1].end >= sentence.start + relative.start() - 25
    return joined_back(setting, near[-1], sentence.start) if close else None


def _by_instrument(setting: Setting, sentence: Sentence, head: int) -> tuple[Name, ...] | None:
    if not INSTRUMENT.search(setting.text[sentence.start : head]):
        return None
    return instrument_owner(setting, sentence, head) or None


def _by_pronoun(setting: Setting, sentence: Sentence, head: int) -> tuple[Name, ...] | None:
    return resolve_pronoun(setting, sentence, head) if _PRONOUN.search(setting.text[sentence.start : head]) else None


_RELATIVE = re.compile(r"(?i),? (?:which|that|who)$")
_VERBAL = re.compile(r"(?i)\b(?:has|have|had|will|would|said|is|are|was|were|\w+ed|\w+s)\b")
_FOLLOWING = re.compile(r"(?i)\b(?:follow(?:s|ed|ing)|join(?:s|ed|ing)|echo(?:es|ed)) [^.;]{2,90} (?:in|by) $")
_SEVERAL = re.compile(
    r"(?i)(?:^|\b)(?:several|some|many|a number of|(?<!the )other|most|two|three|four|dozens of|hundreds of"
    r"|numerous|various|a few|a handful of|critics|campaigners|advocates|opponents|supporters|activists"
    r"|experts)(?! (?:weeks?|days?|months?|years?|hours?)\b)(?: (?-i:[a-z])[\w-]*){0,4}$"
)


def _country_of_several(setting: Setting, before: str, at: int) -> tuple[Name, ...]:
    """The country whose ministries or agencies act, where the text only says `several`."""
    if not re.search(r"(?i)\b(?:ministr|agenc|department|police|government)", before):
        return ()
    return tuple(
        replace(name, name=name.place, kind="country", entry=None)
        for name in last_of(setting, at, set(AUTHORITIES))
        if name.place
    )


def find_direct(setting: Setting, sentence: Sentence, head: int) -> tuple[Name, ...]:
    """The name right before the verb, unless a preposition makes it part of something else."""
    aside = _ASIDE.search(setting.text[sentence.start : head]) if setting.text[head : head + 1] == "," else None
    head = sentence.start + aside.start() if aside else head
    here = [name for name in setting.names if sentence.start <= name.start < head]
    last = here[-1] if here and head - here[-1].end <= 2 else None
    if last is None or _INNER.search(setting.text[max(sentence.start, last.start - 30) : last.start]):
        return ()
    return joined_back(setting, _explained(setting, last, here), sentence.start)


_ASIDE = re.compile(r", (?:which|who|whose) (?:[^,;]|,(?=\d)){1,110}$")
"""A clause between commas that tells more of the subject: `Paizo, which makes Pathfinder, has ...`."""


def _nearest_subject(setting: Setting, sentence: Sentence, head: int) -> tuple[Name, ...]:
    here = setting.between(sentence.start, head)
    leading = [name for name in here if leads(setting.text, name)]
    if leading:
        return joined_back(setting, _explained(setting, leading[-1], here), sentence.start)
    for person in reversed(setting.people):
        if sentence.start <= person.start < head and person.org:
            return (person.org,)
    free = [
        name for name in here if not PREPOSITION.search(setting.text[max(sentence.start, name.start - 40) : name.start])
    ]
    return (free[-1],) if free else ()


def _explained(setting: Setting, last: Name, here: Sequence[Name]) -> Name:
    """The name that a name between commas explains: `The CNIL, France's privacy regulator, fined ...`."""
    before = [name for name in here if name.end <= last.start]
    gap = setting.text[before[-1].end : last.start] if before else ""
    return (
        before[-1] if re.fullmatch(r", (?:the |an? )?", gap) and setting.text[last.end : last.end + 1] == "," else last
    )


def _writer(setting: Setting, sentence: Sentence) -> tuple[Name, ...]:
    for person in setting.people:
        if person.org and re.search(
            rf"\b{re.escape(person.surname)}\b", setting.text[sentence.start : sentence.end + 160]
        ):
            return (person.org,)
    if setting.author:
        return (Name(sentence.start, sentence.start, setting.author, "company"),)
    return tuple(
        name for name in setting.names if name.kind in ("company", "university", "media", "nonprofit", "school")
    )[:1]

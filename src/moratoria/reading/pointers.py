"""Whom `it`, `they` or `the company` stands for."""

from __future__ import annotations

import re

from moratoria.reading.names import Name
from moratoria.reading.sentences import Sentence
from moratoria.reading.setting import PREPOSITION, Setting, carry, joined_back, last_of, leads

_POINTERS = (
    (
        (
            r"company|firm|start-?up|(?:\w+ )?giant|chip-?maker|retailer|manufacturer|developer|vendor|maker|lab"
            r"|platform|business|tech company|chain|corporation|bank|streaming service|carmaker|website|site|service"
            r"|search company|social network"
        ),
        {"company", "media", "unknown", "product"},
    ),
    (
        (
            r"city|town|municipality|city council|council|board of supervisors|supervisors|council ?members|mayor"
            r"|officials|city officials"
        ),
        {"city", "county", "legislature", "government"},
    ),
    (r"county", {"county", "legislature", "government"}),
    (r"state|governor|state legislature|state lawmakers", {"state", "legislature", "government"}),
    (
        r"country|nation|government|ministry|department|administration|authorities|cabinet|minister|white house",
        {"government", "country", "regulator", "state"},
    ),
    (
        r"chamber|lower house|upper house",
        {"legislature"},
    ),
    (
        r"agency|regulator|watchdog|authority|commission|commissioner|bureau|board|office|committee|body|regulators",
        {"regulator", "government", "legislature", "international"},
    ),
    (r"court|judge|tribunal|justices", {"court"}),
    (
        r"legislature|lawmakers|parliament|senate|house|assembly|legislators|senators|bloc",
        {"legislature", "state", "country", "government", "international"},
    ),
    (
        r"university|college|school|district|institution|faculty|school board",
        {"university", "school", "unknown", "city"},
    ),
    (
        r"publisher|paper|newspaper|magazine|journal|outlet|newsroom|publication|news agency|broadcaster",
        {"media", "company", "unknown", "nonprofit"},
    ),
    (r"police(?: department| force)?|force|sheriff", {"law-enforcement", "city"}),
    (
        (
            r"group|union|guild|association|organi[sz]ation|foundation|conference|society|academy|organi[sz]ers"
            r"|nonprofit|museum|hospital|library|festival|studio|agencies"
        ),
        {"nonprofit", "international", "unknown", "company", "media"},
    ),
)


POINTER_FORMS = tuple(
    (
        re.compile(rf"(?i)\b(?:the|this|that|its|their)(?: [\w.-]+){{0,3}}? (?:{words})(?:['’]s)?(?: \w+ed)?$"),
        kinds,
    )
    for words, kinds in _POINTERS
)


def resolve_pointer(setting: Setting, sentence: Sentence, before: str, head: int) -> tuple[Name, ...]:
    """The name that the phrase at the end of some words points to (`the company`, `the agency`)."""
    for form, kinds in POINTER_FORMS:
        if form.search(before):
            return last_of(setting, head, kinds) or _pictured(setting, before, head)
    return ()


def _pictured(setting: Setting, before: str, head: int) -> tuple[Name, ...]:
    """The firm that an `agency` is where the text names no authority: an agency for pictures, news or actors."""
    return last_of(setting, head, {"company", "media", "nonprofit"}) if before.endswith("agency") else ()


def resolve_pronoun(setting: Setting, sentence: Sentence, at: int) -> tuple[Name, ...]:
    """What `it` or `they` stands for: the nearest subject before, here or in the sentences above."""
    here = [name for name in setting.between(sentence.start, at) if name.kind not in ("demonym",)]
    leading = [name for name in here if leads(setting.text, name)]
    if leading:
        return joined_back(setting, leading[-1], sentence.start)
    free = [name for name in here if not PREPOSITION.search(setting.text[max(0, name.start - 40) : name.start])]
    if free:
        return (free[0],)
    for form, kinds in POINTER_FORMS:
        if any(form.search(part) for part in re.findall(r"(?i)\bthe (?:\w+ )?\w+", setting.text[sentence.start : at])):
            return last_of(setting, at, kinds)
    return carry(setting, sentence, at)

"""Which kind of restriction a trigger makes, given who acts and what the sentence says besides."""

from __future__ import annotations

import re
from dataclasses import dataclass

from moratoria.reading.trigger_table import Family

GROUPS = {
    "ban": "stop",
    "moratorium": "stop",
    "conditional-withholding": "stop",
    "exit": "stop",
    "usage-policy": "stop",
    "review-requirement": "review",
    "fine-or-order": "order",
    "export-control": "export",
}
"""Kinds that say the same of a restriction but for its actor and clock."""

_CLOCK = re.compile(
    r"(?i)\b(?:moratori\w+|paus(?:e|es|ed|ing)|suspen\w+|temporar\w+|freez\w+|froze\w*|halt\w*|on hold"
    r"|until further notice|indefinite\w*|interim|for now)\b"
)
_CLOCK_WORDS = re.compile(r"(?i)\b(?:moratori\w+|paus|suspen|temporar|fr[eo]+z|halt|on hold|time-?out|on ice)")
_POLICY = re.compile(
    r"(?i)\b(?:polic(?:y|ies)|terms|rules?|guidelines?|code of conduct|acceptable use|employees?|staff(?:ers)?"
    r"|workers|workforce|students?|submissions?|authors|users?|customers (?:may|must|can)|contributors|members"
    r"|eligib\w+|contest|internal\w*|developers may|faculty|reporters|journalists|licen[cs]e|reviewers"
    r"|manuscripts|artists|sellers|advertisers|apps?)\b"
)
_ABROAD = re.compile(
    r"(?i)\b(?:export\w*|ship(?:s|ped|ping|ments?)|china|chinese|russia\w*|iran|overseas|abroad|foreign (?:buyers"
    r"|adversar\w+|customers|governments?|countries)|adversar(?:y|ies)|hong kong|middle east|gulf|huawei|smic"
    r"|sensetime"
    r"|entity list|blacklist\w*|trade permit|out of the country|(?:countries|firms|buyers|customers) (?:abroad|may"
    r" buy"
    r"|could buy|can buy)|(?:american|u\.?s\.?)[- ](?:made )?(?:[\w-]+ ){0,3}?(?:technology|chips?|components?|parts"
    r"|processors?|goods|tools|equipment)|licen[cs]e)\b"
)
_CHIPS = re.compile(
    r"(?i)\b(?:chips?|gpus?|semiconductors?|h20|h200|b30a|[ah]800|mi\d{3}x?|accelerators?|processors?|h100|a100"
    r"|lithography|chip-?mak\w+|model weights|blackwell|rtx|graphics cards|nvidia|entity list"
    r"|(?:american|u\.?s\.?) (?:technology|components?|parts))\b"
)
_IMPORT = re.compile(
    r"(?i)\b(?:customs (?:officers|officials|agents)|china['’]s (?:[\w-]+ ){0,4}?(?:regulator|watchdog|ministry"
    r"|authorit\w+"
    r"|government|administration|planner|customs|agency|cyberspace)|chinese (?:[\w-]+ ){0,3}?(?:regulators?"
    r"|authorities"
    r"|officials|customs|government|ministry)|cyberspace administration|^beijing|^china (?:has |have |is )?(?:also"
    r" )?(?:told"
    r"|tell|order|bann?|block|ask|urg|discourag|bar|forbid|forbad|instruct|clos|keep|kept|turn|stop)\w*)\b"
)
"""A buyer's government that keeps goods out of its own country."""
_LEAVE = re.compile(r"(?i)licen[cs]|permi|approv|authori[sz]|clearance|go-ahead|sign-off|blessing|green light")
"""What an exporter waits for; any other duty of its is a review."""
_SENDS = re.compile(r"(?i)\bexports? (?:of|control|curb|ban|licen)|\brare earths?\b|\bgallium\b")


_TEMPORARY = re.compile(r"(?i)\btemporar")
_SETTLED = re.compile(r"(?i)\b(?:settle(?:s|d|ment)?|consent (?:order|decree)|final order|undertaking to)\b")
_UNDO = re.compile(r"(?i)delet|destroy|eras|pay")
_HOUSE_RULE = re.compile(r"(?i)\b(?:accept|allow|permit|publish|consider|let|enabl|review)")
_OWN_PEOPLE = re.compile(
    r"(?i)\b(?:employees|staff|workers|students|teen\w*|minors|under[- ]?1\d|submissions|authors|contributors"
    r"|artists)\b"
)
_MAY_PAUSE = frozenset((Family.CEASE, Family.CLOCK, Family.LIMIT, Family.WITHHOLD))
_BOUND_BY = frozenset((Family.BAN, Family.DENY, Family.CEASE, Family.WITHHOLD, Family.ORDER))
"""What a settlement makes of a company's doing or leaving: a ban that it has agreed to."""
_BY_FAMILY = {Family.REVIEW: "review-requirement", Family.FINE: "fine-or-order", Family.ORDER: "fine-or-order"}


@dataclass(frozen=True)
class Circumstances:
    """What decides the kind besides the trigger: who acts, what the restriction waits for and how long it lasts."""

    authority: bool = False
    awaits_law: bool = False
    timed: bool = False
    long: bool = False


def decide(family: Family, words: str, clause: str, given: Circumstances) -> str:
    """The kind, as the scorer spells it.

    >>> decide(Family.CEASE, "stop selling", "to anyone", Circumstances())
    'exit'
    """
    leave = family is not Family.REVIEW or _LEAVE.search(words)
    if family is Family.EXPORT or (given.authority and leave and _is_export(family, clause)):
        return "export-control"
    if family in _BY_FAMILY:
        return _BY_FAMILY[family]
    if given.authority:
        return _public_kind(family, words, clause, given)
    return _private_kind(family, words, clause, given)


def _is_export(family: Family, clause: str) -> bool:
    if family in (Family.FINE, Family.ORDER) or not _CHIPS.search(clause):
        return False
    if _IMPORT.search(clause) and not _SENDS.search(clause):
        return False
    return family is Family.LIMIT or bool(_ABROAD.search(clause))


def _has_clock(family: Family, words: str, clause: str, given: Circumstances) -> bool:
    paused = family in _MAY_PAUSE and _CLOCK.search(clause)
    return bool(given.timed or _CLOCK_WORDS.search(words) or paused)


def _public_kind(family: Family, words: str, clause: str, given: Circumstances) -> str:
    if family is Family.BAN and given.long and not _CLOCK_WORDS.search(words):
        return "ban"
    paused = _has_clock(family, words, clause, given) or _TEMPORARY.search(clause)
    return "moratorium" if paused else "ban"


def _private_kind(family: Family, words: str, clause: str, given: Circumstances) -> str:
    if family is Family.LIFT:
        return "moratorium" if _CLOCK_WORDS.search(words) else "usage-policy"
    if _SETTLED.search(clause) and _UNDO.search(words):
        return "fine-or-order"
    if _SETTLED.search(clause) and family in _BOUND_BY:
        return "moratorium" if given.timed else "ban"
    clock = _has_clock(family, words, clause, given)
    if given.awaits_law and (not clock or (family is Family.WITHHOLD and not given.timed)):
        return "conditional-withholding"
    return "moratorium" if clock or _TEMPORARY.search(clause) else _open_kind(family, words, clause)


def _open_kind(family: Family, words: str, clause: str) -> str:
    if family is Family.WITHHOLD and _HOUSE_RULE.search(words):
        return "usage-policy"
    if family is Family.CEASE and not _OWN_PEOPLE.search(clause):
        return "exit"
    ruled = family in (Family.BAN, Family.DENY, Family.LIMIT) or _POLICY.search(clause)
    return "usage-policy" if ruled else "exit"

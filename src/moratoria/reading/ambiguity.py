"""Whether a word that may be a common one ("Target", "Meta", "Ring") stands for something with that name here."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PLAIN = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u2011": "-", "\u00a0": " ", "\u202f": " ", "\n": " "})

_VERBS = _words("""
    said told began had has will would is was did does made took gave held kept let set cut shut withdrew went became
    sold sent put won lost built wrote can could may might must should to also now recently temporarily quietly
    says bans bars blocks halts stops pauses suspends restricts limits prohibits ends drops plans wants faces agrees
    announces orders requires tells adds extends lifts joins refuses removes disables pulls sells uses makes gives
    becomes cuts exits warns forbids withholds delays denies declines shelves scraps unveils updates changes moves puts
    keeps itself takes accepts treats insists demands considers holds goes sets forbids expects offers publishes
    laid drew forbade struck brought chose left sought
    keeps lets allows asks urges follows halted calls backs pledges promises rolls pays settles sues launches tightens
""")
"""Words that follow the name of one who acts; besides these any word in -ed."""

_OWN = _words("""
    Inc Corp Corporation Co Company Ltd LLC PLC Group Holdings Technologies CEO CTO CFO COO President Chief Chairman
    Chairwoman Spokesperson Spokesman Spokeswoman Executive Executives Founder Employees Mayor Gov Governor Police City
    County Public Schools Council Attorney Judge Senator Representative
    chief executive executives spokesperson spokesman spokeswoman employees engineers officials shares president
    researchers leadership staff stores mayor
""")
"""Words that follow a name and belong to what it names."""

_DAYS = _words("""
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
    October November December
""")

_SENTENCE_END = re.compile(r"(?:^|[.!?:][\"')\]\u201d]*|[\"(\u201c\u2018\[\u2022\u2013\u2014-]|  ) *$")
_LISTED = re.compile(r"(?:,| and| or) [A-Z]")
_SHOUTED = re.compile(r"\b[A-Z]{2,} +$")
_NEXT_WORD = re.compile(r",? *([^\W\d_][\w'-]*)")
_LAST_WORD = re.compile(r"([^\W\d_][\w'.-]*) $")
_BOND = re.compile(r"-(?:owned|based|backed|made|developed|built|led|run|funded|style|like|brand|affiliated)\b")


def plain(text: str) -> str:
    """The text with plain apostrophes, hyphens and spaces, character for character.

    >>> plain("Macy\u2019s\\u00a0Inc")
    "Macy's Inc"
    """
    return text.translate(_PLAIN)


def alone(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit touches the span, and it is no part of an address ("x.com", "@meta")."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == "-" and text[start - 2 : start - 1].isalpha():
        return False
    if before.isalnum() or after.isalnum() or before in {"@", "_"} or after in {"_", "@"}:
        return False
    return not (after == "." and text[end + 1 : end + 2].islower()) and not (before == "." and _dotted(text, start))


def _dotted(text: str, start: int) -> bool:
    return text[start - 2 : start - 1].isalnum() and text[start - 2 : start - 1].islower()


def names_something(text: str, start: int, end: int) -> bool:
    """Whether the words around the span show that it is a name.

    A possessive, a verb of acting, a word of office or another name in a list after it says so, and so do capitals
    throughout ("ICE"). Elsewhere it must be capitalised within a sentence and touch no other capitalised word, since
    then it is a part of another name ("Union Square").
    """
    after = text[end : end + 40]
    if after.startswith(("'s ", "' ", " and its ")) or _BOND.match(after) or _acronym(text, start, end):
        return True
    if after.startswith("-") or text[start - 1 : start] == "-":
        return False
    following = _NEXT_WORD.match(after)
    word = following.group(1) if following else ""
    if (_acts(word) or _LISTED.match(after)) and not _part_of_a_name(text, start):
        return True
    return not word_opens(text, start) and not _part_of_a_name(text, start) and not _runs_on(after, word)


def _acronym(text: str, start: int, end: int) -> bool:
    return end - start > 1 and text[start:end].isupper() and not _SHOUTED.search(text[max(0, start - 20) : start])


def _acts(word: str) -> bool:
    return word in _OWN or word.lower() in _VERBS or (word.lower().endswith("ed") and len(word) > 4)


def word_opens(text: str, start: int) -> bool:
    """Whether the span opens a sentence, a line or a quotation, where any word has a capital."""
    return _SENTENCE_END.search(text[max(0, start - 12) : start]) is not None


def _part_of_a_name(text: str, start: int) -> bool:
    last = _LAST_WORD.search(text[max(0, start - 30) : start])
    if last is None or last.group(1) in _DAYS:
        return False
    return last.group(1)[:1].isupper() and not word_opens(text, start - len(last.group(1)) - 1)


def _runs_on(after: str, word: str) -> bool:
    return after.startswith(f" {word}") and word[:1].isupper() and not word.isupper()

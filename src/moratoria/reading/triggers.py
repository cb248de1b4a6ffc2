"""The words that announce a restriction: a table, and a finder that says in which family and voice each one stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from moratoria.reading.trigger_idioms import IDIOMS, LIFTINGS
from moratoria.reading.trigger_phrases import PHRASES
from moratoria.reading.trigger_table import BANWORD, ROWS, Family


class Voice(StrEnum):
    """How a trigger joins to its actor: as the actor's verb, as a verb done to others, or as a noun."""

    ACTIVE = "active"
    PASSIVE = "passive"
    NOUN = "noun"


@dataclass(frozen=True)
class Trigger:
    """One trigger in a sentence; `strong` ones need no technology beside them when the article has one."""

    start: int
    end: int
    words: str
    family: Family
    voice: Voice
    strong: bool
    rule: str


_TABLE = tuple(
    (family, rule, strong, re.compile(rf"(?i)(?<![\w-])(?:{pattern})(?!\w)"))
    for family, rule, strong, pattern in (*LIFTINGS, *ROWS, *IDIOMS, *PHRASES)
)

_OF_TRADE = frozenset((Family.CLOCK, Family.CEASE, Family.LIMIT))
_NOUNS = re.compile(rf"(?i)^(?:{BANWORD}|crackdown|clampdown|export|trade|chip|entity list)$")
_BE = re.compile(
    r"(?i)\b(?:is|are|was|were|be|been|being|get|gets|got|getting)(?: not)?(?: \w+ly| first| later| soon| then"
    r"| briefly| therefore| thus| now| also| already| still| effectively| all but| once| never)*\s*$"
)
_DETERMINED = re.compile(
    r"(?i)(?:\b(?:an?|the|this|that|these|those|its|their|his|our|any|no|such|new|first|total|outright|full|partial"
    r"|temporary|nationwide|national|citywide|statewide|state|federal|global|worldwide|blanket|permanent|indefinite"
    r"|similar|original|proposed|strict|stricter|tough|tougher|sweeping|complete|own|local|existing|current|two"
    r"|several|other|more|police|government|near-total|year|month|week|day|US|U\.S\.|EU|and|of|against|under"
    r"|despite|after|before|over|for|over|with|recognition|AI|chip|use|software|drone|app|device|technology"
    r"|year-long|months-long)|['’]s?|-year|-month|-day|-week)\s*$"
)
_TO_VERB = re.compile(
    r"(?i)\b(?:to|will|would|could|may|might|should|can|must|shall|not|also|immediately|and|or|that|who|which|it"
    r"|they|we)\s*$"
)


_ELSEWHERE = re.compile(
    r"(?i)\s+(?:(?:the|its|their|his|her|a|an|any|all|of|on|to|new|most|some|for|from) ){0,3}(?:hiring"
    r"|recruit\w*|talks|lawsuits?|suit|layoffs|trading|payments|negotiations|merger|acquisition|deal|probe"
    r"|investigation|inquiry|clock|case|charges|appeal|claims?|idea|proposal|bid|hearing|trial date|debate"
    r"|strike|production|act\b|ai act|law\b|laws\b|state (?:ai )?laws|regulation\b|timetable|shares|stock"
    r"|dividend|tariffs|investment|funding|growth|job|jobs|demand|competition|innovation|comment|interview"
    r"|immigration|signs?)\b"
)


_APART = frozenset(set(Family) - {Family.FINE, Family.EXPORT})
_OTHER_MATTER = re.compile(
    r"(?i)\bhiring (?:freeze|pause|halt|ban)\b|\b(?:withdr[ae]w\w*|scrapp?\w*|dropp?\w*|abandon\w*"
    r"|shelv\w*) (?:[\w'’-]+ ){0,3}?(?:draft|proposed|planned)\b"
    r"|\bcease and desist letter|\b(?:pull\w*|turn\w*) over\b"
    r"|\b(?:case|charges?|suit|lawsuit|complaint) (?:was|were|is) (?:\w+ )?dropped"
    r"|\b(?:deal|merger|acquisition|takeover|agreement|settlement|sale of the company) (?:still )?(?:needs?"
    r"|requires?|must)"
    r"|\b(?:dropp?\w*|withdr[ae]w\w*|shelv\w*|scrapp?\w*|abandon\w*|remov\w*|delet\w*|giv\w* up|gave up)"
    r" (?:[\w'’-]+ ){0,4}?(?:plans? (?:for|to|of)|clause|flotation|listing|claim|amendment|guardrails|proposals?)\b"
    r"|\bdropp?(?:ed|ing|s) (?:the |its |their |a )?(?:case|charges?|lawsuit|suit|appeal|bid)\b"
    r"|\b(?:strip|struck|strik|remov|cut|delet|dropp?|axe|tak|took)(?:s|e|es|ed|ped|ping|ing)? (?:out )?(?:an? |the "
    r"|its )?"
    r"(?:[\w'’-]+ ){0,3}?(?:moratorium|ban|provision|clause|prohibition|section|language|restriction)s?\b"
    r" (?:[\w'’-]+ ){0,8}?(?:from|out of)\b"
    r"|\b(?:not|never|n['’]t) (?:support|back|join|sign|endorse|accept|agree to|vote for)\b (?:[\w'’-]+"
    r" ){0,5}?(?:agreement"
    r"|treaty|bill|law|proposal|resolution|moratorium|ban|legislation|plan|pact|measure|rules?)\b"
    r"|\bstop(?:ped)? (?:signs?|lights?|lines?|short of)\b|\b(?:help|helps|helped|helping|aimed? at|used? to|way to"
    r"|meant to"
    r"|tools? (?:to|for)|designed to|able to|effort to|bid to) (?:[\w'’-]+ ){0,3}?(?:stop|stopping|block|prevent"
    r"|limit|curb"
    r"|cut|end|halt)\w* (?:[\w'’-]+ ){0,2}?(?:crimes?|criminals|fraud|spam|abuse|harm|attacks?|cheating|terror\w*"
    r"|trafficking|theft|shoplift\w*|shootings|violence|misuse|disinformation|misinformation|viruses)\b"
    r"|\b(?:the|no|year|at|start to|week|front|rear|high|low)[ -]end\b(?! (?:its|their|his|all|sales)\b)|\bends"
    r" meet\b"
    r"|\bretired (?:admirals?|generals?|judges?|colonels?|officers?|teachers?|engineers?|police|professors?)"
    r"|\b(?:few|two|three|four|five|six|city|several|building|apartment|power) blocks\b|\bblocks? away\b|\boff the"
    r" table\b"
    r"|\b(?:a|an|the|of|very|more|only|such) limited (?:\w+ )?(?:time|period|purposes?|number|extent|scope|basis"
    r"|edition"
    r"|test|trial|rollout|way|sense|role|set|amount|evidence|partner\w*|liability|success|use of)\b"
    r"|\bthe stop (?=is|was|will)|\breserv\w+ the right to \w+|\bwas (?:later )?abandoned after\b"
    r"|\bnot be accepted as an? (?:excuse|defen[cs]e)\b"
    r"|\b(?:hiring|pay|wage|rent|price|spending|tariff) (?:freeze|cap|pause)\b|\b(?:freeze|cap) on (?:pay|wages"
    r"|hiring|rents"
    r"|spending|prices)\b"
)
"""Words for the ends of lawsuits, deals and journeys."""
_RISKED = re.compile(
    r"(?i)\b(?:fac(?:e|es|ing)|risk(?:s|ing)?|up to|liable|punishable|on pain of|threat\w*"
    r"|could|may|with fines)\b[^,.;]*$"
)
"""Before a fine that is only set for those who break the rule."""

_NOT_YET = re.compile(r"(?i) (?:would|could|might|may|will|should|due|set|scheduled|about|expected|until|if|unless) ")
"""Within the words of a lifting: it lies ahead, and the restriction still runs."""

_UNABLE = re.compile(r"(?i)could not (?!be\b)")
"""Past inability, which bars nobody."""
_FINED_FOR = re.compile(r"\s+(?:for|over|by|after|in|(?:about |nearly |over |a record |up to )?(?:[€$£]|\d))")
"""After `fined` where who pays stands before it: `Police fined for ...`."""
_UNDERGOING = frozenset((Family.BAN, Family.LIMIT))

_OWN_WORD = re.compile(
    r"(?i)agree|pledg|promis|vow|commit|decid|cho|undert|keep|kept|leav|count|treat|consider|regard|class|deem|rul"
    r"|condemn"
    r"|warn|allow|permit|let|accept|tolerat|limit|restrict|confin|reserv|narrow"
)


def find_triggers(text: str) -> tuple[Trigger, ...]:
    """The triggers of a sentence in order; where two overlap, the one of the earlier row of the table wins.

    >>> [(t.words, t.voice.value) for t in find_triggers("The ban was imposed after Amazon stopped selling it.")]
    [('ban', 'noun'), ('stopped selling', 'active')]
    """
    found: list[Trigger] = []
    for family, rule, strong, form in _TABLE:
        for match in form.finditer(text):
            if _is_something_else(text, match, family):
                continue
            if not any(match.start() < old.end and old.start < match.end() for old in found):
                found.append(_trigger(text, match, (family, rule, strong)))
    return tuple(sorted(found, key=lambda trigger: trigger.start))


def _is_something_else(text: str, match: re.Match[str], family: Family) -> bool:
    """Whether the words of a trigger tell of a lawsuit, a deal, a threat, or what is still to come."""
    before = text[max(0, match.start() - 50) : match.start()]
    return bool(
        (family in _OF_TRADE and _ELSEWHERE.match(text, match.end()))
        or (family in _APART and _tells_of_others(text, match))
        or (family is Family.FINE and _RISKED.search(before[-40:]))
        or (family is Family.DENY and _UNABLE.match(match[0]))
        or (family is Family.LIFT and _NOT_YET.search(match[0]))
    )


def _tells_of_others(text: str, match: re.Match[str]) -> bool:
    """Whether a trigger stands within words about another matter."""
    start = max(0, match.start() - 50)
    around = text[start : match.end() + 70]
    at = match.start() - start
    return any(other.start() <= at + len(match[0]) and at < other.end() for other in _OTHER_MATTER.finditer(around))


def _trigger(text: str, match: re.Match[str], row: tuple[Family, str, bool]) -> Trigger:
    family, rule, strong = row
    voice = _voice(text, match.start(), match.end(), family)
    return Trigger(match.start(), match.end(), match[0], family, voice, strong or voice is Voice.NOUN, rule)


def _voice(text: str, start: int, end: int, family: Family) -> Voice:
    before, words = text[max(0, start - 60) : start], text[start:end]
    first = words.split()[0].lower() if words.split() else ""
    if _is_noun(before, words, text[end : end + 12]):
        return Voice.NOUN
    if family is Family.DENY:
        return Voice.ACTIVE if _OWN_WORD.match(words) and not _BE.search(before) else Voice.PASSIVE
    needed = family is Family.EXPORT and first.startswith("need")
    if family is Family.FINE and first == "fined" and _FINED_FOR.match(text, end):
        return Voice.PASSIVE
    if family in _UNDERGOING and first.endswith("ed") and text.startswith(" from ", end):
        return Voice.PASSIVE
    undergone = _BE.search(before) and re.search(r"(?:ed|en|t|n|out|off|down|put|cut)$", first)
    agent = first.endswith(("ed", "den")) and re.match(r"(?i)\s+(?:\w+ )?by\b", text[end : end + 20])
    return Voice.PASSIVE if needed or undergone or agent else Voice.ACTIVE


def _is_noun(before: str, words: str, after: str) -> bool:
    if re.match(
        (
            r"(?i)moratori|prohibition|suspension|embargo$|crackdown|clampdown|export[- ]|trade[- ]|chip "
            r"|semiconductor |technology |penalt|fines? (?:of|tot|worth)|restrictions?$|time-?out"
            r"|cease[- ]and|(?:\w+ )?entity"
            r"|injunction|(?:emergency|enforcement|interim|consent|proposed|urgent|provisional|binding)"
        ),
        words,
    ):
        return True
    if not _NOUNS.match(words):
        return False
    return bool(re.match(r"(?i)\s+(?:on|against|over)\b", after)) or (
        bool(_DETERMINED.search(before)) and not _TO_VERB.search(before)
    )

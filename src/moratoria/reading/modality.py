"""Whether a trigger is put as a fact, a proposal, a call, a mere possibility or a denial."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Modality(StrEnum):
    """How the text puts what a trigger says."""

    FACT = "fact"
    PROPOSED = "proposed"
    CALLED_FOR = "called-for"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


_CALLS = re.compile(
    r"(?i)\b(?:wish(?:es|ed)? for|warn(?:s|ed|ing)? that|call(?:s|ed|ing)? (?:\w+ ){0,6}?(?:for|on|to)|urg(?:e|es|ed"
    r"|ing)|push(?:es|ed"
    r"|ing)? (?:\w+ ){0,3}?(?:for|to)|press(?:es|ed|ing)? (?:\w+ ){0,6}?(?:for|to)|demand(?:s|ed|ing)?"
    r"|petition\w*"
    r"|advocat(?:e|es|ed|ing|s)|campaign\w*|lobb(?:y|ies|ied|ying)|recommend\w*|want(?:s|ed|ing)?|argu(?:e|es"
    r"|ed|ing)|ask(?:s|ed|ing)?(?: \w+){0,5}? (?:to|for)|plead\w*|appeal(?:s|ed)? (?:for|to)|back(?:s|ed"
    r"|ing)?(?! (?:in|at|on|from|away|out|off|then)\b)"
    r"|support(?:s|ed|ing)?|endors\w+"
    r"|favou?rs?|open letter|should|ought to|needs? to|must (?:now )?(?:consider|act)|sued? to|seek(?:s|ing)?"
    r"|sought|in favou?r of|urgent need|demonstrat\w+|protest\w*|pleas?|letter (?:\w+ ){0,3}?(?:to|asking"
    r"|urging)|vot(?:e|ed) for)\b"
)
_MAYBE = re.compile(
    r"(?i)\b(?:(?:could|(?-i:may)|might)(?! (?:now|not|no|never|neither|only|once|again)\b)|if|whether"
    r"|consider(?:s|ed|ing)?|weigh(?:s|ed|ing)?|mull(?:s|ed|ing)?|ponder\w*"
    r"|explor(?:e|es|ed|ing)|discuss(?:es|ed|ing)?|debat(?:e|es|ed|ing)|examin(?:e|es|ed|ing)|threat(?:s|en|ens"
    r"|ened|ening)|(?<!-)risk(?:ed|ing)|fear(?:s|ed|ing)?"
    r"|possib(?:le|ly|ility)|potential(?:ly)?|likely|speculat\w+|predict\w*|expect(?:s|ed)?|would (?:have|be)"
    r"|unless|in case|stud(?:y|ies|ied|ying)|look(?:s|ed|ing)? (?:at|into)|rumou?r\w*|hint\w*|scenario|imagine"
    r"|survey\w*|poll|analysts?|suggest(?:s|ed|ing)|hopes?|thinking about|talk of|open to|unclear|doubt\w*"
    r"|ask(?:s|ed|ing)? if|contemplat\w+|toy\w* with|idea of|prospect of|to decide|float(?:s|ed|ing)?"
    r"|welcom(?:es|ed|ing))\b"
)
_PROPOSED = re.compile(
    r"(?i)\b(?:bills?|propos(?:e|es|ed|ing|al|als)|drafts?|draft(?:ed|ing)|legislation (?:that )?would"
    r"|introduc(?:e|es|ed|ing) (?:\w+ ){0,4}?(?:bill|legislation|measure|ordinance|resolution|act)|amendment"
    r"|would|pending|planned|plans? to|moving to|seeks? to|ballot|consultation)\b"
)
_INSTRUMENT_PROPOSED = re.compile(
    r"(?i)\b(?:bills?|propos(?:ed|al|als|es|ing|e)|drafts?|amendment|legislation|measure|ordinance|resolution"
    r"|act|rules?|motion|initiative)\b"
)
_PASSED = re.compile(
    r"(?i)\b(?:signed|enacted|became law|passed into law|took effect|takes effect|will take effect"
    r"|goes into effect|went into effect|in effect|in force|approved unanimously|voted (?:\d|un|to)|adopted"
    r"|approved|passed|unanimous\w*)\b"
)
_HALF_PASSED = re.compile(
    r"(?i)\b(?:committee|first reading|house passed|senate passed|lower house|upper house|passed the (?:house"
    r"|senate|assembly)|advanced|heads? to|moves? to|awaits?|still needs?|now goes)\b"
)
_DENIED = re.compile(
    r"(?i)\b(?:no (?:plans?|intention|intent|need|law|laws|rules?|federal|national|such|legal)\b(?! longer)"
    r"|not (?:\w+ ){0,2}?(?:ban|to ban|to impose|impose|plan\w*|intend\w*|going|yet|been|propos\w+|seek\w*"
    r"|call\w*|considering|support)|n['’]t (?:\w+ ){0,2}?(?:ban|impose|plan|intend|banned|stop|halt|pause)"
    r"|den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|vot(?:ed|es|ing) (?:down|against)|stopp?(?:s|ed|ing)? short of"
    r"|rul(?:es|ed|ing) out|without (?:\w+ ){0,2}?|defeat(?:s|ed)?|fail(?:s|ed)?|refus(?:es|ed|ing)? to"
    r"|declin(?:es|ed|ing)? to|veto\w*|oppos(?:e|es|ed|ing)|against|instead of|rather than|dismiss\w*|killed"
    r"|blocked|avoid\w*|despite calls|never|drop(?:s|ped)? (?:plans|(?:the )?idea|a plan)(?: of| for)?|far from"
    r"|(?:is|was|were|are|be|has|have|had|issued|imposed|planned|announced|seen?|with) no"
    r"|(?:clear(?:ed|s)?|free[ds]?|reliev\w+|rid|absolv\w+) (?:of|from)(?: every| all)?"
    r"|not|myth|false(?:ly)?|untrue|hoax)\s*(?:an?|the|any|outright|full|total|such)?\s*(?:\w+ ){0,3}?$"
)
_ADVOCATES = re.compile(
    r"(?i)\b(?:groups?|advocates?|activists?|campaigners?|critics|experts?|researchers|academics|scientists"
    r"|coalition|aclu|amnesty|unions?|petition|signatories|nonprofits?|charit(?:y|ies)|ngos?|think tank"
    r"|watchdog groups?|protesters|residents|parents|some|many|artists|lawmakers|senators?|democrats"
    r"|republicans)\b"
)
_REPORTED = re.compile(
    r"(?i)\b(?:said|says|announced|confirmed|decided|agreed|voted|will|pledged|promised|vowed|told|committed|opted"
    r"|plans?|moved|signed|passed|approved)\b"
)


_BACKGROUND = re.compile(
    r"(?i)\b(?:under|despite|amid|by|existing|current|earlier|previous|because of|violat\w+|evad\w+|skirt\w*"
    r"|circumvent\w*|comply with|complies with|due to)\s+(?:[\w.'’-]+ ){0,3}$"
)
_UNDONE = re.compile(
    r"(?i)[^.;]{0,70}\b(?:will not be part|(?:was|were|has been|have been|is) (?:dropped|rejected|defeated"
    r"|abandoned|voted down|dead|vetoed|off the table)|failed\b)"
)
_DENIED_AFAR = re.compile(
    r"(?i)\b(?:den(?:y|ies|ied|ying) (?:that|having|it|reports?|any|claims?|rumou?rs?|being)\b"
    r"|(?:not|never|n['’]t|refus\w+ to|declin\w+ to|vot(?:ed|es) not to) (?:support|back|join|sign|endorse|accept"
    r"|consider"
    r"|enact|vote for|agree to|ask for|call for|recommend) (?!the (?:police|military|app)\b)"
    r"|(?:nobody|no one|none of \w+) (?:is|was|has|had|wants?|plans?|intends?)\b(?! (?:allowed|permitted|able|to)\b)"
    r"|(?:recommend|suggest|advise)\w*, but (?:do|does|did) not)[^.;:]{0,90}$"
)
"""A denial some words away from what it denies."""
_STRUCK = re.compile(
    r"(?i)\b(?:strip|struck|strik|remov|cut|delet|drop|axe|tak|took|left)\w* (?:out )?(?:[\w'’-]+ ){0,4}$"
)
_OUT_OF = re.compile(
    r"(?i)[^.;,]{0,80}\b(?:from|out of) (?:[\w'’-]+ ){0,4}?(?:bill|law|package|budget|act|draft|plan)\b"
)
_NO_NOUN = re.compile(r"(?i)\b(?:no|nor|without an?|short of an?|lacks? an?) (?:(?!longer)[\w-]+ ){0,2}$")
_NOT_ADOPTED = re.compile(
    r"(?i)[^.;]{0,40}\b(?:(?:was|were|is|has been) (?:only |never |briefly )?(?:considered|discussed|debated|floated"
    r"|mooted|suggested)|(?:never|not) (?:been )?(?:adopted|enacted|imposed|passed|introduced|implemented))\b"
)
_SOME_SAY = re.compile(
    r"(?i)(?:^|[,;] |\b(?:and|but|while) )(?:some|many|others|several|most|a few|angry|former|disappointed)"
    r"(?: (?:of the |of its )?(?:users|customers|readers|artists|authors|creators|players|subscribers|parents"
    r"|residents"
    r"|critics|lawmakers|experts|people|members|fans|writers|musicians|clients))?(?: \w+ly)?"
    r" (?:said|say|threaten\w*|vow\w*|demand\w*|complain\w*|announced|promised|insist\w*)\b[^.;]*$"
)
"""Nobody in particular, who decides nothing."""
_VETOED = re.compile(
    r"(?i)\b(?:veto(?:es|ed)?|voted down|defeated|rejected) [^.;]*\b"
    r"(?:bill|law|measure|proposal|ordinance|act|SB|AB|HB)\b"
)
_WOULD_MAKE = re.compile(r"(?i)\bwould (?:also )?(?:make|become|be|amount to|mean|put|leave|force)\b")
_WOULD_HAVE = re.compile(r"(?i)\bwould have\s*$|\bwould have [^.;,]*\b(?:and|or)\s*$")
_OUGHT = re.compile(r"(?i)[^.;]{0,80}\b(?:ought to|should)\b")
_DRAFTED = re.compile(r"(?i)\b(?:would|bills?|propos\w+|draft\w*)\b")
_DEMANDING = re.compile(r"(?i)(?:demand|ask|urg|want|insist|warn|press)")
_WOULD = re.compile(r"(?i)\bwould\b")
_NOUN_WOULD = re.compile(
    r"(?i)\s+(?:\w+ ){0,6}?(?:would|could|might|(?-i:may)|should)\b(?! have (?:ended|lapsed|expired|run out))"
)


def judge(text: str, start: int, end: int, *, noun: bool) -> Modality:
    """The modality of the trigger at `start:end` of a sentence; `noun` for one that is no verb.

    >>> judge("Campaigners urged the city to ban it.", 30, 33, noun=False).value
    'called-for'
    >>> judge("The city voted to ban it.", 18, 21, noun=False).value
    'fact'
    """
    passage = _Passage(
        text[:start], text[_clause_start(text, start) : start], text[end : end + 130], noun, text[start:end]
    )
    return next((modality for test, modality in _TESTS if test(passage)), Modality.FACT)


@dataclass(frozen=True)
class _Passage:
    """The words around a trigger: all before it, its clause before it, and what follows."""

    sentence: str
    before: str
    after: str
    noun: bool
    words: str = ""


def _is_background(at: _Passage) -> bool:
    return at.noun and bool(_BACKGROUND.search(at.before))


def _is_negated(at: _Passage) -> bool:
    denied = _UNDONE.match(at.after) or _DENIED.search(at.before[-70:])
    undone = denied or _VETOED.search(at.sentence) or _WOULD_HAVE.search(at.before) or _DENIED_AFAR.search(at.before)
    return bool(undone) or (at.noun and _is_no_more_than_a_word(at))


def _is_no_more_than_a_word(at: _Passage) -> bool:
    """Whether a noun is named as absent, struck from a bill, or never adopted."""
    struck = _STRUCK.search(at.before[-60:]) and _OUT_OF.match(at.after)
    return bool(struck or _NO_NOUN.search(at.before[-50:]) or _NOT_ADOPTED.match(at.after))


def _is_called_for(at: _Passage) -> bool:
    called = _OUGHT.match(at.after) or _SOME_SAY.search(at.before + at.words)
    return bool(called) or _called_for(at.before, at.sentence) or _is_demand(at)


def _is_demand(at: _Passage) -> bool:
    """Whether the trigger is itself the demand of those who can only ask."""
    return bool(_DEMANDING.match(at.words) and _ADVOCATES.search(at.before[-40:]))


def _is_in_a_bill(at: _Passage) -> bool:
    drafted = _INSTRUMENT_PROPOSED.search(at.before) and _DRAFTED.search(at.before)
    return bool(drafted) and not _PASSED.search(at.before)


def _is_possible(at: _Passage) -> bool:
    return bool(_MAYBE.search(at.before))


def _would_make(at: _Passage) -> bool:
    return bool(_WOULD_MAKE.search(at.before))


def _would(at: _Passage) -> bool:
    return bool(_WOULD.search(at.before)) and not _REPORTED.search(at.before)


def _would_by_a_bill(at: _Passage) -> bool:
    return _would(at) and bool(_INSTRUMENT_PROPOSED.search(at.sentence))


def _noun_would(at: _Passage) -> bool:
    return at.noun and bool(_NOUN_WOULD.match(at.after[:90]))


def _noun_proposed(at: _Passage) -> bool:
    return at.noun and bool(_PROPOSED.search(at.before)) and not _PASSED.search(at.before)


_TESTS: tuple[tuple[Callable[[_Passage], bool], Modality], ...] = (
    (_is_background, Modality.FACT),
    (_is_negated, Modality.NEGATED),
    (_is_called_for, Modality.CALLED_FOR),
    (_is_in_a_bill, Modality.PROPOSED),
    (_is_possible, Modality.HYPOTHETICAL),
    (_would_make, Modality.HYPOTHETICAL),
    (_would_by_a_bill, Modality.PROPOSED),
    (_would, Modality.HYPOTHETICAL),
    (_noun_would, Modality.HYPOTHETICAL),
    (_noun_proposed, Modality.PROPOSED),
)
"""In order: the first that holds decides, and what none of them marks is put as a fact."""


def _called_for(before: str, all_before: str) -> bool:
    match = _CALLS.search(before)
    if not match:
        return False
    if re.match(r"(?i)back|support|want|ask|demand|seek|sought", match[0]):
        return bool(_ADVOCATES.search(all_before)) or not _REPORTED.search(before[match.end() :])
    return True


_BREAK = re.compile(
    r"(?i)[;:—]|, (?:but|while|and|which|who|whereas|although|though|after|before|as|because|since|so|when)\b"
    r"|\b(?:but|while|after|whereas|although)\b|[.!?] "
)


def _clause_start(text: str, at: int) -> int:
    last = 0
    for match in _BREAK.finditer(text, 0, at):
        last = match.end()
    return last

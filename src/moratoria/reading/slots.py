"""The slots of a restriction that its sentence fills: conditions, exemptions, dates, place, status."""

from __future__ import annotations

import re
from dataclasses import dataclass

from moratoria.reading.dates import When, find_dates, find_durations
from moratoria.reading.model import Condition

_CONDITION = re.compile(
    r"(?i)\b(?:until|till|unless|requir\w+ (?:a |an )?(?=licen[cs]e|prior|explicit|consent|permission)"
    r"|need (?=the prior)|without (?=(?:[\w]+ ){0,2}?(?:consent|permission))|unless|pending|once|subject to"
    r"|as long as|before (?=[\w' -]{0,40}(?:approv|law|rules|review|consent))|provided(?: that)?|while (?=it "
    r"|the |they |regulators|officials|we )(?:[\w'’-]+ ){1,3}(?:talks?|works?|strengthens?|investigat\w+"
    r"|review\w*|assess\w*|develop\w*|consider\w*|stud\w+|draft\w*|builds?|prepar\w+|improv\w+|fix\w+"
    r"|address\w*|look\w*|evaluat\w+|negotiat\w+|examin\w+|wait\w*|deal\w*|figur\w+|clarif\w+|consult\w*"
    r"|verif\w+|ask\w*"
    r"|tak\w+ (?:steps|stock)|sort\w*|decid\w+|answer\w*)|only (?:if|after|when|with|once|under)"
    r"|on (?:the )?condition that"
    r"|before (?=[\w' -]{0,40}(?:has been|have been|is|are) )"
    r"|without (?=first \w+ing|(?:a |an |the |their |its |any |explicit |prior |written |express |trade |export "
    r"|special |official )*(?:permits?\b|warrant|court|consent|permission"
    r"|approval|authori|judicial|licen|review))"
    r"|needs? (?=(?:the )?(?:approval|consent)))\s?[^.;”\"]{3,200}"
)
_TAIL = re.compile(
    r", (?:and|but|while|which|who|a|an|the|said|he|she|it|they|with|in|as|so)\b(?! (?:council"
    r"|board|court))|, [A-Z]|—"
)
"""Where the words of a condition end."""
_GIVE_TIME = re.compile(
    r"(?i)\b(?:to )?(?:giv(?:e|es|ing)|allow(?:s|ing)?) [^.;]{0,30}?(?:congress|lawmakers|legislators|regulators"
    r"|government|parliament|council)\w* (?:\w+ )?time[^.;]{0,150}"
)
_KINDS = (
    (
        "consent",
        (
            r"(?:prior |explicit |express |written )*(?:consent\w*|permission)|opt(?:s|ed)?[- ]?in\b|giv(?:es"
            r"|en|e) (?:[\w-]+ ){0,2}?approval"
            r"|licen[cs]e|permits?\b|sign(?:s|ed)? off|sign-off|authori[sz]ation|agree(?:s|d)?\b|been invited|go-ahead"
            r"|(?:prior|formal|written|advance) approval"
        ),
    ),
    ("court", r"court|judge|judicial|warrant|injunction|appeal|trial|litigation|lawsuit"),
    (
        "legislation",
        (
            r"laws?\b|legislat\w+|regulat(?:ion|ions|ed|e)\b|congress|rules\b|statutes?|lawmakers|acts?\b|ordinance"
            r"|bill|framework|parliament|council (?:votes|adopts|passes)|regulatory"
        ),
    ),
    (
        "review",
        (
            r"review|first consult|assess\w*|audits?|stud(?:y|ies)|investigat\w+|evaluat\w+|tests?|testing|task force"
            r"|ethic\w*|guidelines|report\b|inquiry|oversight|safe\b|safety|inspect\w+|probe|vetted"
            r"|vetting|look(?:s|ed|ing)? (?:at|into|again)|consider\w*|examin\w+|discuss\w*"
            r"|monitor\w*|verif\w+"
            r"|check\w*|revisit\w*|enquir\w+|questions|consult\w*|registered"
        ),
    ),
    (
        "other",
        (
            r"approv\w+|licen[cs]\w+|compl(?:y|ies|ied|iance)|authorit\w+|regulators?|certif\w+|notice|resolved|fix\w*"
            r"|agreement|deal|safeguards?|talks?\b|worked out|polic(?:y|ies)|address\w*|satisf\w+|prove\w*"
            r"|show\w*|demonstrat\w+|guarantee\w*|proven|standards?|human"
            r"|clarif\w+|explain\w*|problems?|solved"
        ),
    ),
)
_KIND_FORMS = tuple((kind, re.compile(rf"(?i)\b(?:{words})")) for kind, words in _KINDS)
_EXEMPT = re.compile(
    r"(?i)(?:\b(?:except(?:ions?|ing)?(?: for| in| when| that| to| where| are| if| apply)?|exempt(?:s|ed|ing"
    r"|ions?)?(?: for| from)?|carve-?outs?(?: for)?|excludes?|excluding|other than|apart from|aside from"
    r"|with the exception of|(?:do(?:es)?|did|will|would) not (?:apply to|cover|affect|extend to|prevent"
    r"|include|stop)|(?:doesn|don|won|wouldn)['’]t (?:apply to|cover|affect|extend to|prevent|include|stop)"
    r"|(?:can|may|could|will|would|is|are|remains?) still(?: be)? \w+|still (?:allow|permit|use|may|can|be)\w*"
    r"|(?:will|would|to) continue (?:to |doing |providing |offering |selling )\w*|remains? (?:available|allowed"
    r"|permitted|legal|free to|unaffected|open)|not affected|unaffected|leaves? room for|(?:can|may) remain"
    r"|continue[sd]? to be (?:allowed|available)|allow(?:s|ing)? (?:the )?(?:use|it) (?:for|in|to|when)"
    r"|permits? (?:use|it|the)|spared|left alone|falls? outside|fall outside|untouched|stays? (?:legal|allowed"
    r"|available)"
    r"|keep (?:its|their) access)\b)[^.;]{0,160}"
)


def find_conditions(text: str) -> tuple[Condition, ...]:
    """The conditions a passage names.

    >>> find_conditions("It will not sell until Congress passes a law.")[0].kind
    'legislation'
    """
    found = [Condition("legislation", match[0].strip()) for match in _GIVE_TIME.finditer(text)]
    for match in _CONDITION.finditer(text):
        words = _TAIL.split(match[0])[0].strip(" ,")
        kind = _condition_kind(words)
        if kind and kind not in {old.kind for old in found}:
            found.append(Condition(kind, words))
    return tuple(
        sorted(found, key=lambda condition: not re.match(r"(?i)until|till|(?:to )?giv|pending", condition.text))[:1]
    )


def _condition_kind(words: str) -> str | None:
    if re.match(r"(?i)(?:until|till) further notice", words):
        return None
    kind = next((kind for kind, form in _KIND_FORMS if form.search(words)), None)
    if (
        kind is None
        and re.match(r"(?i)until|till|while|pending", words)
        and not re.match(r"(?i)(?:until|till) (?:now|then|recently|late|early|today|this)", words)
    ):
        kind = "other"
    if (
        re.match(r"(?i)until|till|pending", words)
        and (find_dates(words[:60], None))
        and kind not in ("legislation", "court")
    ):
        return "date"
    return kind


def find_exemption(text: str) -> str | None:
    """The first exemption a passage names, in its words.

    >>> find_exemption("The ban does not apply to private citizens.")
    'does not apply to private citizens'
    """
    match = _EXEMPT.search(text)
    return match[0].strip() if match else None


@dataclass(frozen=True)
class Times:
    """When a restriction starts and ends, as far as its sentence says."""

    start: str | None = None
    end: str | None = None
    duration: str | None = None
    past: bool = False
    words: str = ""


_START = re.compile(
    r"(?i)\b(?:effective(?: (?:on|from|as of))?|start(?:s|ed|ing)?(?: on| from| in)?|begin(?:s|ning)?(?: on| in)?"
    r"|began(?: on| in)?|as of|tak(?:es?|ing) effect(?: on| in| from)?|took effect(?: on| in)?|(?:comes?|came"
    r"|go(?:es)?|went|enter(?:s|ed)?) into (?:force|effect)(?: on| in)?|from|since|in (?:force|effect"
    r"|place) (?:since|from)|appl(?:y|ies) from)\s+(?:the )?$"
)
_END = re.compile(
    r"(?i)\b(?:until|through|till|to run to|extend(?:s|ed|ing)? (?:[\w'’-]+ ){0,6}?to"
    r"|prolong\w* (?:\w+ ){0,5}?to|expir(?:e|es|ed|ing)(?: on| in| at)?|ends?(?: on| in)?|ended(?: on"
    r"| in)?|run out(?: on| in)?|laps(?:e|es|ed)(?: on| in)?|sunsets?(?: on| in)?|lasts? (?:until|through)"
    r"|before)\s+(?:at least )?(?:the )?(?:end of )?$"
)
_NOW = re.compile(
    r"(?i)\b(?:with immediate effect|effective immediately|immediately effective|takes effect immediately)\b"
)


def find_times(text: str, at: int, published: str | None) -> Times:
    """The dates and the duration that belong to the trigger at a place of a sentence.

    >>> find_times("It banned it from 1 May 2024 until 1 May 2026.", 3, None)
    Times(start='2024-05-01', end='2026-05-01', duration=None, past=False, words='1 May 2026')
    """
    dates = find_dates(text, published)
    start = next((when.iso for when in dates if when.iso and _START.search(_lead(text, when))), None)
    end = next((when.iso for when in dates if when.iso and _END.search(_lead(text, when))), None)
    if _NOW.search(text) and not start:
        start = published
    durations = find_durations(text)
    near = sorted(durations, key=lambda duration: abs(duration.start - at))
    past = any(when.iso and published and when.iso[:4] < published[:4] for when in dates)
    ends = next((when.words for when in dates if end and when.iso == end), "")
    return Times(
        start, end, near[0].iso if near else None, past, _around(text, near[0].start, near[0].end) if near else ends
    )


def _around(text: str, start: int, end: int) -> str:
    return text[start - 4 : end] if text[max(0, start - 4) : start].lower() == "for " else text[start:end]


def _lead(text: str, when: When) -> str:
    return text[max(0, when.start - 40) : when.start] + re.split(r"[A-Z\d]", when.words, maxsplit=1)[0]

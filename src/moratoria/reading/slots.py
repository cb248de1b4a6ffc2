"""The slots of a restriction that its sentence fills: conditions, exemptions, dates, place, status."""

from __future__ import annotations

import re
from dataclasses import dataclass

from moratoria.reading.dates import When, find_dates, find_durations
from moratoria.reading.model import Condition

_LEAVE = (
    r"(?:licen[cs]e|permit\b|permission|approval|consent|authori[sz]ation|warrant|sign-off|clearance|green light"
    r"|go-ahead"
    r"|leave (?:from|of)|court order)"
)
_LEAD = r"(?:a |an |the |any |their |its |his |her |[a-z'’-]+ ){0,4}?"
_AWAITED = (
    r"(?:works?|strengthens?|investigat\w+|reviews?|assess(?:es)?|develops?|considers?|stud(?:y|ies)|drafts?"
    r"|builds?|prepares?|improves?|fix(?:es)?|address(?:es)?|looks?|evaluates?|negotiates?|examines?|waits?|deals?"
    r"|figures?|clarif(?:y|ies)|consults?|verif(?:y|ies)|asks?|sorts?|decides?|answers?|talks?|discuss(?:es)?"
    r"|checks?|debates?|weighs?|writes?|rewrites?|updates?|inspects?|audits?|tests?|redesigns?|overhauls?|gathers?"
    r"|seeks?|resolves?|learns?|(?:is|are) (?:being )?(?!under\b|still in\b)[a-z]+(?:ing|ed|d)\b|(?:is"
    r"|are) (?:pending|under way|under review)|goes on|go on|continues?|remains? pending|carries out|carry out"
    r"|conducts?|runs?|takes? (?:steps|stock)|undergoes?|completes?)\b"
)
_CONDITION = re.compile(
    r"(?i)\b(?:until|till|unless|pending|awaiting|(?<!at )once(?! (?:more|again|and for all)\b)|subject to"
    r"|as long as|so long as|as soon as|provided(?: that)?"
    r"|on (?:the )?condition that"
    r"|requir\w+ (?:a |an )?(?=licen[cs]e|prior|explicit|consent|permission|permit)"
    rf"|(?:needs?|must|ha(?:s|ve) to) (?:(?:first|also|now) )?(?:get|obtain|seek|secure|have|win|hold|apply for|ask for"
    rf"|be given|be granted|need|file)? ?(?={_LEAD}{_LEAVE})"
    rf"|without (?=first \w+ing|{_LEAD}(?:{_LEAVE}|review\b|judicial|assessment|trained))"
    r"|without (?=[A-Z][\w'’]+ (?:consent|permission|approval))"
    r"|before (?=[\w' -]{0,40}(?:approv|law|rules|review|consent|(?:has been|have been|is|are) ))"
    r"|(?:only|just) (?:if|after|when|with|once|under)"
    r"|(?:comes?(?: back)?|back|lifted|final|binding|effect|force|resumes?d?|returns?|ended|ends?|reinstated|restored)"
    r"(?: only)? (?:if|when)"
    rf"|while (?=(?:(?:Congress|Parliament|(?-i:[a-z'’-]+)) )(?:[\w'’-]+ ){{0,4}}?{_AWAITED}))\s?[^.;”\"]{{3,200}}"
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
_SPAN = (
    r"(?:\d{1,3}|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|thirty|sixty|ninety)[ -]"
    r"(?:more |full |working |business )?(?:day|week|month|year)s?"
)
_DUTY = (
    r"to (?:comply|remove|delete|erase|destroy|stop|end|replace|get rid|leave|pay|switch|shut|clear|hand|put|bring"
    r"|fix|meet"
    r"|train|tell|show|prove|uninstall|phase|wind|strip|cease)\b"
)
_GRACE = re.compile(
    rf"(?i)\b(?:ha[sd]|have|gets?|got|(?:is|are|was|were|been) (?:given|granted)) (?:only |just |about |up to "
    rf"|another )?"
    rf"(?:{_SPAN}|until [\w ,]{{3,25}}?)(?: (?={_DUTY})[^.;,]{{0,80}}|(?=[.]|$))"
    rf"|\bg(?:ave|iven?|ives|iving|rants|ranted) (?:[\w'’]+ ){{1,6}}?(?:{_SPAN}"
    rf"|until [\w ,]{{3,25}}?) (?={_DUTY})[^.;,]{{0,80}}"
)
"""A time limit within which something has to be done."""
_WITHIN = re.compile(rf"(?i)\bwithin (?:the next )?{_SPAN}(?! (?:of (?:an?|the) (?:election|vote))|before|after)\b")
_RE_LOOK = re.compile(
    r"(?i)\b(?:(?:will|would|is to|are to|to|plans? to|promised to|may) (?:be )?(?:review|revisit|reconsider"
    r"|re-?examine|reassess"
    r"|re-?evaluate)(?:ed|d)?\b|(?:will|would|is to|plans? to|promised to) (?:take another look"
    r"|look at \w+ \w+ again)|review of the (?:\w+ )?"
    r"(?:ban|rule|rules|policy|framework|guidelines|pause|moratorium|decision) is (?:due|planned))[^.;”\"]{0,100}"
)
"""A promise to look at the restriction again."""
_NO_LAW = re.compile(r"(?i)\b(?:with|under|in line with|by|in) (?:[\w'’-]+ ){0,4}?(?:laws?|rules|acts?|regulations?)\b")
"""A law that is there already, which nobody waits for."""
_KINDS = (
    (
        "court",
        r"courts?\b|judges?\b|judge['’]s|judicial|warrant|injunction|appeals?\b|on trial|litigation|lawsuit|magistrate"
        r"|case is (?:being )?(?:heard|decided|pending)|case (?:proceeds|goes on)|challenge is",
    ),
    (
        "consent",
        r"(?:prior |explicit |express |written )*(?:consent\w*|permission)|opt(?:s|ed)?[- ]?in\b|giv(?:es|en|e) "
        r"(?:[\w-]+ ){0,2}?approval|licen[cs]e|permits?\b|sign(?:s|ed)? off|sign-off|authori[sz]ation"
        r"|agree(?:s|d)?\b|been (?:invited|involved)|lets? (?:them|it|him|her|us)\b|go-ahead|green light|clearance"
        r"|(?:prior|formal|written|advance) approval|(?:[A-Z][a-z]+['’]s|have it) approv",
    ),
    (
        "legislation",
        r"laws?\b|legislat\w+|regulat(?:ion|ions|ed|e)\b|congress|rules\b|statutes?|lawmakers|acts?\b|ordinance|bill"
        r"|framework|parliament|council (?:votes|adopts|passes)|regulatory (?:framework|regime|guardrails)",
    ),
    (
        "review",
        r"review|first consult|assess\w*|audits?|stud(?:y|ies)|investigat\w+|evaluat\w+|tests?|testing|task force"
        r"|ethic\w*|guidelines|report\b|inquiry|oversight|safe\b|safety|inspect\w+|probe|vetted|vetting"
        r"|look(?:s|ed|ing)? (?:at|into|again)|consider\w*|examin\w+|discuss\w*|monitor\w*|verif\w+|check\w*"
        r"|revisit\w*|enquir\w+|questions|consult\w*|registered|clarif\w+|work(?:s)? out a",
    ),
    (
        "other",
        r"approv\w+|licen[cs]\w+|compl(?:y|ies|ied|iance)|authorit\w+|regulators?|certif\w+|notice|resolved|fix\w*"
        r"|agreement|deal|safeguards?|talks?\b|worked out|polic(?:y|ies)|address\w*|satisf\w+|prove\w*|show\w*"
        r"|demonstrat\w+|guarantee\w*|proven|standards?|human|explain\w*|problems?|solved|evidence|ratif\w+|accura\w+"
        r"|improv\w+|ready|in place|trained",
    ),
)
_KIND_FORMS = tuple((kind, re.compile(rf"(?i)\b(?:{words})")) for kind, words in _KINDS)
_UNTIL_DAY = re.compile(
    r"(?i)(?:until|till|pending) (?:(?:at least|at the earliest|sometime in|the|an?|end|start|beginning|middle"
    r"|close|rest"
    r"|last day|of|in|on|early|late|mid|model year|next|later|this)[ -])*(?:\d|jan|feb|mar|apr|may\b|ju[nl]|aug|sep|oct"
    r"|nov|dec|spring|summer|autumn|fall\b|winter|year|month|week|school year|mon|tue|wed|thu|fri|sat|sun)"
)
_AWAITS = re.compile(r"(?i)until|till|while|pending|awaiting")
_TURN = re.compile(
    r";|: (?=[A-Z])|, (?:and|but|while|as|whereas|though|although)(?: (?:in|also|then))? (?:the )?[A-Z]"
    r"|\b(?:whereas|while) (?!Congress|Parliament)[A-Z]"
    r"|\band (?:the )?[A-Z][\w'’]+ (?:[A-Z][\w'’]+ )?(?:has|had|have|said|put|left|took|made|gave|kept|[a-z]+ed)\b"
)
"""Where a sentence goes on to another actor."""
_TELLS = re.compile(
    r"\b(?:(?:that|which|who|whom|whose|where|after|because|when)(?: \w+){0,3} (?:had|has|have|was|were|[a-z]+ed)\b"
    r"|(?:for|over|by|of|after) (?:having )?(?:\w+ ){0,2}?[a-z]+ing\b)"
)
"""What someone has done, as in "to delete the pictures that it had gathered without consent"."""
_EXEMPT = re.compile(
    r"(?i)(?:\b(?:except(?:ions?|ing)?(?: for| in| when| that| to| where| are| if| apply)?|exempt(?:s|ed|ing"
    r"|ions?)?(?: for| from)?|carve-?outs?(?: for)?|excluding|other than|apart from|aside from"
    r"|with the exception of|(?:do(?:es)?|did|will|would) not (?:apply to|cover|affect|extend to|prevent"
    r"|include|stop|touch|fall under|concern|need to|have to go)|(?:doesn|don|won|wouldn)['’]t (?:apply to|cover"
    r"|affect|extend to"
    r"|prevent|include|stop|touch|fall under)"
    r"|(?:is|are|was|were) not (?:affected|covered|touched|the target|included|subject to)|(?:isn"
    r"|aren)['’]t (?:affected"
    r"|covered|included)|all but|needs? no|need not be|(?:have|has) no quarrel"
    r"|(?:can|may|could|will|would) still(?: be (?:able|used|sold|allowed|free|bought|offered|available"
    r"|possible))?(?! be)"
    r"|(?:is|are|remains?) still (?:allowed|free|permitted|available|able|welcome|legal|possible|open to)"
    r"|still (?:allow|permit|use|may|can)\w*"
    r"|(?:will|would|to) continue (?:to (?:use|sell|offer|provide|work|serve|have"
    r"|allow|operate|be|run|support|supply)|doing|providing|offering|selling)\b|remains? (?:available|allowed"
    r"|permitted|legal|free to|unaffected|acceptable|lawful|possible|in service)|not affected|unaffected"
    r"|leaves? room for"
    r"|(?:can|may|will|could) (?:remain|stay|go on|keep|carry on)\b(?! (?:in (?:force|place|effect)|while|until|off"
    r"|away|out"
    r"|shut|closed|barred|banned|on hold|suspended))|(?:can|may) be (?:used|sold) (?:for|in|to|only)"
    r"|continue[sd]? to be (?:allowed|available)|allow(?:s|ing)? (?:the )?(?:use|it) (?:for|in|to|when)"
    r"|(?:is|are) (?:still |also )?(?:allowed|free to|untouched|permitted)"
    r"|permits? (?:use|it|the)|spared|left alone|falls? outside|fall outside|untouched|stays? (?:legal|allowed"
    r"|available|acceptable|in service)|waive\w*|applies only|apply only|covers? only"
    r"|(?:keep|keeps) (?:its|their|his) (?:\w+ )?(?:access|settings))\b)[^.;]{0,160}"
    r"|\bunless (?![^.;]{0,60}?\b(?:licen|permi|consent|agree|approv|review|court|judge|extend|renew|lift|revok|grant))"
    r"(?=(?:it|they|the|a|an) (?:[\w'’-]+ ){0,6}?(?:is|are|was|were|forms?|filled)\b)[^.;]{0,160}"
)


def find_conditions(text: str, at: int | None = None) -> tuple[Condition, ...]:
    """The condition a passage names; with the place of a trigger, only one of the trigger's own clause.

    >>> find_conditions("It will not sell until Congress passes a law.")[0].kind
    'legislation'
    >>> find_conditions("Acme waits until there is a law, and Bolt has left the market.", 40)
    ()
    """
    found = [
        Condition("legislation", match[0].strip()) for match in _GIVE_TIME.finditer(text) if _owned(text, at, match)
    ]
    for match in _CONDITION.finditer(text):
        words = _TAIL.split(match[0])[0].strip(" ,")
        kind = _condition_kind(words) if _owned(text, at, match) else None
        if kind and kind not in {old.kind for old in found}:
            found.append(Condition(kind, words))
    for kind, form in (("date", _GRACE), ("review", _RE_LOOK)):
        if not found and (due := form.search(text)) and _owned(text, at, due):
            found.append(Condition(kind, due[0].strip()))
    return tuple(
        sorted(found, key=lambda condition: not re.match(r"(?i)until|till|(?:to )?giv|pending", condition.text))[:1]
    )


def find_deadline(clause: str) -> Condition | None:
    """The time within which an order has to be met.

    >>> find_deadline(" to erase the images within seven days").text
    'within seven days'
    """
    match = _WITHIN.search(clause)
    return Condition("date", match[0]) if match else None


def _owned(text: str, at: int | None, match: re.Match[str]) -> bool:
    """Whether a sentence does not go on to another actor between a trigger and some words."""
    if at is None:
        return True
    if match.start() < at:
        return not _TURN.search(text[match.start() : at])
    between = text[at : match.start()]
    accused = match[0].lower().startswith("without") and _TELLS.search(between)
    return not accused and not _TURN.search(between)


def _condition_kind(words: str) -> str | None:
    if re.match(r"(?i)(?:until|till) further notice", words):
        return None
    if _UNTIL_DAY.match(words) and find_dates(words[:45], None):
        return "date"
    kind = next((kind for kind, form in _KIND_FORMS if form.search(words)), None)
    if kind == "legislation" and not _KIND_FORMS[2][1].search(_NO_LAW.sub("", words)):
        kind = "other"
    if (
        kind is None
        and _AWAITS.match(words)
        and not re.match(r"(?i)(?:until|till) (?:now|then|recently|late|early|today|this)", words)
    ):
        kind = "other"
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


_NOT_OF_IT = re.compile(r"(?i)\b(?:unless|if|whether|planned|scheduled) [^.;,]{0,80}$")
"""What leads to a length of time that is not that of the restriction."""


def find_times(text: str, at: int, published: str | None) -> Times:
    """The dates and the duration that belong to the trigger at a place of a sentence.

    >>> find_times("It banned it from 1 May 2024 until 1 May 2026.", 3, None)
    Times(start='2024-05-01', end='2026-05-01', duration=None, past=False, words='1 May 2026')
    """
    dates = find_dates(text, published)
    first, last = _first_and_last(text, published)
    start = first or next((when.iso for when in dates if when.iso and _START.search(_lead(text, when))), None)
    end = last or next((when.iso for when in dates if when.iso and _END.search(_lead(text, when))), None)
    if _NOW.search(text) and not start:
        start = published
    durations = [length for length in find_durations(text) if not _NOT_OF_IT.search(text[: length.start])]
    near = sorted(durations, key=lambda duration: abs(duration.start - at))
    past = any(when.iso and published and when.iso[:4] < published[:4] for when in dates)
    ends = next((when.words for when in dates if end and when.iso == end), "")
    return Times(
        start, end, near[0].iso if near else None, past, _around(text, near[0].start, near[0].end) if near else ends
    )


_RANGE = re.compile(
    r"\b(?:from|between) (?P<day>\d{1,2}) (?:to|until|through|and|-|–) (?=\d)(?P<last>\d{1,2} [A-Z][a-z]+(?:,? \d{4})?)"
    r"|\b(?:[Ff]rom|[Bb]etween) (?P<month>[A-Z][a-z]+) (?P<first>\d{1,2}) (?:to|until|through|and|-"
    r"|–) (?P<end>[A-Z]?[a-z]* ?"
    r"\d{1,2}(?:, \d{4})?)"
)


def _first_and_last(text: str, published: str | None) -> tuple[str | None, str | None]:
    """The two days of a range within a month or two, as in "from 7 to 10 June" or "from June 7 to 10"."""
    match = _RANGE.search(text)
    if not match:
        return None, None
    end = (
        match["last"] or match["end"]
        if match["last"] or match["end"][0].isupper()
        else f"{match['month']} {match['end']}"
    )
    found = [when.iso for when in find_dates(end, published)]
    if len(found) != 1 or not found[0] or len(found[0]) != len("2024-05-01"):
        return None, None
    if match["month"]:
        begun = [when.iso for when in find_dates(f"{match['month']} {match['first']}, {found[0][:4]}", published)]
        return (begun[0] if begun else None), found[0]
    return f"{found[0][:8]}{int(match['day']):02}", found[0]


def _around(text: str, start: int, end: int) -> str:
    return text[start - 4 : end] if text[max(0, start - 4) : start].lower() == "for " else text[start:end]


def _lead(text: str, when: When) -> str:
    return text[max(0, when.start - 40) : when.start] + re.split(r"[A-Z\d]", when.words, maxsplit=1)[0]

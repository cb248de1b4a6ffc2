"""Bodies that news names by what they are or by who heads them: `the education ministry`, `Judge Ada Roe`."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FIELDS = (
    r"education|finance|foreign|health|interior|defen[cs]e|justice|trade|industry|commerce|econom(?:y|ic|ics)|transport"
    r"|science|digital|communications?|information|IT|technology|culture|labou?r|agriculture|environment|home|energy"
    r"|treasury|planning|security|development|tourism|sports?|internal affairs|home affairs|foreign affairs"
)
_MINISTRY = re.compile(rf"\b[Tt]he ((?:{_FIELDS})(?: and (?:{_FIELDS}))? (?:ministry|department))\b")
_OWNED_BODY = re.compile(
    r"\b[Tt]he (?:state|city|county|country|province|nation|prefecture|town|island|kingdom)['’]s"
    r" ((?:(?!own\b)[a-z][\w-]+ ){0,3}?(?:commissioner|regulator|watchdog|ministry|agency|authority|police force|police"
    r"|central bank|high court|supreme court|constitutional court|commission|ombudsman|parliament|department))\b"
)
_SECRETARY = re.compile(
    r"\b(?:US |U\.S\. )?(Defense|Commerce|Justice|Education|Energy|Treasury|Labor|Homeland Security|Interior"
    r"|Transportation|Agriculture|State|Health|Veterans Affairs) Secretary(?: [A-Z][\w'’-]+(?: [A-Z]\.)?){1,3}"
)
_PRESIDENT = re.compile(
    r"\b(?:US |U\.S\. )?President (?:Donald |Donald J\. |Joe |Barack |George W\. )?(?:Trump|Biden|Obama|Bush)\b"
)
_JUDGE = re.compile(
    r"\b(?:[Cc]hief |[Dd]istrict |[Mm]agistrate )?(?:[Jj]udge|[Jj]ustice) (?P<who>[A-ZÀ-Þ][\w'’-]+(?: [A-Z]\.)?"
    r"(?: [A-ZÀ-Þ][\w'’-]+){0,2})(?=(?: (?:of|in) [^.;,]{3,60})?,? (?:[\w-]+ ){0,6}?"
    r"(?:rul(?:ed|es)|order(?:ed|s)|decided|found|held|suspended|forb(?:ade|ids|idden|idding)|block(?:ed|s)|barred|bars"
    r"|halted|banned|bans|issued|granted|struck|gave|put|told|tells|imposed|fined|demand(?:s|ed)|requir(?:es|ed)"
    r"|sanctioned|sentenced|threw|wants|warned|refused|dismissed|signed|set)\b)"
)
_COURT = re.compile(
    r"(?i)\b(?:an?|the) ((?:(?:US|U\.S\.|federal|district|state|appeals?|bankruptcy|high|county|circuit|superior"
    r"|supreme) )*(?:judge|court|jury))(?= (?:has |had |on \w+ |in \w+ )?(?:\w+ed|ruled|found|held|told|said|threw"
    r"|struck|gave|put|upheld|issued)\b)"
)


Body = tuple[int, int, str, str]
"""Where a body stands, what it is called and its kind."""

OWNERLESS = "ownerless: "
"""Opens what a body is called that has yet to be told whose it is."""


def find_bodies(text: str) -> Iterator[Body]:
    """The courts, ministries and offices of a text that have no name of their own.

    >>> [body[2:] for body in find_bodies("Interior Secretary Ada Roe has signed it.")]
    [('US Department of the Interior', 'government')]
    """
    for match in _JUDGE.finditer(text):
        yield match.start(), match.end(), f"{OWNERLESS}judge {match['who']}", "court"
    for match in _COURT.finditer(text):
        yield match.start(1), match.end(1), match[1], "court"
    for match in _SECRETARY.finditer(text):
        yield match.start(), match.end(), _department(match[1]), "government"
    for match in _PRESIDENT.finditer(text):
        yield match.start(), match.end(), "US government", "government"
    for form in (_MINISTRY, _OWNED_BODY):
        for match in form.finditer(text):
            yield match.start(1), match.end(1), f"{OWNERLESS}{match[1]}", _kind(match[1])


def _department(field: str) -> str:
    return "US Department of " + {"Interior": "the Interior", "Health": "Health and Human Services"}.get(field, field)


def _kind(words: str) -> str:
    last = words.rsplit(" ", maxsplit=1)[-1]
    kinds = {"court": "court", "police": "law-enforcement", "force": "law-enforcement", "parliament": "legislature"}
    kinds |= dict.fromkeys(("ministry", "department"), "government")
    return kinds.get(last, "regulator")

"""Whom a restriction affects: classes of people and bodies as words in a text."""

from __future__ import annotations

import re

_TABLE = (
    (
        "police",
        (
            r"police(?! (?:chief|officer who))|law[- ]enforcement|\bcops?\b|sheriffs?|officers? (?:to|from)"
            r"|immigration (?:agents|officers)|\bICE\b"
        ),
    ),
    ("schools", r"\bschools?\b|classrooms?|\bk-12\b|campus(?:es)?"),
    ("students", r"\bstudents?\b|pupils?"),
    (
        "military",
        (
            r"\bmilitary\b|sailors|airmen|troops|guardians|service members|armed forces|warfighters?|soldiers"
            r"|combatant commanders?"
        ),
    ),
    ("defense contractors", r"defen[sc]e (?:vendors?|contractors?|suppliers?)|military contractors?"),
    (
        "government agencies",
        r"(?:government|federal|state|city|public|municipal|county|local) (?:\w+ )?(?:agenc(?:y|ies)|departments?"
        r"|bodies|employees|workers|devices|systems|officials|phones|computers|contractors)"
        r"|government[- ](?:issued|owned|run)|state-(?:issued|owned) (?:devices|phones|computers)|civil servants"
        r"|public servants|(?<!enforcement )\bagencies\b|ministries|administration\b|public sector|(?:all "
        r"|its )?(?:federal|government) (?:use|users)|city (?:officials|use|government|staff)|city (?:departments"
        r"|agencies)|municipal\w*|officials' (?:devices|phones)"
        r"|(?:official|work) (?:devices|phones|computers)",
    ),
    (
        "private businesses",
        (
            r"private (?:compan\w+|business\w*|entit\w+|firms?|sector)|\bbusinesses\b|retailers?|\bshops\b|\bstores\b"
            r"|hotels|landlords|commercial (?:users|customers|entities)"
        ),
    ),
    (
        "Chinese companies",
        (
            r"chinese (?:compan\w+|firms?|buyers|customers|entit\w+|military|tech\w*)|(?:to|in|for|into|against"
            r"|on) china\b|china's access"
        ),
    ),
    ("AI developers", r"ai (?:developers?|labs?|vendors?|compan\w+|firms?|start-?ups?)|developers of"),
    ("employers", r"\bemployers?\b"),
    (
        "employees",
        (
            r"\b(?:its|their|our|own|all|company|bank) ?(?:\w+ )?(?:employees|staff|workers|workforce)\b|\b(?:employees"
            r"|staff(?:ers)?|workers)\b"
        ),
    ),
    (
        "minors",
        (
            r"\bminors\b|\bchildren\b|\bteen(?:ager)?s?\b|under[- ]?(?:18|16|13|age)\w*|young (?:users|people)"
            r"|younger than \d\d"
        ),
    ),
    ("lawyers", r"\blawyers\b|\battorneys\b|litigants|court filings"),
    ("judges", r"\bjudges?\b(?! (?:ruled|said|ordered|found|decided))|\bmagistrates\b"),
    ("artists", r"\bartists?\b|musicians|illustrators|\bperformers\b"),
    ("contributors", r"\bcontributors?\b"),
    ("reviewers", r"\breviewers?\b"),
    ("journalists", r"\bjournalists\b|\breporters\b|newsroom"),
    ("developers", r"\bdevelopers\b(?! must prove)"),
    ("authors", r"\bauthors\b|\bpapers?\b|co-author|\bwriters\b|submissions|manuscripts|peer review\w*"),
    ("insurers", r"\b(?:health )?insurers?\b|insurance companies"),
    ("political campaigns", r"political (?:campaigns?|ads?|advertis\w+|candidates)|election\w* ads?"),
    ("advertisers", r"\badvertisers\b"),
)
_FORMS = tuple((label, re.compile(rf"(?i)\b(?:{pattern})")) for label, pattern in _TABLE)


def find_audiences(text: str) -> tuple[str, ...]:
    """The classes a text names, in order of their place.

    >>> find_audiences("It bars police and public agencies from using it.")
    ('police', 'government agencies')
    """
    places = [(match.start(), label) for label, form in _FORMS if (match := form.search(text))]
    return tuple(label for _, label in sorted(places))

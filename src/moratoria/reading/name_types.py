"""The kind of a name that no table lists, where the article itself says what it is: `the broadcaster iHeartRadio`."""

from __future__ import annotations

import re

_WORDS = (
    (
        "company",
        (
            r"company|companies|firm|start-?ups?|maker|chip-?maker|carmaker|retailer|developer|vendor|giant|app|bank"
            r"|broadcaster|insurer|airline|supermarket|chain|operator|platform|lab|studio|manufacturer|provider"
            r"|service|site|website|store|marketplace|distributor|contractor|supplier|publisher|label"
        ),
    ),
    ("media", r"newspaper|magazine|journal|broadsheet|tabloid|outlet|newsroom|daily|weekly|news site|news agency"),
    (
        "nonprofit",
        (
            r"group|union|charity|foundation|association|festival|convention|conference|project|distribution|museum"
            r"|nonprofit|society|guild|federation|league|publication"
        ),
    ),
    ("regulator", r"regulator|watchdog|authority|commission|ombudsman|data[- ]protection \w+|privacy \w+"),
    ("university", r"university|college|business school|institute"),
    ("school", r"school|school district"),
    ("city", r"city|town|municipality|borough|village|suburb"),
)
_FORMS = tuple(
    (
        kind,
        re.compile(rf"(?:^|[^\w-])(?:{words}),? (?:called |named )?[“\"]?$"),
        re.compile(
            rf"(?:, | \()(?:the|an?|which is an?|its|whose"
            rf"|one of the) (?:[\w'’-]+ ){{0,6}}?(?:{words})\b(?! (?:of|said)\b)"
        ),
    )
    for kind, words in _WORDS
)
_REACH = 40


def told_kind(text: str, start: int, end: int) -> str | None:
    """What the words right before a name, or an apposition after it, say that it is.

    >>> told_kind("The broadcaster iHeartRadio promised it.", 16, 27)
    'company'
    """
    before = text[max(0, start - _REACH) : start]
    kind = next((kind for kind, form, _ in _FORMS if form.search(before)), None)
    return kind or next((kind for kind, _, form in _FORMS if form.match(text, end)), None)

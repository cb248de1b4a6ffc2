"""What a restriction covers: supply, development, research, use, export or procurement, as the sentence says."""

from __future__ import annotations

import re

_TABLE = (
    ("supply", r"s(?:ell|ells|elling|old|ale|ales)\b|suppl(?:y|ies|ied|ying)|offer(?:s|ed|ing)?\b"
     r"|licens(?:e|es|ed|ing)\b(?! plate)|provid\w+"),
    ("develop", r"develop(?:s|ed|ing|ment)?\b(?! of rules)"),
    ("research", r"research(?:es|ed|ing)?\b"),
    ("use", r"us(?:e|es|ed|ing|age)\b|deploy\w*|operat(?:e|es|ing|ion)\b"),
    ("export", r"export\w*|shipment\w*|ship(?:s|ped|ping)?\b"),
    ("procure", r"procur\w+|purchas\w+|buy(?:s|ing)?\b|acquir\w+"),
)  # fmt: skip
_FORMS = tuple((action, re.compile(rf"(?i)\b(?:{pattern})")) for action, pattern in _TABLE)


def find_actions(sentence: str, *, bars_use: bool) -> list[str]:
    """The actions a sentence names; where it names none, use for an authority's ban and nothing for a company's.

    >>> find_actions("It will no longer offer, develop or research the technology.", bars_use=False)
    ['supply', 'develop', 'research']
    """
    found = [action for action, form in _FORMS if form.search(sentence)]
    return found or (["use"] if bars_use else [])

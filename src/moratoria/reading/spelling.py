"""The spellings news text has for an authority besides its full name, where they follow from the name itself."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

TAILS = MappingProxyType({
    "City Council": ("city council", "Council", "council"),
    "Metro Council": ("metro council", "City Council", "city council", "Council", "council"),
    "Board of Supervisors": ("board of supervisors", "supervisors"),
    "Board of Commissioners": ("board of commissioners", "commissioners", "commission"),
    "Police Department": ("police department", "Police", "police"),
    "Sheriff's Office": ("sheriff's office", "sheriff"),
    "Sheriff's Department": ("sheriff's department",),
    "State Police": ("state police",),
    "Attorney General": ("attorney general", "Attorney General's Office", "attorney general's office"),
    "Governor": ("governor", "governor's office", "Gov"),
    "Supreme Court": ("supreme court", "high court"),
    "State Legislature": ("state legislature", "legislature", "Legislature"),
    "Legislature": ("legislature", "state legislature"),
    "General Assembly": ("general assembly", "legislature"),
    "Legislative Assembly": ("legislative assembly", "legislature"),
    "State Senate": ("state senate", "state Senate"),
    "House of Representatives": ("house of representatives", "House", "state House"),
    "State Assembly": ("state assembly", "state Assembly"),
    "Department of Education": ("department of education", "Education Department", "education department"),
})  # fmt: skip
"""How an official name ends, and the looser endings that mean the same; longer endings stand before their parts."""


def spellings(name: str) -> Iterator[str]:
    """The other spellings of a name that is a place and one of `TAILS`, and those with the place's possessive.

    >>> list(spellings("Ohio State Police"))
    ['Ohio state police', "Ohio's State Police", "Ohio's state police"]
    """
    for tail, others in TAILS.items():
        place = name.removesuffix(f" {tail}")
        if place not in {name, ""}:
            yield from (f"{place} {other}" for other in others)
            yield from (f"{place}'s {other}" for other in (tail, *others))
            return

"""Rows of a timeline in groups and lanes: companies first, then authorities by country and level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from moratoria.draw.rows import ENDED, Row, Stretch
from moratoria.facts.kinds import OrganizationKind

COMPANIES = "Companies"
OTHERS = "Other organizations"
NOBODY = "No actor stated"
_AUTHORITIES = frozenset(
    {
        OrganizationKind.REGULATOR,
        OrganizationKind.LEGISLATURE,
        OrganizationKind.COURT,
        OrganizationKind.LAW_ENFORCEMENT,
        OrganizationKind.GOVERNMENT,
        OrganizationKind.SCHOOL,
    }
)
_LEVELS = {
    "supranational": "",
    "national": ": national",
    "state": ": states and regions",
    "local": ": cities and counties",
}


@dataclass(frozen=True)
class Bar:
    """A piece of a row as it is drawn: [start, end) in one status; None is not known, or open."""

    start: date | None
    end: date | None
    status: str


@dataclass(frozen=True)
class Lane:
    """One line of a timeline: who, what, and its bars."""

    actor: str
    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Group:
    """Lanes under a heading."""

    title: str
    lanes: tuple[Lane, ...]


def bars_of(stretches: Sequence[Stretch], as_of: date) -> tuple[Bar, ...]:
    """The bars of a row as of a day.

    What had ended by that day is drawn ended from its start to its end; what ends later keeps its status until then.
    The time after an end is left empty; bars of one status that touch are one. Of what is only known to have ended
    the bar has an end and no start.

    >>> day = date(2020, 6, 10)
    >>> ends = date(2021, 5, 18)
    >>> course = (Stretch(day, ends, "in force"), Stretch(ends, None, "superseded"))
    >>> [bar.status for bar in bars_of(course, date(2020, 12, 31))], [bar.status for bar in bars_of(course, ends)]
    (['in force'], ['superseded'])
    """
    ended = next((part.life for part in stretches if part.life in ENDED and part.holds(as_of)), "")
    running = {"in force", "suspended"}
    bars: list[Bar] = []
    for part in stretches:
        status = ended if ended and part.life in running else part.status
        if bars and bars[-1].status == status and bars[-1].end == part.start and part.life not in ENDED:
            bars[-1] = Bar(bars[-1].start, part.end, status)
        elif part.life not in ENDED:
            bars.append(Bar(part.start, part.end, status))
    return tuple(bars) or tuple(Bar(None, part.start, part.status) for part in stretches[:1])


def build_groups(rows: Iterable[Row], as_of: date) -> tuple[Group, ...]:
    """The rows in groups, each ordered by actor, then by start, then by IRI; independent of the order of the rows."""
    groups: dict[tuple[int, str, int], tuple[str, list[Row]]] = {}
    for row in rows:
        key, title = _group(row)
        groups.setdefault(key, (title, []))[1].append(row)
    return tuple(
        Group(title, tuple(_lane(row, as_of) for row in sorted(found, key=_order)))
        for _, (title, found) in sorted(groups.items())
    )


def _group(row: Row) -> tuple[tuple[int, str, int], str]:
    if not row.actors:
        return (3, "", 0), NOBODY
    first = min(row.actors, key=lambda actor: actor.iri)
    if any(actor.kind == OrganizationKind.COMPANY for actor in row.actors):
        return (0, "", 0), COMPANIES
    if not first.country or (first.kind not in _AUTHORITIES and first.level != "supranational"):
        return (2, "", 0), OTHERS
    return (1, first.country, list(_LEVELS).index(first.level)), f"{first.country}{_LEVELS[first.level]}"


def _order(row: Row) -> tuple[str, date, str]:
    return _actor(row).casefold(), min((part.start for part in row.stretches if part.start), default=date.min), row.iri


def _actor(row: Row) -> str:
    return ", ".join(sorted(actor.name for actor in row.actors)) or "not stated"


def _lane(row: Row, as_of: date) -> Lane:
    return Lane(_actor(row), row.label, bars_of(row.stretches, as_of))

"""Pages of the explorer as text: values in, HTML out."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from moratoria.pages.escaping import visible_text, web_address
from moratoria.pages.render import status_look

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_DURATION = re.compile(r"P(\d+)([YMWD])")


@dataclass(frozen=True)
class Frame:
    """What every page shows around its content.

    `here` is the entry of the navigation; `query` ends a link so that it keeps both dates; `others` are the other
    parameters of the address; `island` gives the scripts and styles of an island by its name.
    """

    here: str
    path: str
    as_of: str
    as_known: str
    today: str
    query: str
    others: tuple[tuple[str, str], ...]
    snapshot: str
    version: str
    ontology: str
    island: Callable[[str], Mapping[str, tuple[str, ...]]]

    def link(self, path: str, **params: str) -> str:
        """An address of this site that keeps both dates."""
        given = dict(item.split("=", 1) for item in self.query[1:].split("&") if "=" in item)
        rest = urlencode({name: value for name, value in params.items() if value})
        query = "&".join(part for part in (*(f"{name}={value}" for name, value in given.items()), rest) if part)
        return f"{path}?{query}" if query else path

    def permalink(self) -> str:
        """This view with both dates in its address."""
        known = self.as_known or self.today
        return f"{self.path}?{urlencode([*self.others, ('asOf', self.as_of), ('asKnown', known)])}"


def render_explorer(template: str, frame: Frame, view: object) -> str:
    """A page from its template in `templates/explorer`."""
    return _environment().get_template(template).render(frame=frame, view=view)


def day_words(day: str) -> str:
    """An ISO day in words; an interval `earliest/latest` as such, or as the month or year it is; else as it is.

    >>> day_words("2020-06-11"), day_words("2020-06-01/2020-06-14"), day_words("")
    ('11 June 2020', 'between 1 June 2020 and 14 June 2020', '')
    >>> day_words("2020-02-01/2020-02-29"), day_words("2020-01-01/2020-12-31"), day_words("2024-01")
    ('February 2020', '2020', 'January 2024')
    """
    first, _, last = day.partition("/")
    if last:
        return _whole(first, last) or f"between {day_words(first)} and {day_words(last)}"
    if _MONTH.fullmatch(day):
        return f"{date.fromisoformat(f'{day}-01'):%B %Y}"
    try:
        given = date.fromisoformat(first)
    except ValueError:
        return day
    return f"{given.day} {given:%B %Y}"


def _whole(first: str, last: str) -> str:
    """The month or the year between two days; empty for any other interval."""
    try:
        since, until = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return ""
    if first[4:] == "-01-01" and last == f"{first[:4]}-12-31":
        return first[:4]
    month = first[:7] == last[:7] and since.day == 1 and until.day == monthrange(until.year, until.month)[1]
    return f"{since:%B %Y}" if month else ""


def duration_words(duration: str) -> str:
    """An ISO 8601 duration of one unit in words; anything else as it is.

    >>> duration_words("P1Y"), duration_words("P180D"), duration_words("P1Y6M")
    ('1 year', '180 days', 'P1Y6M')
    """
    given = _DURATION.fullmatch(duration)
    if given is None:
        return duration
    count, unit = given[1], {"Y": "year", "M": "month", "W": "week", "D": "day"}[given[2]]
    return f"{count} {unit}{'' if count == '1' else 's'}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("moratoria.pages", "templates/explorer"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, finalize=visible_text,
    )  # fmt: skip
    environment.filters |= {"web_address": web_address, "thousands": "{:,}".format, "day": day_words}
    environment.globals |= {"status_look": status_look}
    return environment

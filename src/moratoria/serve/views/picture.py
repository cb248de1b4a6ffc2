"""The timeline of a topic as a picture that leaves the site: with its title, dates, sources and licence on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from moratoria.pages.timeline import WIDE, Drawing, draw_timeline, years_of
from moratoria.serve.asked import Dates
from moratoria.serve.views.home import heading_of
from moratoria.serve.views.lanes import build_groups
from moratoria.serve.views.told import Told
from moratoria.serve.views.topic import Topic
from moratoria.store.base import Store

COLOURS = {
    "force": "#1d5c96", "await": "#9a5700", "notice": "#6a4796", "met": "#1f6b45", "failed": "#a8321e",
    "ended": "#646a72", "proposed": "#2f6670", "unknown": "#55595e", "suspended": "#1d5c96", "announced": "#1d5c96",
}  # fmt: skip
"""The colours of a picture on white, which has no style sheet: the light ones of the design."""


@dataclass(frozen=True)
class Picture:
    """A drawing and the lines around it."""

    title: str
    as_of: str
    as_known: str
    sources: str
    address: str
    drawing: Drawing
    colours: dict[str, str]


def build_picture(store: Store, topic: Topic, dates: Dates, today: date) -> Picture:
    """The picture of a topic on a day."""
    held = topic.restrictions()
    groups = build_groups(topic, held, str(dates.as_of), "")
    told = Told(store, (each.node for each in held))
    publishers = sorted({each.publisher for each in told.sources.values()}, key=str.casefold)
    chosen = {name: value or "any" for name, value in topic.chosen.items()}
    known = dates.as_known_text or str(today)
    query = dates.query(**chosen | {"asOf": str(dates.as_of), "asKnown": known})
    return Picture(
        f"Restrictions: {heading_of(topic)}", str(dates.as_of), known, _listed(publishers, 12), f"/{query}",
        draw_timeline(groups, years_of(groups, today), dates.as_of, WIDE), COLOURS,
    )  # fmt: skip


def _listed(names: list[str], most: int) -> str:
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")

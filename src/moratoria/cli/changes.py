"""Commands about change: between two days, ahead, overdue, and unconfirmed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from moratoria.cli.screen import print_table, write_output
from moratoria.cli.shared import AsKnownOption, AsOfOption, OutputOption, StoreOption
from moratoria.errors import InputError, UnknownName

if TYPE_CHECKING:
    from datetime import date

    from moratoria.pipeline.changes import Deadline, Flip
    from moratoria.pipeline.records import KnownDifference

_DIFF_WAYS = ("valid", "known")
_DIFF_FORMATS = ("table", "json")
_DEADLINE_FORMATS = ("table", "json", "ics", "atom")


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (diff, deadlines, whatif):
        app.command()(command)


def diff(
    first: Annotated[str, typer.Argument(help="The first day, YYYY-MM-DD.")],
    second: Annotated[str, typer.Argument(help="The second day, YYYY-MM-DD.")],
    by: Annotated[str, typer.Option("--by", help="valid: what changed in the world; known: in the record.")] = "valid",
    as_of: AsOfOption = None,
    as_known: AsKnownOption = None,
    format: Annotated[str, typer.Option(help="table or json.")] = "table",
    store: StoreOption = None,
) -> None:
    """What changed between two days: in the world, or - with --by known - in what was recorded about it."""
    from moratoria.pipeline.kg import open_graph

    _require(format, _DIFF_FORMATS)
    if by not in _DIFF_WAYS:
        raise UnknownName("way of telling", by, _DIFF_WAYS)
    if as_of and by == "valid":
        raise InputError("--as-of goes with --by known", remedy="the two days are the valid dates compared")
    with open_graph(store, as_known=as_known) as graph:
        if by == "known":
            _show_known(graph.diff_known(first, second, as_of=as_of), format)
        else:
            _show_valid(graph.diff(first, second), first, second, format)


def _show_valid(flips: list[Flip], first: str, second: str, format: str) -> None:
    from moratoria.pipeline.changes import flips_in_words

    sentence = flips_in_words(flips, first, second)
    if format == "json":
        write_output(_json({"sentence": sentence, "changes": [asdict(flip) for flip in flips]}), None)
        return
    print(sentence)
    _print_flips(flips)


def _show_known(found: KnownDifference, format: str) -> None:
    if format == "json":
        write_output(_json({"sentence": found.sentence(), **asdict(found)}), None)
        return
    print(found.sentence())
    rows = [(item.moment, item.what, item.publisher, item.title, item.reason) for item in found.records]
    if rows:
        print_table(("moment", "what", "publisher", "source", "why"), rows)
    _print_flips(found.flips)


def _print_flips(flips: Sequence[Flip]) -> None:
    from moratoria.terms import shorten

    if flips:
        rows = [(shorten(flip.thing), flip.label, flip.before, flip.after, flip.rule) for flip in flips]
        print_table(("thing", "in words", "before", "after", "rule"), rows)


def deadlines(
    days: Annotated[int, typer.Option("--days", min=0, max=36_525, help="How many days ahead.")] = 365,
    as_of: AsOfOption = None,
    as_known: AsKnownOption = None,
    stale: Annotated[bool, typer.Option("--stale", help="Instead: what nobody has confirmed for a year.")] = False,
    format: Annotated[str, typer.Option(help="table, json, ics or atom.")] = "table",
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """What is due in the next days, and what ended with no record of what followed."""
    from datetime import date

    from moratoria.pipeline.kg import open_graph
    from moratoria.pipeline.slices import parse_day

    _require(format, _DEADLINE_FORMATS)
    day = parse_day(as_of) if as_of else date.today()
    with open_graph(store, as_known=as_known) as graph:
        found = graph.deadlines(days, as_of=day, stale=stale)
    if format == "table":
        print_table(("day", "in days", "what", "of"), [(item.day, item.days, item.what, item.label) for item in found])
        return
    write_output(_rendered(found, day, format), output)


def whatif(
    level: Annotated[str, typer.Option("--level", help="supranational, national, state or local.")],
    jurisdiction: Annotated[str, typer.Option("--jurisdiction", help="Where, such as US or US-CO.")],
    subject: Annotated[str, typer.Option("--subject", help="The technology it is about.")],
    enact: Annotated[str, typer.Option("--enact", help="What to call the law.")] = "the law",
    on: Annotated[str | None, typer.Option("--on", help="The day it is enacted; today when left out.")] = None,
    format: Annotated[str, typer.Option(help="table or json.")] = "table",
    store: StoreOption = None,
) -> None:
    """Which conditions a law that is not there would meet, if it were enacted. Nothing is stored."""
    from datetime import date

    from moratoria.pipeline.kg import open_graph
    from moratoria.pipeline.slices import parse_day
    from moratoria.terms import shorten

    _require(format, _DIFF_FORMATS)
    day = parse_day(on) if on else date.today()
    with open_graph(store) as graph:
        found = graph.whatif(level=level, jurisdiction=jurisdiction, subject=subject, on=day)
    if format == "json":
        write_output(_json([asdict(item) for item in found]), None)
        return
    if not found:
        print(f"If {enact} were enacted on {day}, it would meet no condition that is awaited then.")
        return
    print(f"If {enact} were enacted on {day}, it could meet {len(found)} condition{'s' if len(found) > 1 else ''}:")
    rows = [(item.actor, item.label, item.requirement, item.qualities, shorten(item.restriction)) for item in found]
    print_table(("who", "restriction", "requires", "if it is", "thing"), rows)


def _rendered(found: list[Deadline], day: date, format: str) -> bytes | str:
    from datetime import date as a_day

    from moratoria.export.feeds import Entry, Feed, render_atom, render_icalendar

    if format == "json":
        return _json([asdict(item) for item in found])
    entries = [Entry(a_day.fromisoformat(item.day), item.thing, item.label, item.what) for item in found]
    if format == "ics":
        return render_icalendar(entries, day)
    return render_atom(entries, day, Feed(f"moratoria: deadlines as of {day}"))


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _require(format: str, known: tuple[str, ...]) -> None:
    if format not in known:
        raise UnknownName("format", format, known)

"""The command that reviews candidates: list the queue, decide about facts of it, or walk through it on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from moratoria.cli.screen import note, print_table, progress_bar, write_output
from moratoria.cli.shared import QuietOption, StoreOption
from moratoria.cli.visible import on_one_line, visible, visible_json
from moratoria.errors import FindingsError, InputError, StoreError, UnknownName

if TYPE_CHECKING:
    from moratoria.findings import Finding
    from moratoria.pipeline.candidates import Candidate, Sheet
    from moratoria.pipeline.desk import Desk
    from moratoria.pipeline.review import Outcome, Review

_FORMATS = ("table", "json")
_COLUMNS = ("source", "fact", "kind", "confidence", "in words", "proposal", "findings")
_NOBODY = "a decision needs the name of its reviewer"
REVIEWER_VARIABLE = "MORATORIA_REVIEWER"
_LIMIT = 20


def add_commands(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(review)


SourceArgument = Annotated[str | None, typer.Argument(help="Only this source of the queue.", show_default=False)]
AcceptOption = Annotated[
    list[str] | None, typer.Option("--accept", help="Accept this fact, as list/id or id; `all` of a SOURCE.")
]
RejectOption = Annotated[list[str] | None, typer.Option("--reject", help="Reject this fact; needs --reason.")]
EditOption = Annotated[str | None, typer.Option("--edit", help="Set fields of this fact anew, with --set.")]
SetOption = Annotated[
    list[str] | None, typer.Option("--set", help="field=value; `;` separates several, no value takes it out.")
]
AboveOption = Annotated[
    float | None, typer.Option("--accept-above", min=0, max=1, help="Accept what the reader is so sure of.")
]
AsNewOption = Annotated[bool, typer.Option("--as-new", help="Accept as new, whatever it is taken for.")]
UndoOption = Annotated[bool, typer.Option("--undo", help="Take back the last step, of SOURCE or of all.")]
ByOption = Annotated[
    str | None, typer.Option("--by", help="Who decides; else MORATORIA_REVIEWER, else the login name.")
]


def review(
    source: SourceArgument = None,
    accept: AcceptOption = None,
    reject: RejectOption = None,
    reason: Annotated[str, typer.Option("--reason", help="Why; kept with the decision.")] = "",
    edit: EditOption = None,
    settings: SetOption = None,
    accept_above: AboveOption = None,
    as_new: AsNewOption = False,
    undo: UndoOption = False,
    interactive: Annotated[bool, typer.Option("--interactive", "-i", help="Walk through the queue.")] = False,
    by: ByOption = None,
    everything: Annotated[bool, typer.Option("--all", help="List what was decided, too.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="List so many sources at most.")] = _LIMIT,
    format: Annotated[str, typer.Option(help="table or json.")] = "table",
    store: StoreOption = None,
    quiet: QuietOption = False,
) -> None:
    """Review candidates: list the queue, or accept, edit, reject and take back. What is accepted is in the graph."""
    from moratoria.pipeline.desk import Desk
    from moratoria.pipeline.review import Review

    if format not in _FORMATS:
        raise UnknownName("format", format, _FORMATS)
    _require_one(bool(accept or reject), edit is not None, accept_above is not None, undo, interactive)
    if settings and edit is None:
        raise InputError("--set goes with --edit", remedy="write --edit ID --set field=value")
    desk = Desk(_folder(store))
    if interactive:
        _walk(desk, _reviewer(by), source)
        return
    _make_good(desk, quiet)
    if not (accept or reject or edit or undo or accept_above is not None):
        _list(desk, source, limit, everything, format)
        return
    work = Review(desk, _reviewer(by))
    if undo:
        steps = iter([work.undo(source)])
    elif edit is not None:
        steps = iter([_edit(work, source, edit, settings or (), reason)])
    elif accept_above is not None:
        steps = _accept_sure(work, source, accept_above)
    else:
        steps = _decide(work, source, _split(accept), _split(reject), reason, as_new)
    _show(list(steps), format, quiet)


def _require_one(*given: bool) -> None:
    if sum(given) > 1:
        raise InputError(
            "--accept with --reject, --edit, --accept-above, --undo and --interactive exclude one another",
            remedy="give one of them",
        )


def _folder(store: str | None) -> Path:
    from moratoria import settings

    if store is not None and "://" in store:
        raise StoreError("candidates wait in a folder, not at an endpoint", where=store, remedy="name a store's folder")
    return settings.store_folder(Path(store) if store else None) or Path(settings.DEFAULT_STORE)


def _reviewer(by: str | None) -> str:
    import getpass

    name = by or os.environ.get(REVIEWER_VARIABLE)
    if name:
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:  # no login name in this environment
        raise InputError(_NOBODY, remedy=f"add --by NAME, or set {REVIEWER_VARIABLE}") from error


def _split(words: Sequence[str] | None) -> list[str]:
    return [part for word in words or () for part in word.split(",") if part]


def _make_good(desk: Desk, quiet: bool) -> None:
    """Finish what a stopped process began, and say what stands in the way."""
    from moratoria.pipeline.review import Review
    from moratoria.pipeline.versions import find_unsettled

    ledger, findings = desk.ledger()
    waiting = find_unsettled(desk, ledger)
    if waiting:
        findings = Review(desk, "the program").settle()
        note(f"{desk.folder}: an earlier review was stopped; {len(waiting)} sources brought up to date", quiet=quiet)
    _warn(findings)


def _warn(findings: Sequence[Finding]) -> None:
    from moratoria.validate.report import render_findings

    if findings:
        sys.stderr.write(render_findings(findings))


def _walk(desk: Desk, who: str, source: str | None) -> None:
    from moratoria.cli.review_screen import walk_through

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError("--interactive needs a terminal", remedy="use --accept, --reject and --edit instead")
    walk_through(desk, who, source)


def _decide(
    work: Review, source: str | None, accept: Sequence[str], reject: Sequence[str], reason: str, as_new: bool
) -> Iterator[Outcome]:
    """Rejections first: what is accepted then no longer refers to what was rejected."""
    from moratoria.pipeline.choice import find_facts

    ledger, _ = work.desk.ledger()
    rejected, accepted = (find_facts(work.desk, ledger, words, source) for words in (reject, accept))
    for name, facts in rejected.items():
        yield work.reject(name, facts, reason)
    for name, facts in accepted.items():
        yield work.accept(name, facts, refuse_proposal=as_new)


def _accept_sure(work: Review, source: str | None, above: float) -> Iterator[Outcome]:
    """All sure facts of a source in one step; where one of them is refused, each in a step of its own."""
    from moratoria.pipeline.choice import sure_facts

    ledger, _ = work.desk.ledger()
    for name, facts in sure_facts(work.desk, ledger, above, source).items():
        try:
            yield work.accept(name, facts)
        except FindingsError:
            yield from _accept_singly(work, name, facts)


def _accept_singly(work: Review, source: str, facts: Sequence[str]) -> Iterator[Outcome]:
    for fact in facts:
        try:
            yield work.accept(source, [fact])
        except FindingsError as error:
            _warn(error.findings)  # type: ignore[arg-type]
            note(f"{source}: {fact} was not accepted")
        except InputError:  # it came along with an earlier one
            continue


def _edit(work: Review, source: str | None, fact: str, words: Sequence[str], reason: str) -> Outcome:
    from moratoria.pipeline.choice import find_facts, parse_settings

    ledger, _ = work.desk.ledger()
    ((name, (key, *_)),) = find_facts(work.desk, ledger, [fact], source).items()
    return work.edit(name, key, parse_settings(key, words), reason=reason)


def _list(desk: Desk, source: str | None, limit: int, everything: bool, format: str) -> None:
    sheets, left = _sheets(desk, source, limit, everything)
    if format == "json":
        plain = [_plain_sheet(sheet) for sheet in sheets]
        write_output(visible_json({"sources": plain, "sources_not_listed": left}), None)
        return
    _warn([finding for sheet in sheets for finding in sheet.findings])
    rows = [_row(item) for sheet in sheets for item in sheet.candidates if source or not item.is_supporting]
    if rows:
        print_table(_COLUMNS, rows)
    count = sum(len(sheet.candidates) for sheet in sheets)
    for flip in (flip for sheet in sheets if source for flip in sheet.flips):
        print(visible(f"Accepting all of it: {flip.label}: {flip.before} -> {flip.after} ({flip.rule})"))
    more = f" {left} more sources are in the queue: name one, or raise --limit." if left else ""
    supporting = "" if source else "; name a source to see the things they are about"
    shown = f"{len(rows)} of {count} candidates of {len(sheets)} source{'' if len(sheets) == 1 else 's'} are shown"
    print(f"{shown}{supporting}.{more}")


def _sheets(desk: Desk, source: str | None, limit: int, everything: bool) -> tuple[list[Sheet], int]:
    from moratoria.pipeline.candidates import Inspection

    ledger, _ = desk.ledger()
    names = [source] if source else desk.queue.names()
    found: list[Sheet] = []
    with desk.store() as opened, progress_bar(quiet=False) as progress:
        inspection = Inspection(desk, opened, ledger)
        for number, name in enumerate(names, 1):
            sheet = inspection.sheet(name, everything=everything)
            if sheet.candidates or sheet.findings:
                found.append(sheet)
            progress("look through", number, len(names))
            if len(found) >= limit:
                return found, len(names) - number
    return found, 0


def _row(item: Candidate) -> tuple[str, ...]:
    sure = "" if item.confidence is None else f"{item.confidence:.2f}"
    stands = "" if item.status == "waiting" else f"{item.status}; "
    findings = "; ".join(f"{finding.severity} {finding.code}" for finding in item.findings)
    cells = (item.source, item.fact, item.kind, sure, item.label, stands + item.proposal.sentence(), findings)
    return tuple(map(on_one_line, cells))


def _plain_sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "source": sheet.source,
        "findings": [asdict(finding) for finding in sheet.findings],
        "flips": [asdict(flip) for flip in sheet.flips],
        "candidates": [
            {**asdict(item), "proposal": {**asdict(item.proposal), "sentence": item.proposal.sentence()}}
            for item in sheet.candidates
        ],
    }


def _show(outcomes: Sequence[Outcome], format: str, quiet: bool) -> None:
    if format == "json":
        write_output(visible_json([asdict(outcome) for outcome in outcomes]), None)
        return
    for outcome in outcomes:
        _warn(outcome.findings)
        for line in outcome.lines():
            note(visible(line), quiet=quiet)
    if not outcomes:
        note("nothing to decide", quiet=quiet)

"""Paths become a plan of what a load would write, checked with the shapes and rules that ship."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from pathlib import Path

from moratoria import settings
from moratoria.pipeline.check import Checker
from moratoria.pipeline.linking import prepare_links
from moratoria.pipeline.load import LoadPlan, Progress, check_sources
from moratoria.pipeline.reload import prepare_exports
from moratoria.pipeline.sources import EXPORT_SUFFIXES, expand_paths, is_links, prepare_files
from moratoria.store.base import Store
from moratoria.validate.qc import find_rule_breaches, read_rules
from moratoria.validate.shapes import read_shapes


def plan_load(
    store: Store, paths: Iterable[Path | str], moment: datetime, progress: Progress, *, again: bool = False
) -> LoadPlan:
    """What loading some paths into a store would do; with `again` stored sources are checked like fresh ones."""
    files = expand_paths(Path(path) for path in paths)
    prepared = prepare_links([path for path in files if is_links(path)], recorded=moment, today=date.today())
    for number, path in enumerate(files):
        if is_links(path):
            continue
        if path.suffix in EXPORT_SUFFIXES:
            prepared += prepare_exports(path)
        else:
            prepared += prepare_files([path], recorded=moment, today=date.today())
        progress("read", number + 1, len(files))
    return check_sources(prepared, store, shipped_checker(), again=again)


@cache
def shipped_checker() -> Checker:
    """The shapes and rules that ship, compiled once."""
    shapes = read_shapes(settings.shipped_folder("ontology") / "shapes")
    rules = read_rules(settings.shipped_folder("queries") / "qc")
    return Checker(shapes.find_shape_violations, lambda ask, about: find_rule_breaches(rules, ask, about))

"""The real files, where they are at hand: none is carried by the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from moratoria import Moratoria

FOLDER = os.environ.get("MORATORIA_REGISTERS", "")
DATES = {
    "agora": ("2025-05", "2025-06-01"), "aiid": ("2025-04", "2025-05-01"), "bills": (None, None),
    "gleif": (None, None), "laws": (None, None), "legislators": ("2026-05", "2026-05-20"),
    "sec": ("2023-02", "2026-11-23"),
}  # fmt: skip
COUNTS = {  # the first table of each: rows read, loaded, set aside
    "agora": (105, 98, 7), "aiid": (989, 988, 1), "bills": (3546, 3540, 6), "gleif": (9, 9, 0), "laws": (26, 26, 0),
    "legislators": (617, 604, 13), "sec": (11611, 11611, 0),
}  # fmt: skip

pytestmark = pytest.mark.skipif(not FOLDER, reason="MORATORIA_REGISTERS names no folder with the real files")


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_every_row_of_a_real_register_is_loaded_or_set_aside_and_twice_is_once(name):
    published, retrieved = DATES[name]
    with Moratoria.in_memory() as graph:
        first = graph.load_register(name, [Path(FOLDER)], published=published, retrieved=retrieved)
        again = graph.load_register(name, [Path(FOLDER)], published=published, retrieved=retrieved)
    assert (first.load.refused, again.load.unchanged) == ((), (name,))
    tables = first.tally.tables.values()
    assert [table.read - table.loaded - sum(table.set_aside.values()) for table in tables] == [0] * len(tables)
    main = next(iter(tables))
    assert (main.read, main.loaded, sum(main.set_aside.values())) == COUNTS[name]

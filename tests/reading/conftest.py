"""A lexicon of a few names, so that the reader's tests do not hang on the shipped gazetteer."""

from __future__ import annotations

import pytest

from moratoria.reading.gazetteer import COLUMNS, parse_gazetteer
from moratoria.reading.reader import Lexicon

ROWS = """Amazon,company,US,,amazon,
IBM,company,US,,ibm,
Microsoft,company,US,,microsoft,
Rekognition,product,,Amazon,,
San Francisco,city,us-ca-san-francisco,,,
Italy,country,IT,,,
Taiwan,country,TW,,,
Italian,demonym,IT,Italy,,
Federal Trade Commission,regulator,US,,,
United States,country,US,,,
"""


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon.of(parse_gazetteer({"small": ",".join(COLUMNS) + "\n" + ROWS}))

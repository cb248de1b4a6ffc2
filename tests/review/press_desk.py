"""The article of these tests and its candidates; every company and person in it is invented."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

WORLD = Path(__file__).parents[1] / "world"
SOURCE = "observer-2020-07-01-umbra"
PAUSE = "Umbra Vision will not sell facial recognition to police for one year, it said on Wednesday."
SPARED = "Hospitals may go on using it."
WORDS = "We want rules first"
KNOWN = "Halcyon Systems paused police use of Halcyon Sight on June 10 for one year."
TEXT = f"Umbra Vision follows Halcyon\n\n{PAUSE} {SPARED} “{WORDS}”, said Mara Quill, its president.\n\n{KNOWN}\n"

UMBRA = "restrictions/umbra-vision-facial-recognition-2020"
HALCYON = "restrictions/halcyon-systems-facial-recognition-2020"


def candidates(text: str = TEXT, **changed: Any) -> dict[str, Any]:
    """The candidates of the article as plain data; `changed` are fields of the source."""

    def fact(sentence: str, confidence: str | None = None, **fields: Any) -> dict[str, Any]:
        start = text.index(sentence)
        evidence = {"span": [str(start), str(start + len(sentence))], "quote": sentence}
        sure = {"confidence": confidence} if confidence else {}
        return {**fields, "evidence": [evidence], "rule": "will-not", **sure}

    umbra, halcyon = UMBRA.partition("/")[2], HALCYON.partition("/")[2]
    source = {
        "id": SOURCE, "kind": "news-article", "address": "https://observer.example/umbra",
        "title": "Umbra Vision follows Halcyon", "publisher": "The Observer", "published": "2020-07-01",
        "retrieved": "2026-01-05", "seen": "full", "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }  # fmt: skip
    return {
        "source": source | changed,
        "organizations": [
            fact(PAUSE, id="umbra-vision", kind="company", name="Umbra Vision", home="US"),
            fact(KNOWN, id="halcyon-systems", kind="unclassified", name="Halcyon Systems, Inc."),
        ],
        "people": [fact(WORDS, id="mara-quill", name="Mara Quill")],
        "posts": [fact(WORDS, id="umbra-president", title="president", organization="umbra-vision")],
        "memberships": [
            fact(WORDS, id="mara-quill-umbra", person="mara-quill", organization="umbra-vision", post="umbra-president")
        ],
        "restrictions": [
            fact(
                PAUSE, "0.92", id=umbra, kind="moratorium", label="Umbra Vision pauses facial recognition, for police",
                imposed_by=["umbra-vision"], actions=["supply"], technologies=["facial-recognition"],
                affects=["police"], announced="2020-07-01", duration="P1Y", lasting="until-time",
                wording="in-effect", conditions=["umbra-year"],
            ),
            fact(
                KNOWN, "0.71", id=halcyon, kind="moratorium", label="Halcyon pauses facial recognition, for police",
                imposed_by=["halcyon-systems"], technologies=["live-facial-recognition"], affects=["police"],
                announced="2020-06-10", duration="P1Y", wording="in-effect", conditions=["halcyon-year"],
            ),
        ],
        "conditions": [
            fact(PAUSE, "0.92", id="umbra-year", kind="date-reached", label="for one year", on="2021-07-01"),
            fact(KNOWN, "0.71", id="halcyon-year", kind="date-reached", label="for one year", on="2021-06-10"),
        ],
        "exemptions": [
            fact(SPARED, "0.66", id="umbra-spares", restriction=umbra, label="Hospitals are spared", actions=["use"])
        ],
        "statements": [
            fact(
                WORDS, id="mara-quill-says", gist="Rules come first", speaker="mara-quill",
                organization="umbra-vision", post="umbra-president", restrictions=[umbra],
            )
        ],
        "influences": [fact(PAUSE, "0.8", restriction=umbra, echoes=halcyon)],
    }  # fmt: skip

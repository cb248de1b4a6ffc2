"""Modality: a fact, a proposal, a call, a mere possibility or a denial."""

from __future__ import annotations

import pytest

from moratoria.reading.modality import judge


def modality(text: str, word: str, *, noun: bool = False) -> str:
    start = text.index(word)
    return judge(text, start, start + len(word), noun=noun).value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The city has banned the cameras.", "fact"),
        ("The council voted 5-2 to banned cameras an end.", "fact"),
        ("Campaigners want the cameras banned.", "called-for"),
        ("Unions urged the city to have them banned.", "called-for"),
        ("The cameras could be banned next year.", "hypothetical"),
        ("The mayor is weighing whether they are banned.", "hypothetical"),
        ("The cameras have not been banned.", "negated"),
        ("A bill that would see cameras banned was introduced.", "proposed"),
        ("The measure would make it the first city where they are banned, the vendor said.", "proposed"),
    ],
)
def test_the_words_before_a_trigger_tell_how_it_is_put(text, expected):
    assert modality(text, "banned") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Despite the existing ban, sales went on.", "fact"),
        ("There is no ban in the north.", "negated"),
        ("The court has issued no ban.", "negated"),
        ("A ban would hurt the industry, it said.", "hypothetical"),
        ("Critics called for a ban.", "called-for"),
    ],
)
def test_a_noun_may_be_background_absent_or_wished_for(text, expected):
    assert modality(text, "ban", noun=True) == expected


def test_a_vetoed_bill_bans_nothing():
    assert modality("The governor vetoed a bill that would have banned it.", "banned") == "negated"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The company denied that its processors can be banned from afar.", "negated"),
        ("Some users said they would have it banned.", "called-for"),
        ("The pope warned that such machines must be banned.", "called-for"),
    ],
)
def test_denials_and_wishes_reach_over_several_words(text, expected):
    assert modality(text, "banned") == expected


@pytest.mark.parametrize(
    "text",
    [
        "The senate cut a moratorium out of the budget bill.",
        "A moratorium was considered but not adopted.",
        "The directive contains no moratorium.",
    ],
)
def test_a_noun_struck_or_never_adopted_is_negated(text):
    assert modality(text, "moratorium", noun=True) == "negated"

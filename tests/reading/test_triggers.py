"""Triggers: which words announce a restriction, of which family, in which voice."""

from __future__ import annotations

import pytest

from moratoria.reading.triggers import find_triggers


def families(text: str) -> list[str]:
    return [trigger.family.value for trigger in find_triggers(text)]


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Acme has shown the chatbot the door and barred it from its offices.", "ban"),
        ("The town pumped the brakes on the cameras.", "clock"),
        ("Acme let its contract with the vendor lapse.", "cease"),
        ("Acme is keeping the model under wraps.", "withhold"),
        ("Songs made by machines are not allowed on the site.", "deny"),
        ("The bureau put limits on the use of face scans.", "limit"),
        ("Schools need the approval of the council to buy it.", "review"),
        ("The agency slapped Acme with a fine of 3 million euros.", "fine"),
        ("The court told Acme to delete the photographs.", "order"),
        ("The ministry added Acme to its entity list.", "export"),
        ("The board struck down the order.", "lift"),
        ("The service is available again after the ban was lifted.", "lift"),
    ],
)
def test_each_family_has_its_verbs_and_idioms(text, family):
    assert family in families(text)


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("Oslo banned the app.", "active"),
        ("The app was banned.", "passive"),
        ("The ban on the app holds.", "noun"),
        ("The app may not be used.", "passive"),
    ],
)
def test_the_voice_says_where_the_actor_stands(text, voice):
    assert [trigger.voice.value for trigger in find_triggers(text)] == [voice]


@pytest.mark.parametrize(
    "text",
    [
        "The case was dropped two weeks later.",
        "Anyone who breaks the rule faces a fine of up to 1,000 dollars.",
        "The deal needs the approval of the shareholders.",
        "The company denied that it had read the letters.",
    ],
)
def test_lawsuits_deals_and_threats_are_no_triggers(text):
    assert families(text) == []


def test_a_lifting_that_lies_ahead_is_none():
    assert "lift" not in families("The pause would have lapsed in June.")


def test_where_two_overlap_the_earlier_row_wins():
    assert [trigger.rule for trigger in find_triggers("Oslo lifted its ban on the app.")] == ["lift-restriction"]

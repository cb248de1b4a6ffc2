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


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("A judge demands a certificate that no part of a filing came from a chatbot.", "review"),
        ("The state demands that election ads carry a clear notice.", "review"),
        ("A truck without a driver must have a person on board.", "review"),
        ("Lawyers may use it, provided they verify every case.", "review"),
        ("The agency allows its offices only the subscription version.", "deny"),
        ("Agencies have not been allowed to buy such drones since December.", "deny"),
        ("The station vowed in November to play no such music.", "deny"),
        ("Papers may be drafted with it only if the court has agreed.", "deny"),
        ("Schools have made the site unreachable on their networks.", "deny"),
        ("The chips stay out of reach for foreign buyers.", "deny"),
        ("The app declines requests from minors.", "deny"),
        ("The firm put its tools to sleep.", "clock"),
        ("Acme grounded its fleet.", "clock"),
        ("Acme ripped out its cameras.", "cease"),
        ("Acme agreed in August to pay $1 million.", "fine"),
        ("Acme was fined 2.5 million euros.", "fine"),
        ("Japan choked off the supply of chips.", "export"),
        ("Ruritania let the chatbot come back.", "lift"),
    ],
)
def test_what_hinders_without_a_verb_of_stopping(text, family):
    assert family in families(text)


@pytest.mark.parametrize(
    "text",
    [
        "The country will not support a treaty on such machines.",
        "The buses caught cars driving past stop signs.",
        "It may be imported for a limited time.",
        "The drones help the police stop crime.",
        "They answer to a retired admiral at the end of the year.",
        "The text does not mention robots.",
        "That will not be accepted as an excuse.",
    ],
)
def test_the_same_words_about_other_matters_are_no_triggers(text):
    assert families(text) == []

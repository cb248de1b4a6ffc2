"""Technologies: which labels the words of a text earn."""

from __future__ import annotations

import pytest

from moratoria.reading.kinds import Circumstances, decide
from moratoria.reading.technologies import find_technologies
from moratoria.reading.trigger_table import Family


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("They will not weaponize their general-purpose robots.", "autonomous weapons"),
        ("Trucks without a driver may use the road.", "autonomous vehicles"),
        ("The robot taxis stay in the garage.", "autonomous vehicles"),
        ("The RTX Pro 6000D and the MI308 were made for China.", "AI chips"),
        ("The cameras record every license plate that passes.", "license plate readers"),
        ("Recognition cameras watch the gates.", "facial recognition"),
        ("The tool imitates an actor's voice.", "voice cloning"),
        ("It guesses the mood of shoppers.", "emotion recognition"),
        ("Departments may not fly unmanned aircraft.", "drones"),
        ("Posts may be used to train its models on users' photos.", "AI training"),
        ("Shopping agents are not welcome.", "AI agents"),
        ("The magazine takes no text drafted by a chatbot.", "generative AI"),
    ],
)
def test_a_technology_has_many_names(text, label):
    assert label in [found.label for found in find_technologies(text)]


@pytest.mark.parametrize(
    ("family", "words", "rest", "kind"),
    [
        (Family.DENY, "Chinese firms cannot buy", " American chips without a licence.", "export-control"),
        (Family.REVIEW, "Chipmakers need permission", " before they ship processors abroad.", "export-control"),
        (Family.REVIEW, "A laboratory must confirm", " what the chips can do before shipment.", "review-requirement"),
        (Family.BAN, "China's regulator told firms to stop", " buying Nvidia's chips.", "ban"),
    ],
)
def test_a_government_that_keeps_chips_from_others_controls_exports(family, words, rest, kind):
    assert decide(family, words, words + rest, Circumstances(authority=True)) == kind

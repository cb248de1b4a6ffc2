"""How much each sign of a candidate weighs; written by `python -m tests.reading.fit`, not by hand."""

from __future__ import annotations

BASE = -2.55
"""The log-odds of a candidate without any sign."""

WEIGHTS: dict[str, float] = {
    "actor-after/active": -0.38, "actor-after/noun": -0.04, "actor-after/passive": 0.07, "actor-after=0": -0.07,
    "actor-after=1": -0.04, "actor-after=2": -0.02, "actor-after=3": -0.22, "actor-before/active": 0.3,
    "actor-before/noun": 0.04, "actor-before/passive": -0.02, "actor-before=0": 0.02, "actor-before=1": 0.07,
    "actor-before=2": 0.13, "actor-before=3": 0.11, "actor-elsewhere": 0.03, "adjacent": 0.1, "adjacent/active": 0.17,
    "announce-after": 0.13, "announce-before": 0.08, "app/active": -0.19, "behind-preposition": -0.2,
    "bill-after": -0.14, "bill-before": 0.11, "call-after": 0.04, "call-before": -0.15, "consider-before": 0.03,
    "could-after": -0.02, "could-before": -0.24, "deny-before": -0.12, "doubtful": -0.3, "doubtful-leader": -0.12,
    "enact-after": 0.13, "enact-before": -0.03, "exact-technology": 0.11, "family=ban": 0.06, "family=clock": 0.03,
    "family=deny": 0.11, "family=export": 0.05, "family=fine": -0.12, "family=lift": 0.03, "family=limit": 0.04,
    "family=order": -0.11, "family=review": -0.1, "far-technology": -0.04, "form=ing": -0.14,
    "general-technology": -0.11, "if-after": 0.07, "if-before": -0.13, "in-title": -0.16, "kind=company": 0.13,
    "kind=company/passive": 0.12, "kind=court": -0.31, "kind=court/active": -0.18, "kind=court/noun": -0.03,
    "kind=court/passive": -0.1, "kind=demonym": -0.15, "kind=demonym/active": -0.08, "kind=government": 0.29,
    "kind=government/active": 0.12, "kind=international": -0.22, "kind=international/active": -0.04,
    "kind=law-enforcement": -0.14, "kind=law-enforcement/active": -0.03, "kind=legislature": 0.25,
    "kind=legislature/active": 0.11, "kind=media": 0.03, "kind=media/active": 0.04, "kind=nonprofit/active": -0.02,
    "kind=nonprofit/passive": 0.05, "kind=place": 0.1, "kind=place/active": 0.12, "kind=place/noun": 0.1,
    "kind=place/passive": -0.13, "kind=regulator": -0.2, "kind=regulator/active": -0.08, "kind=regulator/noun": -0.03,
    "kind=regulator/passive": -0.08, "kind=university": 0.12, "kind=university/active": 0.11, "kind=unknown": -0.15,
    "kind=unknown/active": -0.2, "kind=unknown/noun": -0.04, "kind=unknown/passive": 0.1, "leads": 0.14,
    "listed": 0.43, "main-exact": 0.21, "main-general": -0.21, "modality=called-for": -0.14, "modality=fact": 0.3,
    "modality=hypothetical": 0.03, "modality=negated": -0.21, "modality=proposed": 0.02, "near-technology": 0.04,
    "now-before": 0.16, "past-before": 0.13, "place=early": 0.12, "place=first": -0.13, "place=late": 0.16,
    "plain": 0.3, "plain-elsewhere-far": -0.1, "plain-elsewhere-near": 0.12, "plain-leader-only": -0.07,
    "plain-rule-leader": 0.03, "plain-rule-strong-near": 0.17, "plain-rule-weak-far": -0.05,
    "plain-rule-weak-near": 0.29, "policy-after": -0.04, "policy-before": 0.07, "possessive": -0.02,
    "predict-before": 0.11, "previous=a": -0.22, "previous=and": -0.18, "previous=be": -0.19, "previous=had": 0.04,
    "previous=has": -0.02, "previous=have": 0.07, "previous=other": 0.19, "previous=start": 0.04,
    "previous=that": 0.09, "previous=the": 0.03, "previous=to": -0.13, "previous=would": 0.06, "private/ban": 0.14,
    "private/cease": 0.07, "private/deny": 0.31, "private/fine": -0.23, "private/limit": 0.11, "private/order": -0.12,
    "private/review": -0.2, "private/withhold": 0.06, "public/ban": -0.08, "public/cease": -0.07,
    "public/clock": 0.04, "public/deny": -0.2, "public/export": 0.14, "public/fine": 0.11, "public/lift": -0.03,
    "public/limit": -0.08, "public/review": 0.1, "public/withhold": -0.04, "quoted": 0.07, "rule=bring-bar": 0.2,
    "rule=end-deed": 0.03, "rule=fine-noun": -0.1, "rule=limit": -0.05, "rule=modal-not": -0.18,
    "rule=must-be-checked": 0.04, "rule=must-disclose": -0.06, "rule=not-allowed": 0.2, "rule=order-noun": -0.18,
    "rule=ordered-to": 0.06, "rule=ordered-to-stop": -0.23, "rule=particle-apart": 0.03, "rule=pause": 0.02,
    "rule=turned-away": 0.1, "rule=unbanned": -0.13, "rule=will-not": -0.02, "should-before": -0.07, "strong": -0.02,
    "title-doubts": -0.47, "title-family=ban": 0.35, "title-family=cease": 0.12, "title-family=clock": 0.39,
    "title-family=deny": -0.24, "title-family=export": -0.17, "title-family=fine": -0.19, "title-family=lift": 0.17,
    "title-family=limit": -0.07, "title-family=withhold": -0.23, "title-without-trigger": -0.14, "trails": -0.14,
    "unlisted": -0.44, "voice=active/ban": 0.06, "voice=active/cease": -0.08, "voice=active/deny": 0.16,
    "voice=active/fine": -0.07, "voice=active/lift": -0.03, "voice=active/order": 0.02, "voice=active/review": -0.12,
    "voice=noun/clock": 0.1, "voice=noun/order": -0.13, "voice=passive/cease": 0.08, "voice=passive/deny": -0.05,
    "voice=passive/fine": -0.04, "voice=passive/limit": 0.03, "want-after": 0.19, "want-before": -0.19,
    "way=first": 0.46, "way=first/active": 0.29, "way=first/passive": 0.17, "way=here": 0.05,
    "way=here/passive": 0.05, "way=main": 0.06, "way=main/active": -0.02, "way=main/noun": -0.02,
    "way=main/passive": 0.09, "way=rule": 0.3, "way=rule/active": 0.05, "way=rule/noun": 0.1,
    "way=rule/passive": 0.15, "way=title": 0.22, "way=title/active": 0.16, "way=title/noun": -0.08,
    "way=title/passive": 0.13, "weak": 0.02, "would-after": -0.07, "would-before": -0.09,
}  # fmt: skip

KNOTS: tuple[tuple[float, float], ...] = ((0.408, 0.52), (0.525, 0.56), (0.657, 0.64), (0.805, 0.677),)  # fmt: skip
"""What the weights say, and the share that was right among articles they were not fitted to."""

"""A small language test: which language's commonest words a text uses most."""

from __future__ import annotations

import re

_COMMON = {
    "en": "the of and to in is that for it was on are with as by be this have from at not will has its said an",
    "Spanish": "el la los las de que y en un una por con para su se del al es como más lo pero sobre este",
    "French": "le la les des de et en un une du que est pour dans qui sur par au aux pas plus avec ce cette",
    "German": "der die das und in den von zu mit ist auf für nicht ein eine des dem sich auch als es an werden",
    "Italian": "il lo la gli di che e un una per con non del della dei nel sono più alla come anche questo",
    "Portuguese": "o a os as de que e em um uma para com não do da dos das no na por mais como ao sua",
    "Dutch": "de het een en van in is dat op te voor met zijn niet aan er om ook als dan maar bij wordt",
    "Polish": "i w na z że do się nie jest o to dla jak od po przez przy oraz który są",
    "Swedish": "och i att det som en på är av för med den till inte om ett har de var vid",
    "Turkish": "ve bir bu da de için ile olarak daha çok olan gibi en sonra kadar ancak",
    "Indonesian": "yang dan di untuk dengan dari pada ini itu tidak akan dalam oleh juga",
}
_SETS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 600
_ENOUGH_WORDS = 12
_ENOUGH_COMMON = 4
"""So many different common words make a language; one letter said again and again is none."""
_LATIN_END = 0x250


def guess_language(text: str) -> str:
    """`en`, the English name of another language, or `another script`; short texts count as English.

    >>> guess_language("El gobierno de España prohíbe el uso de la cámara por la policía en las calles de Madrid")
    'Spanish'
    """
    words = [word.lower() for word in _WORD.findall(text[:20_000])[:_SAMPLE]]
    if len(words) < _ENOUGH_WORDS:
        return _script(words)
    share = {language: sum(word in common for word in words) for language, common in _SETS.items()}
    best = max(share, key=lambda language: (share[language], language == "en"))
    different = len(_SETS[best].intersection(words))
    if share[best] <= share["en"] * 1.3 or share[best] < len(words) * 0.12 or different < _ENOUGH_COMMON:
        return _script(words)
    return best


def _script(words: list[str]) -> str:
    letters = "".join(words)
    foreign = sum(ord(letter) >= _LATIN_END for letter in letters)
    return "another script" if letters and foreign > len(letters) / 2 else "en"

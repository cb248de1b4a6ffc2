"""Names of organizations brought to a common form, so that spellings of one name compare as equal. Pure."""

from __future__ import annotations

import re
import unicodedata

_LEGAL_FORMS = {
    "inc", "incorporated", "corp", "corporation", "co", "company", "companies", "llc", "lp", "llp", "ltd",
    "limited", "plc", "gmbh", "mbh", "ag", "se", "sa", "sas", "sarl", "sau", "spa", "srl", "sl", "bv", "nv", "cv",
    "vof", "ab", "asa", "as", "aps", "oy", "oyj", "kk", "kabushiki", "kaisha", "yk", "pty", "pte", "pvt", "private",
    "pjsc", "ojsc", "oao", "zao", "ooo", "kg", "kgaa", "ohg", "ev", "eg", "sro", "doo", "kft", "zrt", "nyrt", "bhd",
    "sdn", "tbk", "pt", "jsc", "holding", "holdings", "group", "com"
}  # fmt: skip
_SHORT = {
    "pd": "police department", "dept": "department", "dep": "department", "univ": "university", "intl": "international",
    "govt": "government", "natl": "national", "st": "saint", "assn": "association", "tech": "technology",
    "technologies": "technology", "mfg": "manufacturing", "us": "united states", "usa": "united states",
    "uk": "united kingdom", "eu": "european union", "nyc": "new york city", "centre": "center",
}  # fmt: skip
_IGNORED = {
    "the", "of", "and", "for", "a", "an", "in", "de", "la", "le", "les", "du", "des", "der", "die", "das", "del",
    "di"
}  # fmt: skip
_LETTERS = str.maketrans(
    {
        "ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
        "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
        "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
        "я": "ya",
    }
)  # fmt: skip
_NOBODY = re.compile(
    r"^(un(known|named|identified|specified)|anonymous|various|none)\b|^some-|\bunknown\b", re.IGNORECASE
)


def normalized(name: str) -> str:
    """The name without case, accents, punctuation and legal form, its abbreviations written out.

    >>> normalized("MICROSOFT CORP"), normalized("Microsoft, Inc.")
    ('microsoft', 'microsoft')
    >>> normalized("new-york-pd"), normalized("Société Générale S.A."), normalized("Яндекс")
    ('new york police department', 'societe generale', 'yandeks')
    """
    words = [part for word in _plain_words(name) for part in _SHORT.get(word, word).split()]
    words = words[1:] if len(words) > 1 and words[0] == "the" else words
    while len(words) > 1 and (words[-1] in _LEGAL_FORMS or words[-1] == "and"):
        words.pop()
    return " ".join(words)


def _plain_words(name: str) -> list[str]:
    text = re.sub(r"\s*/[A-Z]{2,3}/?$", "", name)  # a state of incorporation, as the SEC writes it: X CORP /DE/
    text = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS)).replace("&", " and ")
    text = "".join(char for char in text if not unicodedata.combining(char)).translate(_LETTERS)
    text = re.sub(r"(?<=\b\w)\.(?=\w\b)\.?", "", text)
    return re.findall(r"\w+", re.sub(r"['’`]", "", text))


def acronyms(name: str) -> frozenset[str]:
    """The initials that a name of several words is known by; a police force leaves the word city out.

    >>> sorted(acronyms("New York City Police Department"))
    ['nycpd', 'nypd']
    """
    words = [word for word in normalized(name).split() if word not in _IGNORED]
    if len(words) < 2:
        return frozenset()
    forms = [words]
    if words[-2:] == ["police", "department"] and "city" in words:
        forms.append([word for word in words if word != "city"])
    return frozenset("".join(word[0] for word in form) for form in forms)


def is_acronym(name: str) -> bool:
    """True for a single short word that may stand for the initials of several.

    >>> is_acronym("NYPD"), is_acronym("nypd"), is_acronym("Microsoft")
    (True, True, False)
    """
    return re.fullmatch(r"[A-Za-z]{2,6}", name.replace(".", "")) is not None


def is_nobody(name: str) -> bool:
    """True for the made-up names that registers give to somebody who is not known.

    >>> is_nobody("unknown-deepfake-creators"), is_nobody("some-users"), is_nobody("ibm")
    (True, True, False)
    """
    return _NOBODY.search(name) is not None


def tokens(name: str) -> frozenset[str]:
    """The words of the normalized name that tell it apart."""
    return frozenset(normalized(name).split()) - _IGNORED

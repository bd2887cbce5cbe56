"""Which language a text is in, so that other languages are left out of the English coding visibly."""

from __future__ import annotations

import re
from functools import cache

#: The languages told apart (ISO 639-1). The model knows more, but rare ones (Pidgin, Malagasy, Latin, the second
#: written Norwegian) took in English full of names: three of 959 English documents with all, none with these.
LANGUAGES = (
    "am ar az be bg bn cs da de el en es et fa fi fr he hi hr hu hy id it ja ka kk ko ku ky lt lv mk ms nl no pl ps pt "
    "ro ru sk sl sq sr sv ta th tr uk ur uz vi zh"
).split()

#: Under this many letters the detector is wrong more than one time in fifty.
SHORTEST = 40

_ENGLISH = frozenset(
    "the of and to in a is that for on with by from at as it was were are be has have had this its not an".split()
)


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the language most of `text` is in, or `und` where it is too short to tell.

    You would want it before coding, which reads English only. It looks at the first 5,000 characters and says one
    language for all of them: a bilingual statement gets the one that there is more of. The same text always gives the
    same answer.

    >>> detect_language("The units of the opposing side opened fire on our positions near Hallin last night.")
    'en'
    >>> detect_language("OK.")
    'und'
    """
    # Addresses, hashtags and mentions are English in form whatever the language around them.
    words = text[:5000]
    if "http" in words or "#" in words or "@" in words:
        words = re.sub(r"https?://\S+|[#@]\w+", " ", words)
    if sum(map(str.isalpha, words[: 4 * SHORTEST])) < SHORTEST and sum(map(str.isalpha, words)) < SHORTEST:
        return "und"
    if _is_plainly_english(words):
        return "en"
    return _identifier().classify(words)[0]


def _is_plainly_english(words: str) -> bool:
    """Whether at least one word in five is among the commonest of English, as no other language's text has it."""
    tokens = re.findall(r"[^\W\d_]+", words.lower())
    return len(tokens) >= 10 and sum(map(_ENGLISH.__contains__, tokens)) >= 0.2 * len(tokens)


@cache
def _identifier():
    # 0.9 s, so only where it is needed; an instance of our own, since the library's is shared by all its users.
    import py3langid.langid as langid

    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))
    return identifier

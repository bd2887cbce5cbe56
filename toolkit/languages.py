"""Which language a text is in, so that other languages are left out of the English coding visibly."""

from __future__ import annotations

import re
from functools import cache
from threading import Lock, Thread

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
    return language_at_sight(text) or language_by_model(text)


def language_at_sight(text: str) -> str | None:
    """What `detect_language` gives where no model has to be asked: of English with English words in it, and of what is too short; else None."""
    words = _looked_at(text)
    if sum(map(str.isalpha, words[: 4 * SHORTEST])) < SHORTEST and sum(map(str.isalpha, words)) < SHORTEST:
        return "und"
    return "en" if _is_plainly_english(words) else None


def language_by_model(text: str) -> str:
    """What `detect_language` gives of a text that does not show its language at sight."""
    return _identifier().classify(_looked_at(text))[0]


def load_model() -> None:
    """Load the model, beside what else is done, for whoever asks it soon."""
    Thread(target=_identifier, daemon=True).start()


def drop_model() -> None:
    """Let the model go, which takes 84 MB."""
    with _ONE_LOADS:
        _model.cache_clear()


def _looked_at(text: str) -> str:
    # Addresses, hashtags and mentions are English in form whatever the language around them.
    words = text[:5000]
    return re.sub(r"https?://\S+|[#@]\w+", " ", words) if "http" in words or "#" in words or "@" in words else words


def _is_plainly_english(words: str) -> bool:
    """Whether at least one word in five is among the commonest of English, as no other language's text has it."""
    tokens = re.findall(r"[^\W\d_]+", words.lower())
    return len(tokens) >= 10 and sum(map(_ENGLISH.__contains__, tokens)) >= 0.2 * len(tokens)


_ONE_LOADS = Lock()


def _identifier():
    with _ONE_LOADS:
        return _model()


@cache
def _model():
    # Half a second, so only where it is needed; an instance of our own, since the library's is shared by all its users.
    import py3langid.langid as langid

    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))
    return identifier

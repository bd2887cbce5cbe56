"""What a statement's own words say about its issuer, its publisher and its date, and who issued it by all that is known."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from toolkit.actors import same_state, state_of
from toolkit.reading.dates import WRITTEN, WRITTEN_WITHOUT_YEAR, read_date
from toolkit.reading.metadata import resolve

#: Who issued it stands in the opening of a statement; further down other bodies are quoted.
_OPENING = 1500

_NAME = r"[A-Z][\w\-]+(?:[’'][A-Z][\w\-]+)?"
_STATE = (
    r"(?:the )?(?:(?:Islamic |People[’']s )?(?:Republic|State|Kingdom|Federation|Union) of )?(?:the )?"
    rf"{_NAME}(?: (?!Ministry|Spokes|Press|Colonel|General){_NAME}){{0,2}}"
)
_AFFAIRS = r"(?:Foreign|Internal|External|European)(?: and [A-Z]\w+)? (?:Affairs|Relations)"
_FIELD = (
    rf"(?:National )?(?:Defen[cs]e|(?:the )?Interior|{_AFFAIRS}|Emergency Situations|State Security|Information"
    r"|Justice)"
)
_ORGAN = (
    rf"(?:Ministry of {_FIELD}|(?:Foreign|Defen[cs]e|Interior) Ministry|General Staff|Security Council"
    r"|State Security Service|Border (?:Guard|Service)|Foreign Office|State Department)"
)
_SHORT = r"(?:MFA|MoFA|MOFA|MoD|MOD)"
_HEAD = r"(?:President|Government|Prime Minister)"
_BODY = (
    rf"(?:{_ORGAN}(?: of (?:the Armed Forces of )?{_STATE})?"
    rf"|{_NAME}(?: {_NAME})?[’']s? (?:{_ORGAN}|{_SHORT})"
    rf"|{_NAME} (?:{_ORGAN}|{_SHORT})"
    rf"|{_SHORT} of {_STATE}"
    rf"|(?:Government|Presidency|(?:Office|Administration|Press Service) of the {_HEAD}|Embassy) of {_STATE})"
)
#: How a site calls itself: “MFA Ossaria”, “Ministry of Defence - Ossaria”.
_SITE_BODY = re.compile(
    rf"(?:the )?(?:{_BODY}|(?:{_ORGAN}|{_SHORT})(?: of)?[ ,:|–—-]+{_STATE}|{_STATE}[ ,:|–—-]+(?:{_ORGAN}|{_SHORT}))"
)
_REPORTING = tuple(
    "said says reported reports stated states announced announces noted notes informed informs declared declares told claimed claims "
    "emphasised emphasized stressed added issued published released warned warns denied denies rejected rejects condemned condemns accused accuses "
    "expressed expresses protested protests demanded demands urged urges confirmed confirms".split()
)
_REPORTS = f"(?:{'|'.join(_REPORTING)})"
_OUTPUT = (
    r"(?:statement|message|communiqu[ée]|press release|release|report|comment|commentary|note|notice|briefing|bulletin"
    r"|summary)"
)
#: Who of a body speaks: “by the spokesperson of the Ministry of …”, “of the press service of …”.
_ITS = r"(?:(?i:(?:the )?(?:official |acting )?(?:spokes(?:man|woman|person)|press (?:service|office|secretary|centre|center)|information department) (?:of|for|at) ))?"
_OFFICE = r"(?:(?:[’']s)? (?:press (?:service|office|centre|center)|spokes(?:man|woman|person)(?: [A-Z][\w\-]+){0,3}))?"
_THE_BODY = rf"(?:the )?(?P<body>{_BODY})"
#: Commissions and missions are quoted in passing far more often than ministries, so only a statement of theirs counts.
_COMMISSION = rf"(?:{_NAME} ){{1,2}}(?:Commission|Mission|Council|Committee)"
_ANY_BODY = rf"(?:the )?(?P<body>{_BODY}|{_COMMISSION})"
_CITING = r"(?:citing|quoting|with reference to|referring to)"

#: Ways to say whose statement it is; `body` is the issuer. Of the frames the one that stands first in the opening
#: decides, but “reads a message from” goes before all, because it says so outright.
_OUTRIGHT = re.compile(rf"\breads (?:a|the) {_OUTPUT} (?:issued |released )?(?:from|of|by) {_ANY_BODY}")
_CITED = re.compile(
    rf"\b(?i:according to|{_CITING}|{_REPORTS} by) (?:(?:a|the) [\w \-]{{1,40}}? (?:of|by|from) )?{_THE_BODY}"
)
#: One of these stands in whatever names a body: without it there is nothing to look for.
_BODY_WORDS = re.compile(
    "Ministry|Staff|Council|Service|Guard|Office|Department|M[oO]?FA|M[oO]D|Government|Presiden|Administration|Embassy|Commission|Mission|Committee"
)
#: One of these stands in whatever `_CITING` finds; what else `_CITED` begins with, `_may_cite` looks for.
_CITING_WORDS = ("citing", "quoting", "reference to", "referring to")
_FRAMES = (
    re.compile(
        rf"\b(?i:{_OUTPUT})s? (?:issued |released |published |made |put out )?(?:by|from|of) "
        rf"{_ITS}{_ANY_BODY}"
    ),
    re.compile(rf"(?P<body>{_BODY}){_OFFICE}(?:,[^,.\n]{{1,60}},)? (?:has |have |had |also |once again |again |\w+ly )?{_REPORTS}\b"),
    _CITED,
    re.compile(rf"\b{_REPORTS} (?:in {_NAME} )?{_THE_BODY}"),
    re.compile(rf"(?P<body>{_COMMISSION}) {_REPORTS} in (?:a|its) {_OUTPUT}\b"),
)
_LETTERHEAD = re.compile(
    rf"(?i:(?:press |joint |official )?(?:{_OUTPUT}|remarks|answer|reply) (?:by|of|from) )?{_ITS}(?i:the )?(?P<body>{_BODY}|{_COMMISSION})"
    rf"(?: (?:on|regarding|about|concerning|in connection with|in response to) .+)?"
)
_POSSESSIVE = re.compile(rf"(?P<state>{_NAME}(?: {_NAME})?)[’']s? (?P<organ>Ministry of .+)")

_AGENCY = r"[A-Z][\w.&\-]*(?: [A-Z][\w.&\-]*){0,4}"
_CARRIER = re.compile(rf"(?P<name>{_AGENCY}) (?:reports|reported|informs|writes|has learned),? {_CITING}\b")
_IN_BRACKETS = r"[(/](?P<{}>[A-Z][\w .&\-]{{1,40}})[)/]"
#: “QUELLPORT, 4 March 2023 (QPA) --” and the like: place, date, agency, in the orders that agencies use.
_DATELINE = re.compile(
    rf"[A-Z][\w’'\-]+(?: [A-Z][\w’'\-]+){{0,3}}(?:, [A-Z]\w+)?\s*(?:{_IN_BRACKETS.format('before')})?,?\s*"
    rf"(?P<date>{WRITTEN}|{WRITTEN_WITHOUT_YEAR})[,.]?\s*(?:{_IN_BRACKETS.format('after')})?[.,]?\s*(?:--|[—–\-:.]|$)"
)
_DATED_LINE = re.compile(
    r"(?:(?:date|published|issued|released|posted)(?: on)?:?\s+)?(?P<date>[\w ,.:/+|\-]{4,60})", re.IGNORECASE
)
_SITE = re.compile(r"[A-Z][\w\-]*\.[A-Za-z]{2,6}")
_OUTLET = re.compile(
    rf"(?:{_NAME} ){{1,3}}"
    r"(?:News|Agency|Telegraph|Wire|Times|Press|Tribune|Post|Herald|Gazette|Courier|Chronicle|Radio)"
)


def is_body(name: str) -> bool:
    """Whether a name is that of a public body that issues statements, such as a ministry.

    >>> is_body("Ministry of Defence of Velmar"), is_body("MFA Velmar"), is_body("Jana Hill")
    (True, True, False)
    """
    return _SITE_BODY.fullmatch(name.strip()) is not None


#: What a statement's own words may say of it.
SAID = ("issuer", "publisher", "date")


def fields_in(text: str, wanted: Collection[str] = SAID) -> dict[str, str]:
    """Issuer, publisher and date as the statement's own words give them; a field that they do not give, or that is not wanted, is left out.

    The issuer is written as found, but for “X's Ministry of Defence”, which becomes “Ministry of Defence of X”.
    Nothing is looked up: a body that no phrase of reporting, heading or signature names is not the issuer.

    >>> words = "QUELLPORT, 4 March 2023 (QPA) -- Two posts were shelled, Velmar's Ministry of Defence said."
    >>> fields_in(words)
    {'issuer': 'Ministry of Defence of Velmar', 'publisher': 'QPA', 'date': '4 March 2023'}
    """
    lines = [line.strip() for line in text[:_OPENING].splitlines() if line.strip()][:5]
    ending = [line.strip() for line in text[-_OPENING:].splitlines() if line.strip()][-3:]
    dateline = next((m for line in lines[:3] if (m := _DATELINE.match(line[:200]))), None)
    look = {
        "issuer": lambda: _issuer(text[:_OPENING], lines, ending),
        "publisher": lambda: _publisher(text, dateline, ending),
        "date": lambda: dateline["date"].strip(" ,.") if dateline else _dated_line(lines + ending),
    }
    found = {field: look[field]() for field in SAID if field in wanted}
    return {field: value for field, value in found.items() if value}


def _issuer(opening: str, lines: list[str], ending: list[str]) -> str | None:
    for line in lines[:2]:
        if len(line) < 160 and (match := _LETTERHEAD.fullmatch(_in_small_letters(line.rstrip(".:")))):
            return _of(match["body"])
    if match := _OUTRIGHT.search(opening):
        return _of(match["body"])
    frames = [f for f in _FRAMES if f is not _CITED or _may_cite(opening)] if _BODY_WORDS.search(opening) else []
    matches = [m for frame in frames if (m := frame.search(opening))]
    if matches:
        return _of(min(matches, key=lambda m: m.start("body"))["body"])
    signed = (_LETTERHEAD.fullmatch(line.rstrip(".")) for line in ending if len(line) < 160)
    return next((_of(match["body"]) for match in signed if match), None)


def _may_cite(opening: str) -> bool:
    small = opening.lower()
    return (
        "according to" in small
        or _cites(small)
        or any(before.endswith(_REPORTING) for before in small.split(" by ")[:-1])
    )


def _cites(text: str) -> bool:
    return any(words in text for words in _CITING_WORDS)


def _in_small_letters(line: str) -> str:
    """A heading in capitals as a name is written: MINISTRY OF DEFENCE becomes Ministry of Defence."""
    return re.sub(r"\b(?:Of|The|And|By|From)\b", lambda m: m[0].lower(), line.title()) if line.isupper() else line


def _of(body: str) -> str:
    body = re.sub(r"\s+", " ", body).strip()
    match = _POSSESSIVE.fullmatch(body)
    return f"{match['organ']} of {match['state']}" if match else body


def _publisher(text: str, dateline: re.Match[str] | None, ending: list[str]) -> str | None:
    if dateline and (dateline["before"] or dateline["after"]):
        return dateline["before"] or dateline["after"]
    opening = text[:_OPENING]
    if _cites(opening) and (match := _CARRIER.search(opening)):
        return match["name"]
    last = ending[-1] if ending else ""
    return last if _SITE.fullmatch(last) or _OUTLET.fullmatch(last) else None


def _dated_line(lines: list[str]) -> str | None:
    """A line of its own that is a full date, under the heading or at the very end."""
    for line in lines:
        match = _DATED_LINE.fullmatch(line)
        if match and not line.isdigit() and read_date(match["date"]).trouble in (None, "ambiguous"):
            return match["date"]
    return None


def issuer_of(sources: Mapping[str, Mapping[str, str]]) -> tuple[str | None, str]:
    """Who issued a statement, and where that stands: where nobody recorded it, a ministry that publishes speaks for itself.

    What the words say counts before that where it names the same state, since they name the body more fully, and where the
    publisher is no public body.

    >>> issuer_of({"html": {"publisher": "MFA Velmar"}, "text": {"issuer": "Ministry of Defence of Ardenia"}})
    ('MFA Velmar', 'publisher')
    """
    issuer, basis = resolve(sources, "issuer")
    publisher, place = resolve(sources, "publisher")
    if basis not in ("none", "text") or place == "text" or not publisher or not is_body(publisher):
        return issuer, basis
    if issuer and same_state(state_of(issuer), state_of(publisher)):
        return issuer, basis
    return publisher, "publisher"

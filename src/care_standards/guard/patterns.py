"""The patterns of the shapes: written so that an engine without backtracking runs them too.

No look-around, no reference back, every repetition with an upper bound. What stands on either side of a find is part of
the pattern for that reason, and the find itself is its first group. They are meant for text made plain, with spaces and
dashes of one sort; white space that parts lines is no space here, so that nothing is found across lines.
"""

from typing import Final

import attrs

from care_standards.guard import judgements
from care_standards.guard.judgements import Judgement
from care_standards.guard.kinds import ShapeKind


@attrs.frozen
class Pattern:
    """One pattern: its kind, what a text must hold to be worth a search (in small letters), and a last judgement."""

    kind: ShapeKind
    pattern: str
    check: Judgement | None = None
    digit: bool = True
    cues: tuple[str, ...] = ()


def _alone(core: str, flags: str = "") -> str:
    """Frame a pattern so that no letter or digit stands against what it finds."""
    return f"{flags}(?:^|[^0-9A-Za-z])({core})(?:$|[^0-9A-Za-z])"


def _after(cue: str, token: str, least: int = 0, filler: str | None = None, gap: int = 1) -> str:
    """Frame what is found by a word before it, with at least so many words between such as *ref* and *number*.

    ``gap`` is 0 where the two may be written as one.
    """
    between = filler or "ref(?:erence)?|file|case|no|number|num|nr|id|is|was|record|code|card|log"
    return (
        f"(?i)(?:^|[^0-9A-Za-z])(?:{cue})(?:[ .:#(,=]{{1,3}}(?:{between})){{{least},4}}"
        f"[ .:#(,=/-]{{{gap},4}}({token})(?:$|[^0-9A-Za-z])"
    )


_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?)"
)
_ANY_DATE = (
    f"[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)?[ ./-]{{1,2}}(?:[0-9]{{1,2}}|{_MONTH})[ ./,-]{{1,2}}(?:[0-9]{{4}}|[0-9]{{2}})"
    f"|[0-9]{{4}}[./-][0-9]{{1,2}}[./-][0-9]{{1,2}}|{_MONTH} [0-9]{{1,2}}(?:st|nd|rd|th)?,? [0-9]{{4}}"
    "|[0-9]{8}|[0-9]{6}"
)
# Without a word that says so, only years that are long ago: laws and policies bear the later ones, from 2005 on.
_YEAR = "(?:19[2-9][0-9]|200[0-4])"
_OF_NUMBERS = "ref(?:erence)?|no|number|num|nr|id|is|was|code"
_WIDE = "Street|Road|Avenue|Lane|Close|Drive|Terrace|Crescent|Gardens|Grove|Mews|Square|Walk|Way|Court|Place|Hill|Rise"
_STREETS = f"{_WIDE}|{_WIDE.upper()}|St|Rd|Ave|Ln|Dr|Cres|Tce|Sq|Gdns|Ct|ST|RD|AVE|LN|DR"
_NAME = "(?:[A-Z][A-Za-z']{0,20}[.]? ){1,3}"
_SOCIAL = "instagram|insta|snapchat|snap|facebook|fb|telegram|tiktok|twitter|whatsapp|messenger|skype|viber|discord"
_HOSTS = (
    "instagram[.]com|facebook[.]com|fb[.]com|fb[.]me|m[.]me|tiktok[.]com|twitter[.]com|x[.]com|linkedin[.]com/in|"
    "snapchat[.]com/add|t[.]me|wa[.]me|threads[.]net|youtube[.]com/@|maps[.]app[.]goo[.]gl|goo[.]gl/maps|"
    "google[.]com/maps|maps[.]google[.]com|google[.]co[.]uk/maps|openstreetmap[.]org|what3words[.]com"
)
_HOST_CUES = (
    "instagram.", "facebook.", "fb.", "m.me", "tiktok.", "twitter.", "x.com", "linkedin.", "snapchat.", "t.me", "wa.me",
    "threads.", "youtube.", "goo.gl", "google.", "openstreetmap.", "what3words.",
)  # fmt: skip
_SOCIAL_CUES = tuple(_SOCIAL.split("|"))
_WORD = "[a-z]{3,20}"
_OPEN_CODES = "[23456789CFGHJMPQRVWX]"
_FILE_NUMBER = "(?:[a-z]{1,3}[ /-]?)?[0-9][0-9/-]{3,20}[0-9]"
_CRIME_NUMBER = "(?:[a-z]{1,3}[/-]?)?[0-9][0-9a-z/-]{2,18}"

PATTERNS: Final[tuple[Pattern, ...]] = (
    Pattern(
        "email",
        "(?i)(?:^|[^a-z0-9])([a-z0-9][a-z0-9._%+'-]{0,63} ?(?:@|[(\\[{]at[)\\]}]) ?"
        "(?:[a-z0-9-]{1,63}(?:[.]| ?[(\\[{]dot[)\\]}] ?)){1,5}[a-z]{2,24})(?:$|[^a-z0-9])",
        digit=False,
        cues=("@", "(at)", "[at]", "{at}"),
    ),
    Pattern("uk-phone", _alone("[(]?0[1-35789][0-9](?:[ ./()-]{0,2}[0-9]){7,8}"), judgements.is_whole),
    Pattern(
        "uk-phone",
        _alone("(?:[+] ?44|00 ?44)[ .()-]{0,3}(?:0[ )]{0,2})?[1-9](?:[ ./()-]{0,2}[0-9]){8,9}"),
        cues=("44",),
    ),
    Pattern("phone-abroad", _alone("[+](?:[1-35-9]|4[0-35-9])[0-9]{0,2}(?:[ ./()-]{0,2}[0-9]){7,11}"), cues=("+",)),
    Pattern(
        "phone-abroad",
        _alone("00(?:[1-35-9]|4[0-35-9])[0-9]{0,2}[ -](?:[0-9][ -]?){6,10}[0-9]"),
        judgements.is_whole,
        cues=("00",),
    ),
    Pattern(
        "uk-postcode",
        _alone("[A-Za-z]{1,2} ?[0-9][0-9A-Za-z]?[ -]{0,2}[0-9][ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}"),
        judgements.is_postcode,
    ),
    Pattern(
        "ni-number",
        _alone("[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z][ .-]?(?:[0-9]{2}[ .-]?){3}[a-d]", "(?i)"),
        judgements.is_national_insurance,
    ),
    Pattern(
        "ni-number",
        _after("ni|nino|national insurance", "[a-z]{2}[ .-]?(?:[0-9]{2}[ .-]?){2}[0-9]{2}[ .-]?[a-z]?"),
        cues=("ni", "national ins"),
    ),
    Pattern("nhs-number", _alone("[0-9]{3}[ .-]?[0-9]{3}[ .-]?[0-9]{4}"), judgements.is_nhs),
    Pattern("nhs-number", _after("nhs|chi", "[0-9](?:[ .-]?[0-9]){9}", 1, _OF_NUMBERS), cues=("nhs", "chi")),
    Pattern("home-office-ref", _alone("[A-Z][ -]?[0-9]{7}(?:/[0-9]{1,3})?"), judgements.is_whole),
    Pattern("home-office-ref", _alone("[RZ][A-Z]X?[0-9]{6,7}")),
    Pattern("home-office-ref", _alone("gwf ?[0-9]{9}", "(?i)"), cues=("gwf",)),
    Pattern(
        "home-office-ref",
        _alone("(?:1212|3434)[ -][0-9]{4}[ -][0-9]{4}[ -][0-9]{4}(?:/[0-9]{2})?"),
        cues=("1212", "3434"),
    ),
    Pattern(
        "home-office-ref",
        _after("home office|ho|brp|arc|nass|uan|cid", _FILE_NUMBER),
        judgements.numbered(5),
        cues=("home office", "ho", "brp", "arc", "nass", "uan", "cid"),
    ),
    Pattern(
        "home-office-ref",
        _after("port|visa|asylum", _FILE_NUMBER, 1, _OF_NUMBERS),
        judgements.numbered(5),
        cues=("port", "visa", "asylum"),
    ),
    Pattern(
        "nrm-ref",
        _after("nrm|national referral mechanism", "(?:20[0-9]{2}[/-])?(?:[a-z]{1,3}[ -]?)?[0-9]{5,10}", gap=0),
        judgements.numbered(5),
        cues=("nrm", "national referral"),
    ),
    Pattern(
        "police-ref",
        _after("cad|pnc ?(?:id)?|cro|urn|crn", _CRIME_NUMBER, gap=0),
        judgements.numbered(4),
        cues=("cad", "pnc", "cro", "urn", "crn"),
    ),
    Pattern(
        "police-ref",
        _after(
            "crime|custody|incident|police|occurrence|log|collar|niche", _CRIME_NUMBER, 1, f"{_OF_NUMBERS}|record|log"
        ),
        judgements.numbered(3),
        cues=("crime", "custody", "incident", "police", "occurrence", "log", "collar", "niche"),
    ),
    Pattern(
        "date-of-birth",
        "(?i)(?:^|[^0-9a-z])(?:d[.]?o[.]?b[.]?|date of birth|birth ?date|birthday|born)(?: on| in| is| was| of)?"
        f"[ :=(,-]{{0,4}}({_ANY_DATE})(?:$|[^0-9a-z])",
        cues=("dob", "d.o", "birth", "born"),
    ),
    Pattern(
        "date-of-birth",
        _alone(f"[0-9]{{1,2}}(?:/[0-9]{{1,2}}/|-[0-9]{{1,2}}-|[.][0-9]{{1,2}}[.]){_YEAR}"),
        judgements.has_day_and_month,
    ),
    Pattern(
        "date-of-birth", _alone(f"{_YEAR}(?:-[0-9]{{1,2}}-|/[0-9]{{1,2}}/)[0-9]{{1,2}}"), judgements.has_day_and_month
    ),
    Pattern("date-of-birth", _alone(f"{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"), judgements.is_whole),
    Pattern(
        "coordinates",
        "(?:^|[^0-9.-])(-?[0-9]{1,2}[.][0-9]{3,12}[ \u00b0\u00ba]{0,2}[NSns]?[ ,;/&a-z=:]{1,8}"
        "-?[0-9]{1,3}[.][0-9]{3,12})(?:$|[^0-9])",
        judgements.is_place,
        cues=(".",),
    ),
    Pattern(
        "coordinates",
        "([0-9]{1,3} ?[\u00b0\u00ba] ?[0-9]{1,2} ?' ?[0-9.]{0,8} ?(?:\"|'')? ?[NSEWnsew])(?:$|[^0-9A-Za-z])",
        cues=("\u00b0", "\u00ba"),
    ),
    Pattern("coordinates", _alone("[HNOST][A-HJ-Z] ?(?:[0-9]{5} ?[0-9]{5}|[0-9]{4} [0-9]{4})"), judgements.is_in_grid),
    Pattern(
        "coordinates", _after("grid", "[a-z]{2} ?[0-9]{3,5} ?[0-9]{3,5}", 0, "ref(?:erence)?|is|at"), cues=("grid",)
    ),
    Pattern("coordinates", _alone(f"{_OPEN_CODES}{{4,8}}[+]{_OPEN_CODES}{{2,3}}"), judgements.has_letter, cues=("+",)),
    Pattern(
        "passport",
        "(?i)(?:^|[^0-9a-z])(?:passport|travel document)[^0-9\n]{0,24}[^0-9a-z]([a-z]{0,2}[0-9]{6,9})(?:$|[^0-9a-z])",
        judgements.numbered(6),
        cues=("passport", "travel doc"),
    ),
    Pattern("passport", "(?:^|[^0-9A-Za-z])(P<[A-Z]{3}[A-Z<]{5,39})", digit=False, cues=("p<",)),
    Pattern(
        "what3words", f"(?i)(?:^|[^:/])(///? ?{_WORD}[.]{_WORD}[.]{_WORD})(?:$|[^a-z0-9.])", digit=False, cues=("//",)
    ),
    Pattern(
        "what3words",
        "(?i)(?:what3words|what three words|w3w)(?:[.]com?)?(?: (?:location|address|is|at)){0,2}[ :=/(]{1,4}"
        f"({_WORD}[. ]{_WORD}[. ]{_WORD})(?:$|[^a-z])",
        digit=False,
        cues=("what3", "what three", "w3w"),
    ),
    Pattern(
        "web-handle",
        "(?:^|[^\\w.@/])(@[A-Za-z0-9_][A-Za-z0-9_.]{2,29})",
        judgements.is_handle,
        digit=False,
        cues=("@",),
    ),
    Pattern("web-handle", f"(?i)(?:^|[^a-z0-9])((?:{_HOSTS})/?[a-z0-9_.@?=/-]{{2,80}})", digit=False, cues=_HOST_CUES),
    Pattern(
        "web-handle",
        f"(?i)(?:^|[^a-z0-9])(?:{_SOCIAL})(?: (?:as|handle|name|username|user|account|profile|id|is)){{0,3}}"
        "[ :=@(]{1,3}([a-z0-9_.]{4,30})",
        judgements.is_told_apart,
        digit=False,
        cues=_SOCIAL_CUES,
    ),
    Pattern("vehicle", _alone("[A-HJ-PR-Y]{2}[0-9]{2} ?[A-HJ-PR-Z]{3}"), judgements.is_plate),
    Pattern(
        "vehicle",
        _after(
            "reg|registration|number plate|plate|vrn|vehicle|car|van",
            "(?:[a-z]{2}[0-9]{2}|[a-z][0-9]{1,3})[ -]?[a-z]{3}",
        ),
        cues=("reg", "plate", "vrn", "vehicle", "car", "van"),
    ),
    Pattern("bank-account", _alone("[0-9]{2}-[0-9]{2}-[0-9]{2}[ ,;/]{1,2}[0-9]{8}"), judgements.is_whole),
    Pattern(
        "bank-account", _after("sort code|s/c", "[0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{2}", 0, "is|was"), cues=("sort", "s/c")
    ),
    Pattern(
        "bank-account",
        _after("account|acct|acc|a/c", "[0-9]{8}", 0, "no|number|num|nr|is|was"),
        judgements.numbered(8),
        cues=("acc", "a/c"),
    ),
    Pattern("bank-account", _alone("[A-Z]{2}[0-9]{2} ?(?:[0-9A-Z]{4} ?){2,7}[0-9A-Z]{1,4}"), judgements.is_account),
    Pattern("bank-account", _alone("[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{1,7}"), judgements.is_card),
    Pattern("street-address", _alone(f"[0-9]{{1,4}}[A-Za-z]?,? {_NAME}(?:{_STREETS})"), judgements.is_street),
    Pattern("street-address", _alone(f"{_NAME}(?:{_WIDE}),? (?:[Nn]o[.]?|[Nn]umber) ?[0-9]{{1,4}}")),
    Pattern(
        "street-address",
        _alone(
            "(?:Flat|Apartment|Apt) [0-9]{1,3}[A-Za-z]?,? (?:[A-Z][a-z']{1,20} ){1,2}(?:House|Court|Lodge|Tower|Point)"
        ),
        cues=("flat", "ap"),
    ),
    Pattern("street-address", _alone("p[.]?o[.]? ?box [0-9]{1,5}", "(?i)"), cues=("box",)),
    Pattern(
        "street-address",
        _after(
            "(?:live|lives|living|lived|stay|stays|staying|moved|address(?:es)?|home)(?: at| to| is)?",
            f"[0-9]{{1,4}}[a-z]?,? (?:[a-z']{{2,20}}[.]? ){{1,3}}(?:{_WIDE})",
            0,
            "no|number|flat",
        ),
        judgements.is_street,
        cues=("live", "living", "stay", "moved", "address", "home"),
    ),
)

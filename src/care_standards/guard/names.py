"""Names of columns and members that say of themselves that they hold what is about a person.

A name is taken apart into its words, however it joins them: ``prs_FirstName``, ``first name`` and ``FIRST-NAME`` end in
the same two words. What is looked for are words and runs of words, never parts of a word: an ``addressee`` is no
``address``.
"""

from typing import Final

from care_standards.guard.plain_text import made_plain

_MOST: Final = 200  # characters of a name that are looked at; what is longer is no name but a text

# Words that say it whatever stands beside them.
_SURE = (
    "prs firstname forename forenames surname surnames lastname fullname maidenname middlename nickname username "
    "salutation initials dob birthdate birthday birthplace yob birth born gender sex ethnicity ethnic religion "
    "sexuality citizenship citizenships nationality nationalities passport passports visa brp uan nino iban nhs "
    "email emails mail phone phones telephone tel mobile fax whatsapp landline address addresses postcode "
    "postcodes zip zipcode postal mailing street town village city hometown latitude longitude geolocation "
    "geopoint gps coordinates photo photos photograph signature fingerprint biometric spouse husband wife mother "
    "father sibling kin relatives diagnosis disability disabilities medication "
    "marital caseworker instagram facebook snapchat telegram tiktok twitter"
)
_WORDS: Final = frozenset(_SURE.split())
# Whole names that say it; in a longer name they may be of anything.
_WHOLE: Final = frozenset(
    (
        "lat", "lon", "lng", "ni", "chi", "age", "race", "alias", "aliases", "person", "persons", "victim", "survivor",
        "client", "owner", "location", "county", "country", "keyworker", "assessor", "pregnant", "pregnancy",
        "interpreter",
    )
)  # fmt: skip
# Runs of words that say it wherever they stand in a name.
_RUNS: Final = tuple(
    f" {run} "
    for run in (
        "first name", "second name", "third name", "last name", "middle name", "given name", "given names",
        "family name", "full name", "maiden name", "birth name", "nick name", "preferred name", "other names",
        "known as", "contact name", "person name", "persons name", "client name", "victim name", "survivor name",
        "service user name", "user name",
        "resident name", "child name", "childs name", "guardian name", "partner name", "staff name", "worker name",
        "keyworker name", "interpreter name", "assessor name", "name of person", "name of client", "name of survivor",
        "name of victim", "name of child", "parent name", "case owner", "case worker", "age at", "age group",
        "age band", "client age",
        "ni number", "ni no", "national insurance", "chi number", "home office ref", "home office reference",
        "home office number", "ho ref", "ho reference", "port reference", "nrm ref", "nrm reference", "nrm number",
        "nrm no", "crime ref", "crime reference", "crime number", "bank account", "account number", "account no",
        "sort code", "card number", "country of origin", "place of origin", "immigration status", "mother tongue",
        "sexual orientation", "emergency contact", "house number", "house name", "location of", "number plate",
        "vehicle registration", "medical history", "health condition", "lat long", "lat lon", "what 3 words", "w 3 w",
        "ip address", "date of death", "social security",
    )
)  # fmt: skip


def names_a_person(name: str) -> bool:
    """Tell whether the name of a column or member says that it holds what is about a person.

    A name, a contact, an address or another place, a date of birth, a number given to one person, or what somebody
    is. ``name`` by itself may be that of a tool, and gives False.
    """
    words = _words(made_plain(name[:_MOST])[0])
    joined = " ".join(words)
    return not _WORDS.isdisjoint(words) or joined in _WHOLE or any(run in f" {joined} " for run in _RUNS)


def _words(name: str) -> list[str]:
    """Give the words of a name in small letters; single letters in a row, such as D.O.B., are one word."""
    name = name.replace("'s ", " ").replace("'", "")
    parted: list[str] = []
    for place, character in enumerate(name):
        before, after = name[place - 1 : place], name[place + 1 : place + 2]
        hump = character.isupper() and (before.islower() or (before.isupper() and after.islower()))
        if hump or (before.isalnum() and before.isdigit() != character.isdigit()):
            parted.append(" ")
        parted.append(character.lower() if character.isalnum() else " ")
    words: list[str] = []
    letters = False
    for word in "".join(parted).split():
        single = len(word) == 1 and word.isalpha()
        if single and letters:
            words[-1] += word
        else:
            words.append(word)
        letters = single
    return words

"""Texts to try the guard on: some with one identifier in them, many with none. All of it is invented.

Nothing here knows how the guard looks for anything. Telephone numbers are of the ranges kept for drama, NHS numbers of
the range for tests, mail and web addresses of the domains for examples; whatever else there is was made up by chance.
A text belongs to the first half or, for measuring only, to the second, whose sentences are others.
"""

import random
from collections.abc import Callable, Iterator
from string import ascii_uppercase, digits
from typing import NamedTuple

PER_KIND = 64
CLEAN = 800
SEED = 2026


class Text(NamedTuple):
    """A text, the kind of what is hidden in it (None for nothing), and the half it belongs to."""

    text: str
    kind: str | None
    held_out: bool


Writer = Callable[[random.Random], str]


def _digits(rng: random.Random, number: int) -> str:
    return "".join(rng.choice(digits) for _ in range(number))


def _letters(rng: random.Random, number: int, among: str = ascii_uppercase) -> str:
    return "".join(rng.choice(among) for _ in range(number))


def _grouped(text: str, sizes: tuple[int, ...], joiner: str) -> str:
    parts: list[str] = []
    for size in sizes:
        parts.append(text[:size])
        text = text[size:]
    return joiner.join(parts)


def _wide(text: str) -> str:
    """Write ASCII in full-width forms, as some keyboards do."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def _email(rng: random.Random) -> str:
    local = rng.choice(("zofia.k", "t_quill", "mira+support", "n.o.vak88", "Z.Quill", "arben-d", "x"))
    host = rng.choice(("example.org", "mail.example.com", "example.co.uk", "EXAMPLE.net"))
    plain = f"{local}@{host}"
    return rng.choice((
        plain, plain, plain, plain.upper(), f"<{plain}>", f"mailto:{plain}", f"{local} (at) {host}", _wide(plain),
        f"{local}@{host}.", f"{local} @ {host}", f"{local}[at]{host.replace('.', '[dot]')}",
    ))  # fmt: skip


def _phone(rng: random.Random) -> str:
    mobile = f"07700900{_digits(rng, 3)}"
    geographic = rng.choice((
        f"0117 496 0{_digits(rng, 3)}", f"020 7946 0{_digits(rng, 3)}", f"(0131) 496 0{_digits(rng, 3)}",
        f"01632 960{_digits(rng, 3)}", f"0808 157 0{_digits(rng, 3)}", f"029 2018 0{_digits(rng, 3)}",
    ))  # fmt: skip
    rest = mobile[1:]
    return rng.choice((
        mobile, _grouped(mobile, (5, 6), " "), _grouped(mobile, (5, 3, 3), " "), _grouped(mobile, (5, 3, 3), "-"),
        _grouped(mobile, (5, 3, 3), "."), f"+44{rest}", f"+44 {_grouped(rest, (4, 6), ' ')}",
        f"+44 (0){_grouped(rest, (4, 3, 3), ' ')}", f"0044 {_grouped(rest, (4, 3, 3), ' ')}",
        _grouped(mobile, (5, 3, 3), "\u00a0"), _grouped(mobile, (5, 6), "\u2013"), _wide(mobile), geographic,
        geographic, geographic.replace(" ", ""), geographic.replace(" ", "-"), f"tel:{mobile}",
        _grouped(mobile, (3, 2, 2, 2, 2), " "), _grouped(mobile, (5, 6), "/"),
    ))  # fmt: skip


def _phone_abroad(rng: random.Random) -> str:
    country = rng.choice(("355", "84", "40", "48", "234", "251"))
    rest = rng.choice("67") + _digits(rng, 8)
    return rng.choice((
        f"+{country}{rest}", f"+{country} {_grouped(rest, (3, 3, 3), ' ')}",
        f"00{country} {_grouped(rest, (2, 3, 4), ' ')}",
        f"+{country}-{_grouped(rest, (3, 3, 3), '-')}", f"+{country} ({rest[:2]}) {rest[2:]}",
        _wide("+") + f"{country} {rest}",
    ))  # fmt: skip


def _postcode(rng: random.Random) -> str:
    area = rng.choice(("BS", "M", "SE", "LS", "CF", "BT", "EH", "G", "SW", "E", "NG", "TD", "IP"))
    district = rng.choice((_digits(rng, 1), "1" + _digits(rng, 1)))
    if area == "SW":
        district = "1" + rng.choice("AEPVWXY")
    inward = _digits(rng, 1) + _letters(rng, 2, "ABDEFGHJLNPQRSTUWXYZ")
    spaced = f"{area}{district} {inward}"
    return rng.choice((
        spaced, spaced, spaced, spaced.lower(), spaced.replace(" ", ""), spaced.replace(" ", "  "),
        spaced.replace(" ", "\u00a0"), spaced.replace(" ", "-"), spaced.capitalize(), f"{area} {district} {inward}",
        _wide(spaced), f"({spaced})", spaced.replace(" ", "").lower(),
    ))  # fmt: skip


def _ni(rng: random.Random) -> str:
    number = rng.choice(("AB", "JT", "SX", "PR", "KE", "WM")) + _digits(rng, 6) + rng.choice("ABCD")
    return rng.choice((
        number, _grouped(number, (2, 2, 2, 2, 1), " "), number.lower(), _grouped(number, (2, 6, 1), " "),
        _grouped(number, (2, 2, 2, 2, 1), "-"), _grouped(number, (2, 2, 2, 2, 1), "\u00a0"), _wide(number),
        f"NI: {number}", f"NI number {_grouped(number[:-1], (2, 2, 2, 2), ' ')}",
        _grouped(number, (2, 2, 2, 2, 1), "."),
    ))  # fmt: skip


def _nhs(rng: random.Random) -> str:
    while True:
        first = "999" + _digits(rng, 6)
        check = 11 - sum(int(c) * (10 - n) for n, c in enumerate(first)) % 11
        if check != 10:
            break
    number = first + str(check % 11)
    return rng.choice((
        number, _grouped(number, (3, 3, 4), " "), _grouped(number, (3, 3, 4), "-"), f"NHS no. {number}",
        _grouped(number, (3, 3, 4), "\u00a0"), _grouped(number, (3, 3, 4), "\u2011"), _wide(number),
        f"NHS: {_grouped(number, (3, 3, 4), ' ')}", _grouped(number, (3, 3, 4), "."),
        "".join(chr(0x0660 + int(c)) for c in number), f"NHS number {_grouped(number, (5, 5), ' ')}",
    ))  # fmt: skip


def _home_office(rng: random.Random) -> str:
    letter = rng.choice("ABCGKMPRSTWY")
    plain = letter + _digits(rng, 7)
    return rng.choice((
        plain, f"{plain}/2", f"HO ref {plain}", f"Home Office reference: {plain}/001",
        f"Home Office ref. {plain.lower()}",
        f"GWF0{_digits(rng, 8)}", f"1212-0001-{_digits(rng, 4)}-{_digits(rng, 4)}",
        f"3434-{_digits(rng, 4)}-{_digits(rng, 4)}-{_digits(rng, 4)}/00", f"ARC number ASC/{_digits(rng, 7)}",
        f"BRP {rng.choice(('ZU', 'RX', 'ZR'))}{_digits(rng, 7)}", f"{rng.choice(('ZU', 'ZR'))}{_digits(rng, 7)}",
        f"NASS ref {_digits(rng, 2)}/0{rng.choice('1234')}/{_digits(rng, 5)}", f"port ref LHR/{_digits(rng, 7)}",
        f"Home Office file number {_digits(rng, 8)}", f"{letter} {plain[1:]}",
    ))  # fmt: skip


def _nrm(rng: random.Random) -> str:
    return rng.choice((
        f"NRM ref {_digits(rng, 6)}", f"NRM/{_digits(rng, 7)}", f"NRM{_digits(rng, 8)}", f"NRM-{_digits(rng, 6)}",
        f"NRM case number: {_digits(rng, 5)}", f"NRM reference no. {_letters(rng, 2)}{_digits(rng, 6)}",
        f"NRM/2026/{_digits(rng, 5)}", f"nrm {_digits(rng, 8)}", f"NRM #{_digits(rng, 6)}",
        f"NRM (ref {_digits(rng, 6)})", f"National Referral Mechanism ref {_digits(rng, 6)}",
    ))  # fmt: skip


def _police(rng: random.Random) -> str:
    return rng.choice((
        f"crime ref {_digits(rng, 2)}/{_digits(rng, 5)}/26", f"crime reference number {_digits(rng, 8)}",
        f"crime number CR/{_digits(rng, 6)}/25", f"CAD {_digits(rng, 4)}/12MAR26", f"CAD {_digits(rng, 5)}",
        f"custody record {_letters(rng, 2)}/{_digits(rng, 5)}/26", f"PNC ID {_digits(rng, 2)}/{_digits(rng, 7)}K",
        f"PNCID: 2019/{_digits(rng, 7)}{_letters(rng, 1)}", f"URN {_digits(rng, 2)}{_letters(rng, 2)}{_digits(rng, 7)}",
        f"incident number {_digits(rng, 3)} of 12/03/2026", f"police ref: {_letters(rng, 3)}-{_digits(rng, 8)}",
        f"crime no {_digits(rng, 10)}", f"log number {_digits(rng, 4)}", f"collar number {_digits(rng, 4)}",
    ))  # fmt: skip


_MONTHS = ("January", "Feb", "March", "Apr", "May", "June", "July", "Aug", "September", "Oct", "November", "Dec")


def _birth(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1958, 2006)
    said = rng.choice((
        f"{day:02}/{month:02}/{year}", f"{day}.{month}.{year}", f"{day:02}-{month:02}-{year % 100:02}",
        f"{year}-{month:02}-{day:02}", f"{day} {_MONTHS[month - 1]} {year}", f"{_MONTHS[month - 1]} {day}, {year}",
        f"{day}th of {_MONTHS[month - 1]} {year}", f"{day:02}{month:02}{year}",
    ))  # fmt: skip
    bare = (
        f"{day:02}/{month:02}/{year}", f"{year}-{month:02}-{day:02}", f"{day}.{month}.{year}",
        f"{year}{month:02}{day:02}",
        f"{day:02}-{month:02}-{year}", f"{day:02}\u2013{month:02}\u2013{year}",
    )  # fmt: skip
    cue = rng.choice(("DOB {}", "D.O.B.: {}", "date of birth {}", "born {}", "born on {}", "(dob {})", "d.o.b {}",
                      "birthday is {}", "Date of Birth: {}", "DoB={}"))  # fmt: skip
    return rng.choice(bare) if rng.random() < 0.3 else cue.format(said)


def _coordinates(rng: random.Random) -> str:
    north, west = 50 + rng.random() * 8, rng.random() * 5
    return rng.choice((
        f"{north:.4f}, -{west:.4f}", f"{north:.6f},-{west:.6f}", f"{north:.5f} -{west:.5f}",
        f"({north:.4f}, -{west:.4f})",
        f"{north:.4f}\u00b0 N, {west:.4f}\u00b0 W", f"{north:.4f}N {west:.4f}W", f"geo:{north:.5f},-{west:.5f}",
        f"51\u00b0{rng.randint(10, 59)}'{rng.randint(10, 59)}\"N 2\u00b0{rng.randint(10, 59)}'{rng.randint(10, 59)}\"W",
        f"lat {north:.3f} long -{west:.3f}", f"{north:.4f}, \u2212{west:.4f}",
        f"grid ref ST {_digits(rng, 3)} {_digits(rng, 3)}",
        f"ST {_digits(rng, 5)} {_digits(rng, 5)}", f"lat={north:.4f}&lon=-{west:.4f}",
    ))  # fmt: skip


def _passport(rng: random.Random) -> str:
    return rng.choice((
        f"passport {_digits(rng, 9)}", f"passport number {_digits(rng, 9)}",
        f"Passport no: {_letters(rng, 2)}{_digits(rng, 7)}",
        f"passport no. {_letters(rng, 1)}{_digits(rng, 8)}", f"passport (B{_digits(rng, 7)})",
        f"her passport, number {_digits(rng, 9)}", f"P<ALB{_letters(rng, 8)}<<{_letters(rng, 5)}<<<<<<<",
        f"PASSPORT: {_digits(rng, 9)}", f"passport was {_digits(rng, 9)}",
        f"travel document {_letters(rng, 2)}{_digits(rng, 7)}",
    ))  # fmt: skip


_WORDS = ("filled", "lantern", "quiet", "marble", "copper", "orbit", "velvet", "harbour", "pencil", "window", "tulip")


def _what3words(rng: random.Random) -> str:
    words = rng.sample(_WORDS, 3)
    dotted = ".".join(words)
    return rng.choice((
        f"///{dotted}", f"///{dotted}", f"what3words {dotted}", f"what3words: {dotted}", f"w3w {dotted}",
        f"https://w3w.co/{dotted}", f"///{dotted.title()}", f"What3Words location {dotted}", f"what3words.com/{dotted}",
        f"what three words: {' '.join(words)}", f"// {dotted}",
    ))  # fmt: skip


def _handle(rng: random.Random) -> str:
    name = rng.choice(("zofiaquill", "mira_q88", "arben.d", "t_quill_", "quill2001"))
    return rng.choice((
        f"@{name}", f"Instagram: {name}", f"instagram.com/{name}", f"https://www.facebook.com/{name}",
        f"https://tiktok.com/@{name}", f"Telegram @{name}", f"https://t.me/{name}", f"wa.me/447700900{_digits(rng, 3)}",
        f"snapchat {name}", f"on Facebook as {name}", f"https://uk.linkedin.com/in/{name}", f"twitter.com/{name}",
        f"https://maps.app.goo.gl/{_letters(rng, 10)}", f"https://x.com/{name}", f"Insta handle is {name}",
    ))  # fmt: skip


def _vehicle(rng: random.Random) -> str:
    plate = f"{rng.choice(('AB', 'KT', 'MV', 'YD', 'BX'))}{rng.choice(('18', '21', '70', '56', '23'))}"
    rest = _letters(rng, 3, "ABCDEFGHJKLMNOPRSTUVWXYZ")
    old = f"{rng.choice('KLMNPRST')}{_digits(rng, 3)} {rest}"
    return rng.choice((
        f"{plate} {rest}", f"{plate}{rest}", f"{plate} {rest}", f"reg {plate}{rest}",
        f"registration {plate.lower()} {rest.lower()}",
        f"a van, {plate} {rest}", f"car reg. {old}", f"number plate {old}", f"{plate}\u00a0{rest}",
        f"vehicle {plate}-{rest}",
        f"registration number {old.replace(' ', '')}",
    ))  # fmt: skip


def _bank(rng: random.Random) -> str:
    sort = _grouped(_digits(rng, 6), (2, 2, 2), "-")
    account = _digits(rng, 8)
    bank = f"GB00{_letters(rng, 4)}{_digits(rng, 14)}"
    number = "".join(str(int(c, 36)) for c in bank[4:] + bank[:4])
    iban = f"GB{98 - int(number) % 97:02}{bank[4:]}"
    return rng.choice((
        f"sort code {sort}", f"{sort} {account}", f"sort code {sort} account {account}", f"account number {account}",
        f"a/c {account}", f"acc no {account}", f"s/c {sort.replace('-', ' ')}, acc {account}", iban,
        _grouped(iban, (4, 4, 4, 4, 4, 2), " "), f"IBAN {iban}", f"Sort Code: {sort.replace('-', '')}",
        f"bank account {account} ({sort})", f"account no. {account}",
    ))  # fmt: skip


def _address(rng: random.Random) -> str:
    number = rng.choice((str(rng.randint(1, 240)), f"{rng.randint(1, 60)}{rng.choice('abAB')}"))
    name = rng.choice(("Acacia", "Mill", "Station", "Oak Tree", "St Mary's", "Victoria", "Lower Harbour", "Quill"))
    suffix = rng.choice(
        ("Street", "Road", "Avenue", "Lane", "Close", "Drive", "Terrace", "Crescent", "Gardens", "Grove")
    )
    short = {"Street": "St", "Road": "Rd", "Avenue": "Ave", "Lane": "Ln", "Drive": "Dr"}.get(suffix, suffix)
    street = f"{name} {suffix}"
    return rng.choice((
        f"{number} {street}", f"{number} {street}", f"{number}, {street}",
        f"Flat {rng.randint(1, 9)}, {number} {street}",
        f"{number} {name} {short}", f"{number} {name} {short}.", f"No. {number} {street}", f"{number} {street}".upper(),
        f"Flat {rng.randint(1, 9)}b {name} House", f"Room 4, {number} {street}", f"PO Box {rng.randint(100, 9999)}",
        f"lives at {number} {street.lower()}", f"address: {number} {street.lower()}", f"{street}, number {number}",
    ))  # fmt: skip


def _person(rng: random.Random) -> str:
    first = rng.choice(("Zofia", "Mira", "Arben", "Tam", "Ngozi", "Selam", "Radu"))
    last = rng.choice(("Quill", "Novak", "Dervishi", "Lantern", "Okoro", "Tesfay", "Popa"))
    return rng.choice(
        (first, f"{first} {last}", f"{last}, {first}", f"Ms {last}", f"{first} {last[0]}.", f"{first[0]}{last[0]}")
    )


WRITERS: dict[str, Writer] = {
    "email": _email, "uk-phone": _phone, "phone-abroad": _phone_abroad, "uk-postcode": _postcode, "ni-number": _ni,
    "nhs-number": _nhs, "home-office-ref": _home_office, "nrm-ref": _nrm, "police-ref": _police,
    "date-of-birth": _birth, "coordinates": _coordinates, "passport": _passport, "what3words": _what3words,
    "web-handle": _handle, "vehicle": _vehicle, "bank-account": _bank, "street-address": _address,
    "person": _person,
}  # fmt: skip

# One sentence for each half in turn: those at odd places are of the half that is kept for measuring.
_FRAMES = (
    "{}",
    "Evidence held; see {}",
    "Asked again on 2026-03-01: {}. The plan was reviewed after that.",
    "The keyworker noted {} in the file, which should not be there.",
    "Ring {} before the visit",
    "Seen by two staff ({}) in week 12.",
    "{} is what the log says; 3 of 4 records agree.",
    "Support plan, section 4: {}; needs of diet recorded.",
    "contact={}",
    "Not met. {}, and nobody followed it up within 48 hours.",
    "- {}\n- 12 sampled, 10 complete",
    "Met since April\t{}\tno concerns",
    "survivor: {}",
    'Quoted as "{}" by the worker on shift.',
)

_CLEAN_FRAMES = (
    "Sampled {n} of {m} files; {p}% had a risk assessment within {h} hours.",
    "Reviewed on {date}, next review due {date}.",
    "See {prov} and {prov}; the policy (v{v}) covers both.",
    "Interpreter booked for {time}, {n} minutes late on {date}.",
    "Paid £{money} a week in subsistence, up from £{money} in {year}.",
    "Section {n}.{k} of the handbook, p. {m}, was read with the team.",
    "Evidence: {ref}, {ref} and {ref}.",
    "The Modern Slavery Act 2015, s. {n}, and article {k} of ECAT apply.",
    "Training: {n} staff on {date2}; {m} still to come ({p} per cent).",
    "Standard {k}.{n}: partly met. {m} actions open, {k} done since Q{q} {year}.",
    "Fire drill at {time} took {k} min {n} s; alarm tested weekly.",
    "Occupancy {n}/{m} in week {k}; {k} beds empty.",
    "Version {v} replaces version {v} of {date}.",
    "Temperature of the fridge {k}.{n} C, checked at {time} on {date}.",
    "Between {year} and {year2} the service supported {m} people, {n} with children.",
    "Audit {ref}: {n} findings, {k} not met, {p}% complete, score {k}.{n}.",
    "Policy adopted {longdate}, in force from 1 April 2009 in the first contract.",
    "Room {n} on floor {k} has a working lock; room {m} has not.",
    "Flat {k} was repainted; flat {n} needs a new carpet.",
    "Response within {h} hours in {n} of {m} cases ({p}.{k} %).",
    "The prime contractor's form MSVCC-{k}{n}, rev. {k}, is used.",
    "ISBN 978-1-{m}-0{n}-{k}: the handbook of {year}.",
    "Budget line {n}{m}: £{money} of £{money}; variance -{k}.{n}%.",
    "Rota shows 2 staff from {time} to {time}; 1 sleeping in.",
    "Not applicable: no group work offered in Q{q}.",
    "Crown Court hearing supported; {n} County Court claims and {k} Magistrates Court dates noted.",
    "Survivors said in {n} of {m} surveys that they felt safe (mean {k}.{n} of 5).",
    "GDPR Article {n}({k}) and the ICO's code were followed, see {prov}.",
    "Email and phone policies are on the intranet, tab {n}.",
    "The address of the service is not recorded here, nor are postcodes.",
    "Dates of birth were missing in {n} of {m} files; {k} were added by {date}.",
    "NRM decisions took {m} days on average in {year}; NRM {year} statistics agree.",
    "Passport copies were held in {n} files without consent.",
    "NHS registration done for {n} of {m}; GP within {k} weeks.",
    "National Insurance numbers were applied for in {k} cases.",
    "Home Office decisions of {date} awaited in {n} cases.",
    "Police attended {k} times in {year}; crime reports made in {n} cases.",
    "Bank accounts opened for {n} of {m} people within {k} months.",
    "Vehicle checks done {date}; {k} of {n} cars have MOT.",
    "Index {n}.{k}.{m}, table {k}, rows {n}-{m}.",
    "Digest sha256 prefix {hex}; export batch {m}{n}.",
    "{n}:{m} ratio of staff; {k} vacancies since {longdate}.",
    "Checked against SCS 2018, page {m}; gist only, ids inferred.",
    "10/12 questions answered, {k}/{n} with evidence, 0/{k} disputed.",
    "Directive 2011/36/EU of 5 April 2011; Convention of 16 May 2005 (CETS 197).",
    "Export made {stamp} by tool {v}, {m} rows in {k}.{n} s.",
    "Call handled @ {time}; follow-up within {h}h.",
    "Emergency numbers 999 and 101 are on the wall; helpline 08000 is printed wrongly.",
    "Scores: {k}, {n}, {m}, {k}.{n}, {p}, +{k}, -{n}.",
    "Menu changed for {n} residents; {k} halal, {m} vegan.",
)


def _ref(rng: random.Random) -> str:
    n = rng.randint
    return rng.choice((
        f"doc-{n(1, 9999):04}", f"2026-{n(1, 12):02}-{n(1, 28):02}-{n(1, 9999):04}", f"svc-{n(1, 999):03}",
        f"a{n(1, 9)}b{n(1, 9)}c{n(1, 9)}:{n(10, 99)}",
        f"case_{n(1000, 99999)}", f"EV.{n(1, 99)}.{n(1, 999)}", f"plan-{n(2018, 2026)}-{n(1, 500)}",
        f"kobo:{n(10**5, 10**6)}",
        f"{n(0, 2**32 - 1):08x}-{n(0, 65535):04x}-4{n(0, 4095):03x}-a{n(0, 4095):03x}-{n(0, 2**48 - 1):012x}",
        f"a0{n(1, 9)}Xx0000{n(10, 99)}{rng.choice('ABCabc')}QrT{rng.choice('AEQI')}", f"q{n(1, 4)}-{n(2018, 2026)}",
        f"batch{n(1, 10**6)}", f"S-{n(1, 9999)}-R{n(1, 9)}",
        f"{n(1, 99999)}", f"{n(2018, 2026)}{n(1, 12):02}{n(1, 28):02}",
        f"file-{n(2018, 2026)}.{n(1, 12):02}.{n(1, 28):02}", f"T{n(1, 99)}/{n(1, 99)}".replace("/", "-"),
    ))  # fmt: skip


def _filled(frame: str, rng: random.Random) -> str:
    n = rng.randint

    def day() -> str:
        return f"{n(2018, 2026)}-{n(1, 12):02}-{n(1, 28):02}"

    fills: dict[str, Callable[[], str]] = {
        "n": lambda: str(n(1, 40)), "m": lambda: str(n(41, 900)), "k": lambda: str(n(1, 9)),
        "p": lambda: str(n(1, 100)),
        "h": lambda: rng.choice(("24", "48", "72")), "date": day, "q": lambda: str(n(1, 4)),
        "date2": lambda: f"{n(1, 28):02}/{n(1, 12):02}/{n(2018, 2026)}",
        "longdate": lambda: f"{n(1, 28)} {rng.choice(_MONTHS)} {n(2015, 2026)}",
        "time": lambda: rng.choice((f"{n(8, 18):02}:{n(0, 59):02}", f"{n(1, 12)}.{n(10, 59)}pm", f"{n(1, 12)} am")),
        "money": lambda: rng.choice((f"{n(5, 99)}.{n(10, 99)}", f"{n(1, 99)},{n(100, 999)}",
            f"{n(1, 9)},{n(100, 999)},{n(100, 999)}.00")),
        "year": lambda: str(n(2015, 2026)), "year2": lambda: f"{n(2018, 2025)}/{n(19, 26)}",
        "v": lambda: f"{n(1, 9)}.{n(0, 20)}.{n(0, 99)}",
        "prov": lambda: rng.choice((f"scs-2018.{n(1, 4)}.{n(1, 9)}.{n(1, 12)}", f"scs-2025.{n(1, 12)}.{n(1, 20)}",
            f"ecat-2005.art-{n(1, 40)}", f"chs-2014.{n(1, 9)}")),
        "ref": lambda: _ref(rng), "hex": lambda: f"{n(0, 2**32 - 1):08x}",
        "stamp": lambda: f"{day()}T{n(0, 23):02}:{n(0, 59):02}:{n(0, 59):02}Z",
    }  # fmt: skip
    while "{" in frame:
        before, _, rest = frame.partition("{")
        name, _, after = rest.partition("}")
        frame = before + fills[name]() + after
    return frame


def planted() -> Iterator[Text]:
    """Give PER_KIND texts for each kind, with one thing of that kind in each."""
    for kind, write in WRITERS.items():
        rng = random.Random(f"{SEED} {kind}")
        for number in range(PER_KIND):
            frame = _FRAMES[(number * 5 + number // 14) % 14]
            yield Text(frame.replace("{}", write(rng)), kind, _FRAMES.index(frame) % 2 == 1)


def clean() -> Iterator[Text]:
    """Give CLEAN texts with nothing in them, though with many numbers."""
    rng = random.Random(f"{SEED} clean")
    for number in range(CLEAN):
        place = number % len(_CLEAN_FRAMES)
        yield Text(_filled(_CLEAN_FRAMES[place], rng), None, place % 2 == 1)


def clean_refs() -> Iterator[str]:
    """Give references as case systems make them, with nobody in them."""
    rng = random.Random(f"{SEED} refs")
    for _ in range(CLEAN):
        yield _ref(rng)

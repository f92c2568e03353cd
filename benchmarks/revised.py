"""Invented editions, and later editions derived from them whose every change is known.

The wording is put together from lists of ordinary words by a generator with a fixed seed. It means nothing, imitates
no publication, and is no translation or paraphrase of one. What is realistic about it is its shape: neighbours that
share a topic and its words, sentences built alike, some that recur word for word, lists of three to eight items.
"""

import random
from dataclasses import dataclass, field

import care_standards as cs
from care_standards import model

WHO = (
    "staff", "every keeper", "the team", "a gardener", "the warden", "volunteers", "each visitor", "the office",
    "the owner of the plot", "the duty manager",
)  # fmt: skip
MODALS = ("must", "should", "may", "will", "must not", "are expected to")
DOING = {
    "check": "inspect", "record": "write down", "explain": "make clear", "offer": "propose", "arrange": "organise",
    "review": "look again at", "share": "pass on", "keep": "hold", "prepare": "get ready", "repair": "mend",
    "discuss": "talk over", "provide": "supply", "agree": "settle", "report": "notify", "measure": "gauge",
    "protect": "guard", "carry": "bring", "replace": "renew", "clean": "wash", "display": "show",
    "order": "request", "store": "put away", "number": "count", "label": "mark", "test": "try out",
}  # fmt: skip
THINGS = {
    "tools": "implements", "seedlings": "young plants", "the rota": "the timetable", "watering cans": "sprinklers",
    "the shed": "the hut", "keys": "locks", "gloves": "mittens", "compost": "mulch", "the greenhouse": "the glasshouse",
    "pathways": "walks", "benches": "seats", "the gate": "the entrance", "hoses": "pipes", "labels": "tags",
    "the diary": "the journal", "ladders": "steps", "the pond": "the pool", "fences": "railings", "bulbs": "corms",
    "the hedge": "the bushes", "barrows": "carts", "pots": "containers", "nets": "meshes", "the orchard": "the grove",
    "the lawn": "the grass", "rakes": "combs", "the beehive": "the apiary", "apples": "fruit", "spades": "shovels",
    "the notice board": "the panel", "first aid boxes": "medical kits", "the kettle": "the urn", "invoices": "bills",
    "the map": "the plan", "shade cloth": "screens", "trellises": "frames", "the drain": "the gully", "soil": "earth",
    "the weather log": "the climate book", "fertiliser": "plant food", "cold frames": "cloches", "twine": "string",
    "the roof": "the canopy", "the barrier": "the chain", "handrails": "banisters", "lamps": "lights",
    "the tap": "the spout", "saplings": "small trees", "the visitor book": "the register", "signs": "notices",
}  # fmt: skip
QUALITIES = {
    "old": "worn", "new": "fresh", "shared": "common", "spare": "extra", "wet": "damp", "heavy": "weighty",
    "small": "little", "broken": "damaged", "seasonal": "yearly", "borrowed": "lent", "sharp": "pointed",
    "valuable": "costly",
}  # fmt: skip
WHEN = {
    "before the first frost": "ahead of cold nights", "at the end of each day": "every evening",
    "within a week": "inside seven days", "when rain is forecast": "if showers are expected",
    "during school holidays": "while schools are closed", "after each delivery": "following any consignment",
    "in the month of the fair": "in fair time", "where children are present": "near young people",
    "whenever the plot changes hands": "on a change of tenant", "once a quarter": "four times a year",
    "as soon as it is light": "from dawn", "without being asked": "unprompted",
    "in a language that is understood": "in clear speech", "at no cost to the visitor": "free of charge",
    "by the main entrance": "near the front door", "with two people present": "in pairs",
}  # fmt: skip
WHY = {
    "so that nobody is hurt": "to prevent injury", "because plants suffer otherwise": "as the crop would be harmed",
    "so that the next team knows": "for those who follow", "to keep costs down": "in order to save money",
    "because neighbours rely on it": "as people nearby count on this", "to leave a clear record": "for the file",
    "so that work can start at once": "to avoid delay", "to give everyone a fair turn": "for equal use",
    "unless the warden decides otherwise": "save where the keeper objects",
    "as far as space allows": "if there is room",
}  # fmt: skip
RECURRING = (
    "A note is made in the diary of the day.",
    "The warden is told if this cannot be done.",
    "The person concerned is asked first and may say no.",
)
SYNONYMS = {**DOING, **THINGS, **QUALITIES, **WHEN, **WHY}
PREFIXES = {"principle": "p", "recommendation": "r"}


@dataclass
class Node:
    """One item of an invented edition; a leaf says sentences, each a list of phrases."""

    kind: str
    heading: str | None = None
    sentences: list[list[str]] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    origins: tuple[int, ...] = ()
    changed: bool = False
    local: str = ""
    parent: "Node | None" = None

    def text(self) -> str | None:
        """Give the wording."""
        said = [" ".join(sentence) for sentence in self.sentences]
        return " ".join(f"{one[:1].upper()}{one[1:].rstrip('.')}." for one in said) or None


def invented(size: int, seed: int) -> Node:
    """Give an invented edition of about this many items: chapters, sections, standards and what stands below them."""
    chance = random.Random(f"edition {seed}")
    root = Node("root")
    count = 0
    while count < size:
        chapter = Node("part", heading=_title(chance, 2))
        root.children.append(chapter)
        count += 1
        for _ in range(chance.randint(3, 5)):
            section = Node("section", heading=_title(chance, 2))
            chapter.children.append(section)
            topic = chance.sample(list(THINGS), 9)
            count += 1
            for _ in range(chance.randint(2, 4)):
                standard = Node("standard", heading=_title(chance, 3, topic))
                section.children.append(standard)
                standard.children = [
                    *(_leaf("principle", chance, topic) for _ in range(chance.randint(1, 3))),
                    *(_leaf("recommendation", chance, topic) for _ in range(chance.randint(2, 5))),
                ]
                count += 1 + len(standard.children)
                if count >= size:
                    return root
    return root


def _title(chance: random.Random, words: int, topic: list[str] | None = None) -> str:
    things = chance.sample(topic or list(THINGS), words - 1)
    return f"{chance.choice(list(QUALITIES))} {' and '.join(things)}".replace("the ", "").capitalize()


def _sentence(chance: random.Random, topic: list[str]) -> list[str]:
    said = [chance.choice(WHO), chance.choice(MODALS), chance.choice(list(DOING))]
    if chance.random() < 0.5:
        said.append(chance.choice(list(QUALITIES)))
    said.append(chance.choice(topic))
    if chance.random() < 0.4:
        said += ["and", chance.choice(topic)]
    said.append(chance.choice(list(WHEN)))
    if chance.random() < 0.5:
        said.append(chance.choice(list(WHY)))
    return said


def _leaf(kind: str, chance: random.Random, topic: list[str]) -> Node:
    if chance.random() < 0.05:
        return Node(kind, sentences=[[chance.choice(RECURRING)]])
    return Node(kind, sentences=[_sentence(chance, topic) for _ in range(chance.choice((1, 1, 2, 2, 3)))])


def every(root: Node) -> list[Node]:
    """Give all items in printed order."""
    found: list[Node] = []
    for child in root.children:
        child.parent = root
        found += [child, *every(child)]
    return found


def numbered(root: Node) -> list[Node]:
    """Give all items in printed order, numbered by where they stand."""

    def number(node: Node) -> None:
        seen: dict[str, int] = {}
        for child in node.children:
            letter = PREFIXES.get(child.kind, "")
            seen[letter] = seen.get(letter, 0) + 1
            child.local = ".".join(filter(None, (node.local, f"{letter}{seen[letter]}")))
            number(child)

    number(root)
    return every(root)


def edition(root: Node, year: int) -> cs.Edition:
    """Give the edition that these items make up; complete, with invented wording, marked private."""
    id = f"plot-{year}"
    nodes = numbered(root)
    held = []
    for node in nodes:
        text, leaf = node.text(), node.kind in PREFIXES
        above = node.parent.local if node.parent is not None else ""
        made = {"standard": model.Standard, "principle": model.Principle, "recommendation": model.Recommendation}
        held.append(
            made.get(node.kind, model.Provision)(
                id=f"{id}.{node.local}", kind=node.kind, parent=f"{id}.{above}" if above else None,
                notation=None if leaf else node.local, notation_status="none" if leaf else "confirmed",
                heading=node.heading, heading_status="literal" if node.heading else "none",
                text=model.Wording(language="en", value=text) if text else None,
                text_status="private" if text else "heading-only", force="unknown", sources=(), confidence="high",
            )
        )  # fmt: skip
    return model.Edition(
        id=id, publication="plot", title="An invented book", data_revision=1,
        rights=model.Rights(sharing="private", statement="Invented."),
        completeness=model.Completeness(level="complete", provisions=len(held), coverage="Invented."),
        provisions=held,
    )  # fmt: skip


def revised(root: Node, rate: float, seed: int) -> Node:
    """Give a later edition: of every hundred leaves ``100 * rate`` are changed, and headings and orders with them."""
    chance = random.Random(f"revision {seed} {rate}")
    for place, node in enumerate(every(root)):
        node.origins = (place,)
    new = _copy(root)
    _shuffle(new, rate, chance)
    standards = [node for node in every(new) if node.kind == "standard"]
    for standard in standards:
        _edit(standard, rate, chance, standards)
    for node in every(new):
        if node.heading and chance.random() < rate / 3:
            node.heading, node.changed = _other_heading(node.heading, chance), True
    _prune(new)
    return new


def _copy(node: Node) -> Node:
    return Node(
        node.kind, node.heading, [list(s) for s in node.sentences], [_copy(child) for child in node.children],
        node.origins,
    )  # fmt: skip


def _shuffle(node: Node, rate: float, chance: random.Random) -> None:
    """Change places of neighbours, take some headings away with all below them, and put new ones in."""
    if node.kind in ("root", "part", "section") and node.children:
        if chance.random() < rate:
            one, other = chance.randrange(len(node.children)), chance.randrange(len(node.children))
            node.children[one], node.children[other] = node.children[other], node.children[one]
        if chance.random() < rate / 4 and len(node.children) > 2:
            del node.children[chance.randrange(len(node.children))]
        if chance.random() < rate / 4 and node.kind == "section":
            topic = chance.sample(list(THINGS), 9)
            fresh = Node("standard", heading=_title(chance, 3, topic))
            fresh.children = [_leaf("recommendation", chance, topic) for _ in range(4)]
            node.children.insert(chance.randrange(len(node.children) + 1), fresh)
    for child in node.children:
        _shuffle(child, rate, chance)


def _edit(standard: Node, rate: float, chance: random.Random, standards: list[Node]) -> None:
    topic = [phrase for leaf in standard.children for s in leaf.sentences for phrase in s if phrase in THINGS]
    topic = topic or chance.sample(list(THINGS), 5)
    done: list[Node] = []
    waiting = list(standard.children)
    while waiting:
        leaf = waiting.pop(0)
        if chance.random() >= rate or len(leaf.origins) != 1 or leaf.changed:
            done.append(leaf)
            continue
        what = chance.choices(
            ("reword", "delete", "insert", "split", "merge", "move"), (40, 15, 15, 10, 10, 10)
        )[0]  # fmt: skip
        following = waiting[0] if waiting and waiting[0].kind == leaf.kind and not waiting[0].changed else None
        if what == "delete":
            continue
        if what == "insert":
            done += [_leaf(leaf.kind, chance, topic), leaf]
        elif what == "split" and len(leaf.sentences) > 1:
            at = chance.randrange(1, len(leaf.sentences))
            halves = [
                Node(leaf.kind, sentences=part, origins=leaf.origins)
                for part in (leaf.sentences[:at], leaf.sentences[at:])
            ]
            if chance.random() < 0.5:
                for half in halves:
                    _reword(half, 0.15, chance)
            done += halves
        elif what == "merge" and following is not None and leaf.sentences != following.sentences:
            waiting.pop(0)
            both = Node(
                leaf.kind, sentences=leaf.sentences + following.sentences, origins=leaf.origins + following.origins
            )
            if chance.random() < 0.5:
                _reword(both, 0.15, chance)
            done.append(both)
        elif what == "move" and len(standards) > 1:
            target = chance.choice([other for other in standards if other is not standard])
            leaf.changed = False
            target.children.insert(chance.randrange(len(target.children) + 1), leaf)
        else:
            _reword(leaf, chance.uniform(0.15, 0.5), chance)
            done.append(leaf)
    standard.children = done


def _reword(leaf: Node, share: float, chance: random.Random) -> None:
    """Put synonyms for a share of the phrases, at least one, and now and then change the order of the sentence."""
    for sentence in leaf.sentences:
        can = [place for place, phrase in enumerate(sentence) if phrase in SYNONYMS]
        for place in chance.sample(can, min(len(can), max(1, round(share * len(can))))):
            sentence[place] = SYNONYMS[sentence[place]]
        if chance.random() < 0.3 and len(sentence) > 3:
            sentence.insert(0, f"{sentence.pop()},")
    if len(leaf.sentences) == 1 and len(leaf.sentences[0]) == 1 and not leaf.sentences[0][0].endswith("again."):
        leaf.sentences[0][0] = leaf.sentences[0][0].rstrip(".") + ", and again."
    leaf.changed = True


def _other_heading(heading: str, chance: random.Random) -> str:
    words = heading.split()
    return (
        " ".join([*words, "today"]) if chance.random() < 0.5 else " ".join([*words[1:], "that are", words[0].lower()])
    )


def _prune(node: Node) -> None:
    """Take away headings that nothing is left below."""
    for child in list(node.children):
        _prune(child)
        if child.kind not in PREFIXES and not child.children:
            node.children.remove(child)

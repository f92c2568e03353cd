"""What is told of one code: the words of it, which stand by their hundreds in the modules beside this one."""

import attrs

from care_standards.vocabularies import Severity


@attrs.frozen
class Told:
    """The text of a code, its title, an explanation, an example of wrong and of right, and how grave it is."""

    code: str
    title: str
    explanation: str
    bad: str
    good: str
    severity: Severity = "error"

"""Why a file is refused: codes that stay, and an exception that holds nothing of the file."""

import pickle

from care_standards.authoring.refusals import RefusedSourceError, SourceCode
from care_standards.errors import CareStandardsError, UnreadableSourceError


def test_every_reason_has_its_own_number_and_says_what_to_do() -> None:
    codes = [code.value for code in SourceCode]
    assert codes == [f"CS7{n:02}" for n in range(1, len(codes) + 1)]
    for code in SourceCode:
        assert code.title
        assert code.explanation.endswith(".")
        assert code.instead.endswith(".")


def test_a_refusal_pickles_and_is_an_error_of_the_library() -> None:
    error = RefusedSourceError(SourceCode.NO_TEXT_LAYER, "12 of 12 pages are pictures.")
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(again, CareStandardsError)
    assert isinstance(again, UnreadableSourceError)
    assert (again.code, again.what, again.instead) == (error.code, error.what, error.instead)
    assert str(again) == f"CS703: 12 of 12 pages are pictures. {SourceCode.NO_TEXT_LAYER.instead}"

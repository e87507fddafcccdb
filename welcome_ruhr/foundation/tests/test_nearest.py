from django.utils.translation import override

from welcome_ruhr.foundation.nearest import meant, meant_all, nearest

KNOWN = ["bluecard_general", "bluecard_reduced", "minimum_wage"]


def test_nearest_is_the_name_with_most_letters_in_common():
    assert nearest("bluecard_generel", KNOWN) == "bluecard_general"
    assert nearest("minimumwage", KNOWN) == "minimum_wage"


def test_nothing_alike_is_not_proposed():
    assert nearest("kindergarten", KNOWN) == ""
    assert meant("kindergarten", KNOWN) == ""


def test_proposal_ends_a_sentence_in_the_readers_language():
    with override("en"):
        assert meant("bluecard_generel", KNOWN) == " Did you mean “bluecard_general”?"
        assert meant_all(["minimum_wag", "bluecard_reduce"], KNOWN) == (
            " Did you mean “minimum_wage”, “bluecard_reduced”?"
        )

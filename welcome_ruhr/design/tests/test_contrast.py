import pytest

from welcome_ruhr.design import palette


@pytest.mark.parametrize("contrast", palette.contrasts(), ids=lambda c: f"{c.light}: {c.foreground} on {c.background}")
def test_colours_can_be_told_apart(contrast):
    assert contrast.enough, f"{contrast.ratio:.2f} is less than {contrast.needed}"


def test_ratio_of_black_and_white_is_the_greatest_there_is():
    assert round(palette.ratio("#000000", "#ffffff"), 2) == 21.0


def test_grey_known_to_be_just_too_pale_for_text_fails():
    # 4.48 : 1, the usual example of a near miss
    assert not palette.Contrast("light", "grey", "white", palette.ratio("#777777", "#ffffff"), palette.TEXT).enough


def test_both_lights_name_the_same_colours_and_differ():
    colours = palette.read()
    assert colours["light"].keys() == colours["dark"].keys()
    assert colours["light"]["paper"] != colours["dark"]["paper"]


def test_every_colour_of_text_is_measured():
    measured = {name for front, back, _ in palette.PAIRS for name in (front, back)}
    decoration = {"line", "soft", "band-line"}
    assert set(palette.read()["light"]) - measured == decoration

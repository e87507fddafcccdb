import pytest

from bench.figures import growth_exponent, percentile


def test_percentile_is_a_value_that_was_measured():
    assert percentile(list(range(1, 101)), 0.99) == 99
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile([7.0], 0.99) == 7.0


def test_percentile_of_nothing_is_refused():
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 0.5)


@pytest.mark.parametrize("exponent", [0.0, 0.5, 1.0])
def test_growth_exponent_is_the_slope_on_logarithmic_scales(exponent):
    costs = {size: 3 * size**exponent for size in (40, 2_000, 20_000)}
    assert growth_exponent(costs) == pytest.approx(exponent)


def test_growth_from_one_size_is_refused():
    with pytest.raises(ValueError, match="two sizes"):
        growth_exponent({40: 1.0})

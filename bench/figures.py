"""The few sums the benchmark needs: percentiles, growth exponents."""

from collections.abc import Mapping, Sequence
from math import ceil, log


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least `share` (0 to 1) of all values do not exceed."""
    if not values:
        raise ValueError("There is no percentile of nothing.")
    ordered = sorted(values)
    return ordered[max(ceil(share * len(ordered)) - 1, 0)]


def growth_exponent(costs: Mapping[int, float]) -> float:
    """Return the slope of log(cost) over log(size), by least squares: 0 is constant, 1 grows like the size."""
    points = [(log(size), log(cost)) for size, cost in costs.items()]
    if len(points) < 2:
        raise ValueError("Growth needs two sizes.")
    middle_x = sum(x for x, _y in points) / len(points)
    middle_y = sum(y for _x, y in points) / len(points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / sum((x - middle_x) ** 2 for x, _y in points)

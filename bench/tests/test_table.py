import pytest

from bench.goals import GOALS, Row
from bench.table import BEGIN, END, NoPlaceForTable, table, write_table


def test_goal_is_met_on_its_border():
    assert [GOALS["publish_p99"].is_met(value) for value in (80, 80.1)] == [True, False]
    assert [GOALS["stored_cpu"].is_met(value) for value in (0.8, 0.79)] == [True, False]


def test_what_could_not_be_measured_meets_no_goal():
    assert Row("stale answers", None, "", "stale").is_met is False


def test_row_says_value_goal_and_whether_it_is_met():
    rows = [Row("publish", 91.26, "ms", "publish_p99", "p50 30 ms"), Row("requests/s", 14043.2)]
    assert table(rows).splitlines()[2:] == [
        "| publish | 91.3 ms | ≤ 80 | **not met** | p50 30 ms |",
        "| requests/s | 14,043 |  |  |  |",
    ]


def test_table_is_written_between_its_marks_and_all_else_stays(tmp_path):
    path = tmp_path / "performance.md"
    path.write_text(f"Before\n{BEGIN}\nold\n{END}\nAfter\n")
    write_table(path, "new")
    assert path.read_text() == f"Before\n{BEGIN}\nnew\n{END}\nAfter\n"


def test_document_without_the_marks_is_left_alone(tmp_path):
    path = tmp_path / "performance.md"
    path.write_text(f"Before\n{BEGIN}\n")
    with pytest.raises(NoPlaceForTable):
        write_table(path, "new")
    assert path.read_text() == f"Before\n{BEGIN}\n"

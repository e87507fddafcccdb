"""A piece is drawn once for the same objects, and anew for others."""

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from welcome_ruhr.design.kept_drawings import KeptDrawings


class Pen:
    """Draws a number that tells how often it has drawn."""

    def __init__(self, most=10):
        self.kept = KeptDrawings(most)
        self.count = 0

    def draw(self, name="piece", **inputs):
        def drawn():
            self.count += 1
            return SafeString(self.count)

        return self.kept.get(name, inputs, drawn)


def test_same_objects_are_drawn_once():
    pen, items = Pen(), [1]
    assert [pen.draw(items=items, href="/de/"), pen.draw(items=items, href="/de/")] == ["1", "1"]


def test_equal_but_other_object_is_drawn_anew():
    pen = Pen()
    assert [pen.draw(items=[1]), pen.draw(items=[1])] == ["1", "2"]


def test_other_words_language_or_component_are_drawn_anew():
    pen, items = Pen(), [1]
    pen.draw(items=items, href="/de/")
    pen.draw(items=items, href="/en/")
    pen.draw("other", items=items, href="/de/")
    with override("ar"):
        pen.draw(items=items, href="/de/")
    assert pen.count == 4


def test_escaped_and_unescaped_text_are_not_taken_for_each_other():
    pen = Pen()
    assert [pen.draw(html="<b>"), pen.draw(html=mark_safe("<b>"))] == ["1", "2"]


def test_only_so_many_are_kept_and_the_oldest_goes():
    pen = Pen(most=2)
    assert [pen.draw(n=1), pen.draw(n=2), pen.draw(n=3), pen.draw(n=3), pen.draw(n=1)] == ["1", "2", "3", "3", "4"]

import io

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.core.files.images import ImageFile
from django.core.files.storage import default_storage
from PIL import Image
from wagtail.images import get_image_model

from welcome_ruhr.design.blocks import Picture

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of each size to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
WIDE, HIGH = 1600, 900


@pytest.fixture
def upload():
    """`upload(picture, "JPEG")` uploads a picture as an editor does."""
    for cache in caches.all():
        cache.clear()  # it would know the sizes of another test's image of the same number

    def save(picture, kind):
        file = io.BytesIO()
        picture.save(file, kind)
        return get_image_model().objects.create(title="Zollverein", file=ImageFile(file, name=f"tower.{kind.lower()}"))

    return save


def draw(image, caption=""):
    block = Picture()
    html = block.render(block.to_python({"image": image.pk, "alt": "Der Förderturm", "caption": caption}))
    return BeautifulSoup(html, "html.parser").figure


@pytest.fixture
def drawn(upload):
    """A photograph: large, with soft changes of colour."""
    layers = [Image.radial_gradient("L").resize((WIDE, HIGH)).rotate(angle) for angle in (0, 40, 80)]
    return draw(upload(Image.merge("RGB", layers), "JPEG"), caption="Essen")


def candidates(element):
    """Width → file name of every size an element of a picture offers."""
    pairs = (one.split() for one in element["srcset"].split(","))
    return {int(width.removesuffix("w")): address.rsplit("/", 1)[1] for address, width in pairs}


def test_picture_is_offered_as_avif_and_webp_in_three_sizes(drawn):
    offered = {"AVIF": candidates(drawn.source), "WEBP": candidates(drawn.img)}
    assert drawn.source["type"] == "image/avif"
    for kind, files in offered.items():
        assert sorted(files) == [400, 800, 1200]
        for width, name in files.items():
            with default_storage.open(f"images/{name}") as file, Image.open(file) as image:
                assert (image.format, image.width) == (kind, width)


def test_browser_knows_which_size_it_needs(drawn):
    assert drawn.source["sizes"] == drawn.img["sizes"] == "(max-width: 42rem) calc(100vw - 2rem), 38rem"


def test_picture_keeps_its_place_and_waits_until_it_is_near(drawn):
    image = drawn.img
    assert int(image["width"]) / int(image["height"]) == pytest.approx(WIDE / HIGH, rel=0.01)
    assert (image["loading"], image["decoding"], image["alt"]) == ("lazy", "async", "Der Förderturm")
    assert drawn.figcaption.string == "Essen"


def test_smaller_picture_than_the_largest_size_is_not_blown_up(upload):
    small = upload(Image.new("RGB", (500, 300), "navy"), "PNG")
    assert sorted(candidates(draw(small).img)) == [400, 500]

from io import BytesIO

import pytest
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from welcome_ruhr.foundation.pieces import Pieces

CONTENT = bytes(range(100))


def asked(method="GET", **headers):
    def view(request):
        response = FileResponse(BytesIO(CONTENT), content_type="application/pdf")
        response["ETag"] = '"v1"'
        return response

    named = {name.replace("_", "-"): value for name, value in headers.items()}
    response = Pieces(view)(RequestFactory().generic(method, "/", headers=named))
    return response, b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize(
    ("range_", "first", "last"), [("0-9", 0, 9), ("90-", 90, 99), ("-5", 95, 99), ("50-999", 50, 99)]
)
def test_piece_is_what_was_asked_for(range_, first, last):
    response, content = asked(Range=f"bytes={range_}")
    assert (response.status_code, content) == (206, CONTENT[first : last + 1])
    assert response["Content-Range"] == f"bytes {first}-{last}/100"
    assert response["Content-Length"] == str(len(content))
    assert response["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("range_", ["", "bytes=9-5", "bytes=-", "bytes=0-1,3-4", "lines=1-2"])
def test_everything_else_gets_the_whole_file(range_):
    response, content = asked(Range=range_)
    assert (response.status_code, content, response["Accept-Ranges"]) == (200, CONTENT, "bytes")


def test_piece_behind_the_end_is_refused_with_the_length():
    response, _content = asked(Range="bytes=100-")
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */100")


def test_reader_of_an_older_file_gets_the_whole_new_one():
    assert asked(Range="bytes=0-9", If_Range='"v1"')[0].status_code == 206
    assert asked(Range="bytes=0-9", If_Range='"v0"')[0].status_code == 200


def test_head_and_what_is_no_file_stay_as_they_are():
    assert asked("HEAD", Range="bytes=0-9")[0].status_code == 200
    page = Pieces(lambda request: HttpResponse("page"))(RequestFactory().get("/", headers={"Range": "bytes=0-1"}))
    assert (page.status_code, page.content) == (200, b"page")
    assert "Accept-Ranges" not in page

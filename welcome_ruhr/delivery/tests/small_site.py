"""A site of a few addresses, each answering what a test told it to: `settings.ROOT_URLCONF = small_site.__name__`."""

from pathlib import Path

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.urls import re_path
from django.views.decorators.csrf import csrf_exempt

from welcome_ruhr.foundation.ingredients import changes_at, made_of

FILLING = "".join(f"<li>{number * 7919 % 1009} people in {number * 104729 % 997} towns</li>" for number in range(300))
TEXT = {"now": "first"}
HOOK = {"while rendering": lambda: None}
UNTIL = {"moment": None}
RENDERED = []


def page(request):
    made_of("text")
    changes_at(UNTIL["moment"])
    text = TEXT["now"]
    RENDERED.append(request.path)
    HOOK["while rendering"]()
    response = HttpResponse(f"<main>\n      <p>{text}</p>\n   </main>{FILLING}")
    response.may_be_stored = "unstorable" not in request.path
    if "cookie" in request.path:
        response.set_cookie("a", "b")
    if "session" in request.path:
        request.session.get("someone")
    if "missing" in request.path:
        response.status_code = 404
    if "streamed" in request.path:
        response = StreamingHttpResponse([b"a", b"b"])
        response.may_be_stored = True
    return response


@csrf_exempt
def echo(request):
    """What arrived, for tests of the server."""
    return HttpResponse(
        f"{request.method} {request.get_full_path()} {request.META.get('HTTP_X_FORWARDED_FOR', '-')} ".encode()
        + request.body[:50]
    )


def film(request):
    return FileResponse(Path(request.GET["file"]).open("rb"))


urlpatterns = [re_path("^echo/", echo), re_path("^film/", film), re_path("^.+$", page)]

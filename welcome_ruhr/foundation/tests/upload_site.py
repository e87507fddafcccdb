"""Addresses for tests of files from strangers: `settings.ROOT_URLCONF = upload_site.__name__`."""

from django.http import HttpResponse
from django.urls import path

from welcome_ruhr.foundation import uploads
from welcome_ruhr.foundation.own_pages import own_pages_only

FILE = {"data": b"", "name": "", "content_type": ""}


def file(request):
    return uploads.download(**FILE)


@own_pages_only
def send(request):
    if uploads.too_large_request(request, 1000):
        return HttpResponse(f"touched: {request._read_started or hasattr(request, '_post')}", status=413)
    return HttpResponse(len(request.body))


urlpatterns = [path("file/", file), path("admin/file/", file), path("send/", send)]

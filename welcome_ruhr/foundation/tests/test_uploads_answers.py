import pytest

from welcome_ruhr.foundation import uploads

from . import strangers_files as files
from . import upload_site

pytestmark = pytest.mark.django_db
POLYGLOT = files.PNG + files.HTML * 100
SEALED_OFF = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}


@pytest.fixture(autouse=True)
def site(settings, monkeypatch):
    settings.ROOT_URLCONF = upload_site.__name__
    monkeypatch.setitem(upload_site.FILE, "data", POLYGLOT)
    monkeypatch.setitem(upload_site.FILE, "name", "Müllers Foto.png")
    monkeypatch.setitem(upload_site.FILE, "content_type", "image/png")


@pytest.mark.parametrize("address", ["/file/", "/admin/file/"])
def test_file_passes_all_middleware_sealed_off(client, address):
    response = client.get(address, headers={"accept-encoding": "gzip"})
    assert {name: response.headers[name] for name in SEALED_OFF} == SEALED_OFF
    assert response.headers["Content-Type"] == "image/png"
    assert response.getvalue() == POLYGLOT
    assert response.headers["Content-Length"] == str(len(POLYGLOT))


def test_file_is_saved_under_its_name(client):
    said = client.get("/file/").headers["Content-Disposition"]
    assert said == "attachment; filename*=utf-8''M%C3%BCllers%20Foto.png"


@pytest.mark.parametrize("name", ['a"; filename="b.html', "a\r\nX-Evil: yes\r\n\r\n<script>", "a\\\\b;c"])
def test_name_puts_nothing_into_the_head(client, name, monkeypatch):
    monkeypatch.setitem(upload_site.FILE, "name", uploads.clean_name(name, "png"))
    response = client.get("/file/")
    assert "X-Evil" not in response.headers
    assert response.headers["Content-Disposition"] == f'attachment; filename="{uploads.clean_name(name, "png")}"'


def test_too_large_body_is_refused_before_it_is_read(client):
    assert client.post("/send/", b"a" * 1000, content_type="text/plain").content == b"1000"
    response = client.post("/send/", b"a" * 1001, content_type="text/plain")
    assert (response.status_code, response.content) == (413, b"touched: False")


@pytest.mark.parametrize(("length", "is_too_large"), [("", False), ("abc", False), ("-1", False), ("9" * 30, True)])
def test_any_length_a_request_may_claim_is_understood(rf, length, is_too_large):
    assert uploads.too_large_request(rf.post("/send/", CONTENT_LENGTH=length), 1000) is is_too_large

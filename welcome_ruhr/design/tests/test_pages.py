import re

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.utils import translation

from welcome_ruhr.design.stylesheet import HERE

TEMPLATES = sorted((HERE / "templates").rglob("*.html"))


def read(template, language="en"):
    with translation.override(language):
        return BeautifulSoup(render_to_string(template), "html.parser")


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_page_tells_its_language_and_direction(language, direction):
    page = read("design/base.html", language)
    assert (page.html["lang"], page.html["dir"]) == (language, direction)


def test_first_link_leads_to_the_content():
    page = read("design/base.html")
    assert page.body.find("a")["href"] == "#main"
    assert page.find(id="main").name == "main"


def test_page_loads_one_stylesheet_and_no_script():
    page = read("design/base.html")
    assert len(page.select('link[rel="stylesheet"]')) == 1
    assert page.find_all("script") == []


def test_apology_page_needs_no_manifest_of_static_files(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    page = read("design/error.html")
    assert page.find("link", rel="stylesheet")["href"] == "/static/design/welcome.css"
    assert page.h1.string == "Something broke on our side"


def test_workspace_is_kept_out_of_search_engines():
    page = read("design/workspace.html")
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex, nofollow"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_public_templates_read_no_visitor(path):
    if path.name == "workspace.html":
        return
    assert re.findall(r"csrf_token|request\.|\buser\.|\bmessages\b", path.read_text(encoding="utf-8")) == []

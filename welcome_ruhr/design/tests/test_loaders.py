from django.template.loader import get_template


def source(name):
    return get_template(name).template.source


def test_our_pages_are_read_without_indentation():
    assert "\n<head>\n<meta charset" in source("design/base.html")


def test_templates_of_libraries_stay_as_they_are():
    assert "\n    " in source("wagtailadmin/base.html")

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders as django_finders
from django.core.management import call_command

import welcome_ruhr
from welcome_ruhr.design import stylesheet
from welcome_ruhr.design.finders import StylesheetFinder

PACKAGE = Path(welcome_ruhr.__file__).parent
MOST_BYTES = {
    stylesheet.READING: 7_000,
    stylesheet.HOME: 6_000,
    stylesheet.MORE: 3_500,
    stylesheet.WORK: 4_000,
    stylesheet.DESK: 3_300,
}
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right|top|bottom)[\w-]*|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?:left|right|top|bottom|width|height|(?:min|max)-(?:width|height)|float|clear)(?=\s*:)"
    r"|(?:text-align|justify-[\w-]+)\s*:\s*(?:left|right))"
)


def css_files():
    return sorted(path for path in PACKAGE.rglob("*.css") if "wagtail" not in path.name)


def physical_properties(css):
    """Properties that would stay where they are when the direction of writing turns round."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"@(?:media|container)[^{]*{", "{", css)
    return [found[0] for found in PHYSICAL.finditer(css)]


@pytest.mark.parametrize("path", css_files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_stylesheets_use_logical_properties_only(path):
    assert physical_properties(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "css",
    [
        "a { margin-left: 1px }",
        "a{padding-top:0}",
        "a { left: 0; }",
        "a { max-width: 3rem }",
        "a { text-align: right }",
        "a { border-top-left-radius: 1px }",
    ],
)
def test_physical_property_is_noticed(css):
    assert len(physical_properties(css)) == 1


def test_media_queries_and_logical_properties_pass():
    css = "@media (width < 40rem) { a { padding-inline-start: 1px; line-height: 1; stroke-width: 2 } }"
    assert physical_properties(css) == []


@pytest.mark.parametrize("sheet", stylesheet.SHEETS)
def test_stylesheet_begins_with_the_order_of_its_layers(sheet):
    assert stylesheet.assemble(sheet).splitlines()[0] == "@layer tokens,base,components,rooms;"


@pytest.mark.parametrize("sheet", stylesheet.SHEETS)
def test_stylesheet_is_small_enough_for_a_weak_connection(sheet):
    assert len(gzip.compress(stylesheet.assemble(sheet).encode(), 9)) <= MOST_BYTES[sheet]


def test_every_part_named_in_a_stylesheet_exists():
    named = stylesheet.READING_AND_HOME | stylesheet.HOME_AND_MORE
    named |= stylesheet.MORE_ONLY | stylesheet.WORK_ONLY | stylesheet.DESK_ONLY
    assert named - {path.stem for _, path in stylesheet.parts()} == set()


def test_home_carries_everything_its_own_rules_read():
    css = stylesheet.assemble(stylesheet.HOME)
    from_markup = {"--tile", "--on-tile", "--tint", "--ring", "--flip"}  # set on some elements only, with a default
    assert set(re.findall(r"var\((--[\w-]+)", css)) - set(re.findall(r"(--[\w-]+):", css)) <= from_markup


def test_property_nobody_reads_is_left_out_and_nothing_else():
    css = ":root{--ink:#000;--idle:#fff}.a--b:hover{color:var(--ink);--own:1}"
    assert stylesheet.without_idle_properties(css) == ":root{--ink:#000;}.a--b:hover{color:var(--ink);}"


def test_every_part_of_the_design_room_is_assembled():
    design = PACKAGE / "design"
    on_disk = {*design.glob("css/*.css"), *design.glob("templates/design/components/*.css")}
    assert {path for layer, path in stylesheet.parts() if layer != "rooms"} == on_disk


def test_css_of_another_room_comes_last_and_in_its_layer(tmp_path, monkeypatch):
    class Room:
        name = "welcome_ruhr.elsewhere"
        path = str(tmp_path)

    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "room.css").write_text(".room { color: var(--ink); }", encoding="utf-8")
    monkeypatch.setattr(stylesheet.apps, "get_app_configs", lambda: [Room()])
    assert stylesheet.assemble(stylesheet.READING).endswith("@layer rooms{.room{color:var(--ink)}}\n")


def test_squeezing_keeps_spaces_that_mean_something():
    css = "/* why */\n.a .b,\n.c > .d + .e {\n  inline-size: calc(1rem + 2px);\n  margin: 0 auto;\n}\n"
    assert stylesheet.squeeze(css) == ".a .b,.c>.d + .e{inline-size:calc(1rem + 2px);margin:0 auto}"


def test_squeezing_writes_numbers_and_colours_short():
    css = "a { color: #ffffff; fill: #fffffe; margin: 0.5rem -0.25em 10.5px 0; }"
    assert stylesheet.squeeze(css) == "a{color:#fff;fill:#fffffe;margin:.5rem -.25em 10.5px 0}"


def test_every_custom_property_that_is_used_is_defined_somewhere():
    css = "\n".join(path.read_text(encoding="utf-8") for path in css_files())
    defined = set(re.findall(r"(?<![\w-])(--[\w-]+)\s*:", css))
    # Those of Wagtail's admin begin with --w- and are defined there.
    assert set(re.findall(r"var\((--(?!w-)[\w-]+)", css)) - defined == set()


def test_django_finds_the_stylesheets_where_they_can_be_read():
    for name in stylesheet.SHEETS:
        assert Path(django_finders.find(name)).read_text(encoding="utf-8") == stylesheet.assemble(name)


def test_finder_leaves_other_files_to_others():
    assert StylesheetFinder().find("design/other.css") == []


def test_finder_writes_anew_when_a_part_changes(settings, tmp_path, monkeypatch):
    settings.STATIC_ROOT = str(tmp_path / "static")
    finder = StylesheetFinder()
    first = Path(finder.find("design/welcome.css"))
    monkeypatch.setattr(stylesheet, "assemble", lambda sheet: "changed{}\n")
    finder.find("design/welcome.css")
    assert first.read_text(encoding="utf-8") == "changed{}\n"
    assert [path.name for path in first.parent.iterdir()] == ["welcome.css"]


def test_collectstatic_gives_the_stylesheet_a_hashed_name(settings, tmp_path):
    settings.STATIC_ROOT = str(tmp_path / "static")
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["wagtail*", "allauth*", "mfa*"])
    names = {path.name for path in (tmp_path / "static" / "design").glob("welcome*.css")}
    assert "welcome.css" in names
    assert any(re.fullmatch(r"welcome\.[0-9a-f]{12}\.css", name) for name in names)

import gettext
import os

from welcome_ruhr.config.compiling import compile_translations

GERMAN = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Welcome"
msgstr "Willkommen"
"""


def german_in(folder):
    path = folder / "de" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(GERMAN)
    return path


def test_translation_is_compiled_so_that_gettext_reads_it(tmp_path):
    german_in(tmp_path)
    compile_translations(tmp_path)
    assert gettext.translation("django", tmp_path, ["de"]).gettext("Welcome") == "Willkommen"


def test_translation_is_compiled_again_only_when_it_is_newer(tmp_path):
    source = german_in(tmp_path)
    assert compile_translations(tmp_path) == [source.with_suffix(".mo")]
    assert compile_translations(tmp_path) == []
    newer = source.with_suffix(".mo").stat().st_mtime + 1
    os.utime(source, (newer, newer))
    assert compile_translations(tmp_path) == [source.with_suffix(".mo")]

"""Earlier versions of offices and rules: kept with the towns they were linked to, compared and restored."""

import pytest
from django.db import connection
from django.urls import reverse
from wagtail.models import ModelLogEntry

from welcome_ruhr.delivery import changes
from welcome_ruhr.directory.history import KEPT, keep_version_before
from welcome_ruhr.directory.models import Office, Partner
from welcome_ruhr.directory.queries import directory, office

from .editors import administrator
from .factories import make_institution, make_office, make_town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def admin():
    return administrator()


def form_of(office, **changes):
    names = ("key", "name", "kind", "address", "phone", "email", "website", "languages", "as_of")
    form = {name: getattr(office, name) for name in names}
    serves = [town.pk for town in office.serves.all()]
    return {**form, "published": "on", "source": "herne.de", "serves": serves, "review_note": "", **changes}


def edit(client, office, **changes):
    return client.post(address("edit", office.pk), form_of(office, **changes))


def address(name, *args):
    return reverse(Office.snippet_viewset.get_url_name(name), args=args)


def versions(row):
    """What each version said, the oldest first."""
    return [revision.as_object() for revision in row.revisions.order_by("pk")]


def towns(row):
    return [town.name for town in row.serves.all()]


def test_first_change_keeps_what_the_content_files_brought(admin):
    stored = make_office("Amt", phone="0234 1")
    edit(admin, stored, phone="0234 2")
    assert [version.phone for version in versions(stored)] == ["0234 1", "0234 2"]
    log = ModelLogEntry.objects.order_by("pk").values_list("action", "content_changed")
    assert list(log) == [(KEPT, True), ("wagtail.edit", True)]


def test_history_offers_to_compare_and_restore_what_was_there_before_the_first_change(admin):
    stored = make_office("Amt", phone="0234 1")
    edit(admin, stored, phone="0234 2")
    before, after = stored.revisions.order_by("pk")
    page = admin.get(address("history", stored.pk)).content.decode()
    compare = address("revisions_compare", stored.pk, before.pk, after.pk)
    assert (page.count(compare), page.count(address("revisions_revert", stored.pk, before.pk))) == (1, 1)


def test_second_change_by_hand_adds_one_version_only(admin):
    stored = make_office("Amt", phone="0234 1")
    for phone in ("0234 2", "0234 3"):
        edit(admin, stored, phone=phone)
    assert [version.phone for version in versions(stored)] == ["0234 1", "0234 2", "0234 3"]


def test_what_an_import_changed_between_two_changes_by_hand_has_a_version_too(admin):
    stored = make_office("Amt", phone="0234 1")
    edit(admin, stored, phone="0234 2")
    Office.objects.update_or_create(key=stored.key, defaults={"phone": "0234 3"})  # as the content import does
    edit(admin, stored, phone="0234 4")
    assert [version.phone for version in versions(stored)] == ["0234 1", "0234 2", "0234 3", "0234 4"]


def test_versions_know_the_towns_of_their_time(admin):
    bochum, herne = make_town("Bochum"), make_town("Herne")
    stored = make_office("Amt", serves=[bochum])
    edit(admin, stored, serves=[bochum.pk, herne.pk])
    assert [towns(version) for version in versions(stored)] == [["Bochum"], ["Bochum", "Herne"]]


def test_comparing_shows_which_towns_were_added(admin):
    stored = make_office("Amt", serves=[make_town("Bochum")], source="herne.de")
    edit(admin, stored, serves=[make_town("Herne").pk])
    one, other = stored.revisions.order_by("pk")
    response = admin.get(address("revisions_compare", stored.pk, one.pk, other.pk))
    compared = {str(part.field_label()): part.htmldiff() for part in response.context["comparison"]}
    deleted, added = '<span class="deletion">Bochum</span>', '<span class="addition">Herne</span>'
    assert compared == {"Responsible for": f"{deleted}, {added}"}


def test_earlier_version_is_restored_with_its_towns(admin):
    bochum, herne = make_town("Bochum"), make_town("Herne")
    stored = make_office("Amt", serves=[bochum], phone="0234 1")
    edit(admin, stored, serves=[herne.pk], phone="0234 2")
    before = stored.revisions.order_by("pk").first()
    revert = address("revisions_revert", stored.pk, before.pk)
    shown = admin.get(revert).context["form"]
    assert (shown["phone"].value(), shown["serves"].value()) == ("0234 1", [bochum.pk])
    admin.post(revert, form_of(stored, serves=[bochum.pk], phone="0234 1"))
    stored = Office.objects.get(pk=stored.pk)
    assert (stored.phone, towns(stored)) == ("0234 1", ["Bochum"])


def test_rows_of_every_kind_keep_their_links_and_come_back_without_what_was_deleted():
    bochum, herne = make_town("Bochum"), make_town("Herne")
    bochum.neighbours.set([herne])
    school = make_institution("RUB", places=[bochum, herne])
    versions = [keep_version_before(row) for row in (bochum, school, Partner.objects.create(key="rvr", name="RVR"))]
    herne.delete()
    found = [version.as_object() for version in versions]
    assert list(found[0].neighbours.all()) == []
    assert [town.name for town in found[1].municipalities.all()] == ["Bochum"]
    assert found[2].name == "RVR"


def test_version_alone_makes_no_page_old(admin):
    stored = make_office("Amt")
    connection.run_on_commit.clear()
    keep_version_before(stored)
    assert changes.pending() == set()
    stored.save()
    assert changes.pending() == {"directory"}


def test_what_the_house_remembers_follows_a_change_by_hand(admin, django_capture_on_commit_callbacks):
    stored = make_office("Amt", serves=[make_town("Bochum")], phone="0234 1")
    assert office(stored.key).phone == "0234 1"
    with django_capture_on_commit_callbacks(execute=True):
        edit(admin, stored, phone="0234 2", serves=[make_town("Herne").pk])
    assert office(stored.key).phone == "0234 2"
    assert [directory().towns[pk].name for pk in directory().served[stored.pk]] == ["Herne"]


def test_nothing_is_stored_while_somebody_types(admin):
    stored = make_office("Amt")
    for response in (admin.get(address("edit", stored.pk)), admin.get(address("add"))):
        assert response.context["autosave_enabled"] is False

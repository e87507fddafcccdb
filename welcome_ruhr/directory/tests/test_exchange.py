"""Offices as CSV: out, in again after a preview, and every reason for which nothing is imported."""

import io

import pytest
from django.conf import settings
from django.core import signing
from wagtail.models import ModelLogEntry

from welcome_ruhr.directory.exchange.applying import MayNot, apply
from welcome_ruhr.directory.exchange.comparing import compare
from welcome_ruhr.directory.exchange.forms import SALT
from welcome_ruhr.directory.exchange.reading import LARGEST, read
from welcome_ruhr.directory.exchange.rows import COLUMNS, all_rows, as_csv
from welcome_ruhr.directory.history import KEPT
from welcome_ruhr.directory.models import Office

from .editors import administrator, said, somebody_who_may
from .factories import make_office, make_town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

NO_NUMBER = "This is no phone number such as +49 234 12345: five digits or more, with spaces and + / ( ) - only."
EXPORT, IMPORT, APPLY = "/admin/directory/offices.csv", "/admin/directory/import/", "/admin/directory/import/apply/"


@pytest.fixture
def admin():
    return administrator()


@pytest.fixture
def herne():
    return make_town("Herne", ags="05916000")


def row(**cells):
    """A row that can be stored."""
    good = {
        "key": "abh-herne",
        "kind": "foreigners_office",
        "name": "Amt",
        "published": "yes",
        "serves": "05916000",
        "source": "herne.de",
    }
    return {**dict.fromkeys(COLUMNS, ""), **good, **cells}


def store(key="abh-herne", **fields):
    """Store the office that a row with this key is about."""
    office = make_office(fields.pop("name", "Amt"), source="herne.de", **fields)
    office.key = key
    office.save()
    return office


def upload(client, content):
    content = content.encode() if isinstance(content, str) else content
    file = io.BytesIO(content)
    file.name = "offices.csv"
    return client.post(IMPORT, {"file": file})


def preview(client, *rows):
    return upload(client, as_csv(rows))


def confirm(client, response):
    return client.post(APPLY, {"preview": response.context["preview"]["preview"].value()})


def problems(text):
    return [(problem.line, problem.reason) for problem in read(text).problems]


def fields(change):
    return [(one.label, one.old, one.new) for one in change.fields]


def test_download_has_the_columns_of_the_content_file_and_can_be_read_again(admin, herne):
    make_office(
        "Amt, „links“", source="herne.de", serves=[herne], address="Markt 1\n(links)", next_check_on="2027-05-22"
    )
    make_office("Gerücht", published=False)
    response = admin.get(EXPORT)
    header = (settings.CONTENT_DIR / "offices.csv").read_text(encoding="utf-8").partition("\n")[0]
    assert response.content.decode().partition("\n")[0] == header
    assert response["Content-Disposition"] == 'attachment; filename="offices-2026-11-22.csv"'
    reading = read(response.content.decode())
    assert [line.row for line in reading.lines] == all_rows()
    assert len(compare(reading.lines).unchanged) == 2


def test_file_of_the_content_folder_is_read_whole():
    text = (settings.CONTENT_DIR / "offices.csv").read_text(encoding="utf-8")
    keys = {ags for cells in text.splitlines() for ags in cells.split(",")[3].split() if ags.isdigit()}
    known = {reason for _line, reason in problems(text) if not reason.startswith("serves: there is no municipality")}
    assert (len(keys) > 3, known) == (True, set())


def test_preview_lists_new_changed_and_unchanged_rows_field_by_field_and_stores_nothing(admin, herne):
    make_town("Bochum", ags="05911000")
    for key in ("abh-herne", "same", "absent"):
        store(key, serves=[herne])
    new = row(key="new", name="Neu", kind="job_centre")
    changed = row(serves="05916000 05911000", phone="02323 1", published="no")
    response = preview(admin, row(key="same"), changed, new)
    result = response.context["result"]
    assert fields(result.changed[0]) == [
        ("responsible for", "Herne", "Bochum, Herne"),
        ("shown to visitors", "yes", "no"),
        ("phone", "", "02323 1"),
    ]
    assert [one.key for one in result.new] == ["new"]
    assert ("kind", "", "Job centre") in fields(result.new[0])
    assert ([one.key for one in result.unchanged], result.untouched) == (["same"], 1)
    assert (Office.objects.count(), Office.objects.get(key="abh-herne").phone) == (3, "")


def test_confirming_stores_rows_with_versions_and_log_entries_by_the_person(admin, herne):
    store(name="Alt", phone="02323 1")
    response = confirm(admin, preview(admin, row(name="Neuer Name"), row(key="new", next_check_on="2027-05-22")))
    assert said(response) == ["Imported: 1 new, 1 changed, 0 as they were."]
    stored = Office.objects.get(key="abh-herne")
    assert (stored.name, stored.phone, [town.name for town in stored.serves.all()]) == ("Neuer Name", "", ["Herne"])
    versions = [(one.as_object().name, one.user) for one in stored.revisions.order_by("pk")]
    assert versions == [("Alt", None), ("Neuer Name", admin.person)]
    log = ModelLogEntry.objects.filter(action__startswith="wagtail.").order_by("pk")
    found = [(one.action, one.object_id, one.user) for one in log]
    new = Office.objects.get(key="new")
    assert found == [
        ("wagtail.create", str(new.pk), admin.person),
        ("wagtail.edit", str(stored.pk), admin.person),
    ]


def test_each_imported_row_has_a_history_of_its_own(admin, herne):
    stored = [make_office("Amt", serves=[herne]) for _ in range(2)]
    confirm(admin, preview(admin, *(row(key=one.key, phone="02323 1") for one in stored)))
    for one in stored:
        page = admin.get(f"/admin/snippets/directory/office/history/{one.pk}/")
        actions = [entry.action for entry in page.context["object_list"]]
        assert actions == ["wagtail.edit", KEPT]


def test_rows_that_say_nothing_new_get_no_version(admin, herne):
    store(serves=[herne])
    response = confirm(admin, preview(admin, row()))
    assert said(response) == ["Imported: 0 new, 0 changed, 1 as they were."]
    assert (Office.objects.get().revisions.count(), ModelLogEntry.objects.count()) == (0, 0)


def test_row_that_changed_meanwhile_is_refused_with_all_others(admin, herne):
    stored = store(serves=[herne])
    shown = preview(admin, row(phone="02323 2"), row(key="new"))
    Office.objects.filter(pk=stored.pk).update(phone="02323 1")
    response = confirm(admin, shown)
    sentence = "Nothing was imported: somebody has changed abh-herne since you looked. Choose the file again."
    assert said(response) == [sentence]
    assert list(Office.objects.values_list("key", "phone")) == [("abh-herne", "02323 1")]


@pytest.mark.parametrize("what", ["added", "deleted", "linked"])
def test_office_that_came_went_or_serves_others_meanwhile_is_refused(admin, herne, what):
    stored = store(serves=[herne])
    shown = preview(admin, row(phone="02323 2"), row(key="new"))
    if what == "added":
        store("new")
    elif what == "deleted":
        stored.delete()
    else:
        stored.serves.clear()
    before = list(Office.objects.values())
    [sentence] = said(confirm(admin, shown))
    assert sentence.startswith(
        f"Nothing was imported: somebody has changed {'new' if what == 'added' else 'abh-herne'} "
    )
    assert list(Office.objects.values()) == before


def test_preview_that_was_tampered_with_is_refused(admin, herne):
    sentence = "This preview is too old or was changed on its way. Choose the file again."
    signed = signing.dumps({"text": as_csv([row()]), "seen": {"abh-herne": ""}}, salt=SALT)
    for sent in ({}, {"preview": f"{signed}x"}, {"preview": signing.dumps({}, salt="another")}):
        assert said(admin.post(APPLY, sent))[-1] == sentence
    assert Office.objects.count() == 0


def test_town_that_went_meanwhile_is_named_with_its_line(admin, herne):
    shown = preview(admin, row())
    herne.delete()
    reason = "Nothing was imported. Line 2: serves: there is no municipality 05916000."
    assert said(confirm(admin, shown)) == [reason]
    assert Office.objects.count() == 0


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"key": ""}, "key: This field cannot be blank."),
        ({"key": "not a key"}, "key: Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
        ({"name": ""}, "name: This field cannot be blank."),
        ({"kind": "job_center"}, "kind: there is no kind “job_center”. Did you mean “job_centre”?"),
        ({"published": "ja"}, "published: “ja” is neither yes nor no."),
        ({"serves": "05916000 1"}, "serves: there is no municipality 1."),
        ({"phone": "abc"}, f"phone: {NO_NUMBER}"),
        ({"phone": "0234"}, f"phone: {NO_NUMBER}"),
        ({"email": "amt"}, "email: Enter a valid email address."),
        ({"website": "herne"}, "website: Enter a valid URL."),
        ({"as_of": "Mai 2025"}, "as_of: This is not a year, month or day such as 2025-05."),
        ({"source": ""}, "source: Visitors may only be shown what has a source."),
        ({"next_check_on": "22.5.27"}, "next_check_on: “22.5.27” is not a date such as 2026-11-22."),
    ],
)
def test_bad_cell_gives_line_and_reason_and_nothing_is_imported(admin, herne, cells, reason):
    response = preview(admin, row(key="good"), row(**cells))
    assert [(one.line, one.reason) for one in response.context["problems"]] == [(3, reason)]
    assert (response.status_code, "preview" in response.context, Office.objects.count()) == (422, False, 0)


def test_line_is_the_one_in_which_a_row_begins(herne):
    text = as_csv([row(key="one", source="a\nb\nc"), row(key="two", published="")])
    assert problems(text) == [(5, "published: “” is neither yes nor no.")]


def test_key_that_stands_twice_names_both_lines(herne):
    assert problems(as_csv([row(), row()])) == [(3, "The key “abh-herne” stands in line 2 already.")]


@pytest.mark.parametrize(
    ("text", "line", "start"),
    [
        ("", 1, "The first line must be: key,kind,name"),
        ("key;kind;name\n", 1, "The first line must be: key,kind,name"),
        (",".join(COLUMNS[:-1]), 1, "The first line must be"),
        (",".join(COLUMNS), 1, "This file has no rows below its header."),
        (",".join(COLUMNS) + "\na,b", 2, "This row has 2 cells; 14 are expected."),
        (",".join(COLUMNS) + '\n"a"b,c', 2, "This row is not valid CSV"),
        (",".join(COLUMNS) + "\na\0b", 2, "This row "),
    ],
)
def test_file_of_another_shape_is_refused(text, line, start):
    [(found, reason)] = problems(text)
    assert (found, reason[: len(start)]) == (line, start)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"key\nM\x81nster", "Line 2 is not written in UTF-8: save the file as UTF-8."),
        (b"PK\x03\x04\x14\x00", "This is a workbook and no CSV file: in the spreadsheet, save it as CSV."),
        (b"x" * (LARGEST + 1), "This file is larger than a megabyte. Is it the right one?"),
        (b"", "The submitted file is empty."),
    ],
    ids=["encoding", "workbook", "size", "empty"],
)
def test_file_that_is_no_text_is_refused_beside_the_field(admin, content, reason):
    assert upload(admin, content).context["form"].errors == {"file": [reason]}


def test_byte_order_mark_and_line_ends_of_windows_do_not_matter(admin, herne):
    text = "\ufeff" + as_csv([row()]).replace("\n", "\r\n")
    assert [one.key for one in upload(admin, text).context["result"].new] == ["abh-herne"]


def test_file_as_a_german_excel_writes_it_is_read_and_the_umlauts_are_to_be_checked(admin, herne):
    text = as_csv([row(name="Amt, Büro")]).replace('"Amt, Büro"', "Amt# Büro").replace(",", ";").replace("#", ",")
    response = upload(admin, text.replace("\n", "\r\n").encode("cp1252"))
    assert [one.line.row["name"] for one in response.context["result"].new] == ["Amt, Büro"]
    assert "It was read as Windows-1252, as Excel writes it: please check the umlauts." in response.text
    assert said(confirm(admin, response)) == ["Imported: 1 new, 0 changed, 0 as they were."]
    assert Office.objects.get().name == "Amt, Büro"


def test_file_in_utf_8_is_not_doubted(admin, herne):
    assert "Windows-1252" not in preview(admin, row(name="Büro")).text


def test_file_for_excel_can_be_read_again_and_holds_no_formula(admin, herne):
    store(serves=[herne], phone="+49 2323 1", name="=1+1", as_of="2025-05", address="Markt 1; links")
    content = admin.get(f"{EXPORT}?excel").content
    text = content.decode("utf-8-sig")
    assert content.startswith(b"\xef\xbb\xbfkey;kind;name;serves")
    assert "abh-herne;foreigners_office;'=1+1;'05916000;yes;\"Markt 1; links\";'+49 2323 1;" in text
    assert len(compare(read(text).lines).unchanged) == 1


@pytest.mark.parametrize("address", [EXPORT, IMPORT])
def test_exchange_is_only_for_those_who_may_change_offices(address):
    client = somebody_who_may("change_partner", "view_office")
    assert client.get(address).status_code == 302
    assert said(client.get(address)) == ["Sorry, you do not have permission to access this area."] * 2


def test_without_the_right_to_change_offices_nothing_can_be_confirmed(herne):
    client = somebody_who_may("change_partner")
    signed = signing.dumps({"text": as_csv([row()]), "seen": {"abh-herne": ""}}, salt=SALT)
    assert client.post(APPLY, {"preview": signed}).status_code == 302
    assert Office.objects.count() == 0


def test_without_the_right_to_add_offices_new_rows_are_refused(herne):
    client = somebody_who_may("change_office")
    shown = preview(client, row())
    assert shown.context["may_apply"] is False
    sentence = "Nothing was imported: you may change offices, but not add new ones."
    assert said(confirm(client, shown)) == [sentence]
    with pytest.raises(MayNot):
        apply(text=as_csv([row()]), seen={"abh-herne": ""}, by=client.person)
    assert Office.objects.count() == 0


def test_list_of_offices_leads_to_the_exchange_those_who_may(admin):
    page = admin.get("/admin/snippets/directory/office/").content.decode()
    assert [page.count(f'href="{address}"') for address in (EXPORT, f"{EXPORT}?excel", IMPORT)] == [1, 1, 1]

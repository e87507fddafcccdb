"""The code and the cookie of “My enquiry”: nobody else gets at them, and without them nobody gets in."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.enums import ReferralState, State
from welcome_ruhr.enquiries.mine import visits
from welcome_ruhr.enquiries.mine.entering import CODES_PER_TEN_MINUTES, LINES_PER_HOUR
from welcome_ruhr.enquiries.models import Attachment, Enquiry, Message
from welcome_ruhr.foundation import clock, receipt_codes, uploads, vault

from .factories import ask, closed_by, fresh, make_adviser, make_supervisor, proposal, taken_by
from .visiting import OURS, Visitor, everything_stored, is_code_page, read

pytestmark = pytest.mark.django_db

ADDRESS = "/de/my-enquiry/"
FORMS = ("reply/", "helped/", "finish/", "consent/1/", "leave/", "delete/")
HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


@pytest.fixture
def receipt():
    return ask()


@pytest.fixture
def visitor(receipt):
    return Visitor(receipt.code)


@pytest.fixture
def other():
    """Somebody else's enquiry with all that one may have: a file, a question of ours, a note with a file."""
    adviser, receipt = make_adviser(), ask("Die Frage von jemand anderem")
    enquiry = taken_by(adviser, receipt.enquiry)
    actions.write_back(enquiry=enquiry, text="Anlage", uploads=[checked(b"Geheim")])
    actions.ask_consent(enquiry=enquiry, proposal=proposal(), by=adviser)
    actions.scan_held()
    return receipt


def checked(content):
    return actions.Upload(uploads.inspect(SimpleUploadedFile("a.txt", content)), content)


def later(**ago):
    return clock.fixed(clock.now() + timedelta(**ago))


# --- the code -----------------------------------------------------------------------------------------------------


def test_no_plain_copy_of_the_code_is_kept_anywhere(caplog, settings, receipt):
    caplog.set_level(logging.DEBUG)
    visitor = Visitor(receipt.code)
    visitor.send("reply/", text="Noch eine Frage")
    visitor.enter(wrong_by_one_sign(receipt.code))
    kept = everything_stored() + caplog.text.encode()
    kept += b"".join(path.read_bytes() for path in Path(settings.SEALED_FILES_DIR).rglob("*") if path.is_file())
    assert vault.fingerprint("receipt code", receipt_codes.cleaned(receipt.code)).encode() in kept
    assert [way for way in ways_of_writing(receipt.code) if way in kept] == []


def ways_of_writing(code):
    """The code as it is shown, as it is fingerprinted, in small letters, and each of its first groups together."""
    signs = code.replace("-", "")
    return [way.encode() for way in (code, code.lower(), signs, signs.lower(), signs[:8], code[:9])]


def wrong_by_one_sign(code):
    return ("0" if code[0] != "0" else "1") + code[1:]


def test_copy_in_the_database_would_be_found(receipt):
    Enquiry.objects.update(about=receipt.code)
    assert receipt.code.encode() in everything_stored()


def test_code_opens_in_the_body_of_a_form_and_never_in_an_address(receipt):
    visitor = Visitor()
    assert is_code_page(visitor.get(f"?code={receipt.code}"))
    response = visitor.enter(receipt.code)
    assert (response.status_code, response["Location"]) == (303, ADDRESS)


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", " "), lambda code: f"  {code}\n"])
def test_code_is_taken_however_it_is_written(receipt, change):
    assert Visitor().enter(change(receipt.code)).status_code == 303


def test_slip_is_noticed_in_one_sentence_and_what_was_typed_is_kept(receipt):
    typed = wrong_by_one_sign(receipt.code)
    response = Visitor(language="en").enter(typed)
    page = read(response)
    assert (response.status_code, page.all("input", name="code")[0]["value"]) == (422, typed)
    assert page.text("p", id="id_code_error") == "There is a slip in this code. Please compare it sign by sign."


def test_code_of_nobody_opens_nothing(receipt):
    response = Visitor(language="en").enter(receipt_codes.new())
    page = read(response)
    assert response.status_code == 422
    assert page.text("p", id="id_code_error").startswith("This code opens nothing.")


def test_after_ten_codes_the_right_one_has_to_wait_too_and_is_told_how_long(receipt):
    visitor = Visitor(language="en")
    for _ in range(CODES_PER_TEN_MINUTES):
        assert visitor.enter(receipt_codes.new()).status_code == 422
    response = visitor.enter(receipt.code)
    said = read(response).text("p", id="id_code_error")
    assert (response.status_code, response["Retry-After"]) == (429, "600")
    assert said == "Too many codes were tried from here. Please try again in 10 minutes."
    assert Visitor(REMOTE_ADDR="203.0.113.7").enter(receipt.code).status_code == 303
    with later(minutes=10, seconds=1):
        assert visitor.enter(receipt.code).status_code == 303


def test_slips_harm_nobody_until_there_are_a_hundred(receipt):
    visitor, slip = Visitor(), wrong_by_one_sign(receipt.code)
    for _ in range(LINES_PER_HOUR - 1):
        visitor.enter(slip)
    assert visitor.enter(receipt.code).status_code == 303
    assert visitor.enter(receipt.code).status_code == 429
    with later(hours=1, seconds=1):
        assert visitor.enter(receipt.code).status_code == 303


def test_networks_of_ipv6_are_counted_as_one_visitor(receipt):
    for number in range(CODES_PER_TEN_MINUTES):
        Visitor(REMOTE_ADDR=f"2001:db8::{number + 1:x}").enter(receipt_codes.new())
    assert Visitor(REMOTE_ADDR="2001:db8::ffff").enter(receipt.code).status_code == 429


# --- the cookie ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("https", [False, True])
def test_cookie_has_just_these_attributes(receipt, settings, https):
    settings.HTTPS = https
    response = Visitor().enter(receipt.code)
    said = {name: value for name, value in response.cookies["my_enquiry"].items() if value and name != "expires"}
    wanted = {"path": ADDRESS, "max-age": 1800, "httponly": True, "samesite": "Strict"}
    assert (list(response.cookies), said) == (["my_enquiry"], wanted | ({"secure": True} if https else {}))


def test_no_answer_sets_any_other_cookie(visitor, other):
    answers = [visitor.get(), visitor.get("delete/"), visitor.get("files/1/"), visitor.get("reply/")]
    answers += [visitor.send(place, answer="yes", helped="yes", text="") for place in FORMS[:-1]]
    assert {name for answer in answers for name in answer.cookies} == {"my_enquiry"}


def test_without_a_code_there_is_no_cookie_at_all():
    visitor = Visitor()
    visitor.get()
    visitor.enter("7K3M-QX2D")
    assert dict(visitor.client.cookies) == {}


def test_cookie_holds_no_word_that_could_be_read(visitor, receipt):
    value = visitor.client.cookies["my_enquiry"].value
    opened = vault.unseal(f"{value}{'=' * (-len(value) % 4)}".encode())
    assert opened.endswith(f"{receipt.enquiry.pk}.{receipt.enquiry.code_key[:16]}.{int(clock.now().timestamp())}")
    assert receipt.enquiry.code_key[:8] not in value
    assert all(way.decode() not in opened for way in ways_of_writing(receipt.code))


def test_visit_ends_after_half_an_hour_without_a_click_and_lasts_with_clicks(visitor):
    with later(minutes=29):
        assert not is_code_page(visitor.get())
    with later(minutes=58):
        assert not is_code_page(visitor.get())
    kept = visitor.client.cookies["my_enquiry"].value
    with later(minutes=88):
        # A thief's browser does not forget the cookie when it is told to; the server looks itself.
        visitor.client.cookies["my_enquiry"] = kept
        assert is_code_page(visitor.get())


def test_cookie_from_the_future_opens_nothing(receipt):
    with later(minutes=5):
        visitor = Visitor(receipt.code)
    assert is_code_page(visitor.get())


def sealed(text):
    return vault.seal(text).decode().rstrip("=")


@pytest.mark.parametrize(
    "forge",
    [
        lambda value, said: "",
        lambda value, said: "x" * 5000,
        lambda value, said: "Grüße",
        lambda value, said: value[:-1] + ("A" if value[-1] != "A" else "B"),
        lambda value, said: value[:40] + ("A" if value[40] != "A" else "B") + value[41:],
        lambda value, said: said,
        lambda value, said: sealed(said),
        lambda value, said: sealed(f"{vault.fingerprint('receipt code', said)} {said}"),
        lambda value, said: vault.seal_bytes(b"\xff\xfe").decode(),
    ],
    ids=["empty", "long", "no ascii", "end", "middle", "plain", "sealed text", "other sign", "no text"],
)
def test_changed_or_forged_cookie_opens_nothing(visitor, receipt, forge):
    said = f"{receipt.enquiry.pk}.{receipt.enquiry.code_key[:16]}.{int(clock.now().timestamp())}"
    visitor.client.cookies["my_enquiry"] = forge(visitor.client.cookies["my_enquiry"].value, said)
    assert is_code_page(visitor.get())


def test_what_somebody_wrote_and_the_database_holds_sealed_is_no_cookie(receipt):
    """Who reads the database knows fingerprints and sealed words of their own; both together open nothing."""
    said = f"{receipt.enquiry.pk}.{receipt.enquiry.code_key[:16]}.{int(clock.now().timestamp())}"
    ask(text=said)
    stored = vault.seal(Message.objects.filter(enquiry__gt=receipt.enquiry.pk).first().text)
    visitor = Visitor()
    visitor.client.cookies["my_enquiry"] = stored.decode().rstrip("=")
    assert is_code_page(visitor.get())


def withdrawn(receipt):
    actions.withdraw(enquiry=receipt.enquiry)


def erased(receipt):
    actions.erase(enquiry=receipt.enquiry, by=make_supervisor())


def anonymised(receipt):
    actions.anonymise(closed_by(make_adviser(), taken_by(make_adviser(), receipt.enquiry)))


def renewed(receipt):
    Enquiry.objects.filter(pk=receipt.enquiry.pk).update(code_key="0" * 64)


@pytest.mark.parametrize("end", [withdrawn, erased, renewed])
def test_code_and_cookie_are_dead_when_the_words_are_gone(visitor, receipt, end):
    kept = visitor.client.cookies["my_enquiry"].value
    end(receipt)
    assert is_code_page(visitor.get())
    visitor.client.cookies["my_enquiry"] = kept
    assert is_code_page(visitor.get("delete/")) or visitor.get("delete/").status_code == 303
    assert visitor.enter(receipt.code).status_code == 422


def test_code_is_dead_when_nothing_but_numbers_is_left(visitor, receipt):
    adviser = make_adviser()
    actions.anonymise(closed_by(adviser, taken_by(adviser, receipt.enquiry)))
    assert is_code_page(visitor.get())
    assert visitor.enter(receipt.code).status_code == 422


# --- every answer -------------------------------------------------------------------------------------------------


def answers_to(visitor, receipt):
    """Yield an answer of every kind there is, by name."""
    stranger = Visitor()
    yield "code page", stranger.get()
    yield "slip", stranger.enter("7K3M")
    yield "code", stranger.enter(receipt.code)
    yield "other site", stranger.client.post(ADDRESS, {"code": receipt.code}, headers={"sec-fetch-site": "cross-site"})
    yield "too large", stranger.client.post(ADDRESS, {}, headers=OURS, CONTENT_LENGTH="99000000")
    yield "put", stranger.client.put(ADDRESS)
    yield "page", visitor.get()
    yield "head", visitor.client.head(ADDRESS)
    yield "no file", visitor.get("files/999/")
    yield "file", visitor.get(f"files/{Attachment.objects.get().pk}/")
    yield "deleting?", visitor.get("delete/")
    yield "reply", visitor.send("reply/", text="x")
    yield "wrong reply", visitor.send("reply/", text="")
    yield "overtaken", visitor.send("helped/", helped="yes")
    yield "other form", visitor.send("reply/", visit="x", text="x")
    yield "done", visitor.send("finish/")
    yield "left", visitor.send("leave/")
    yield "nobody", visitor.get("delete/")
    yield "nobody's form", visitor.client.post(f"{ADDRESS}reply/", {"text": "x"}, headers=OURS)
    for _ in range(CODES_PER_TEN_MINUTES + 1):
        answer = stranger.enter(receipt_codes.new())
    yield "too many", answer


STATUSES = {
    "code page": 200,
    "slip": 422,
    "code": 303,
    "other site": 403,
    "too large": 413,
    "put": 405,
    "page": 200,
    "head": 200,
    "no file": 404,
    "file": 200,
    "deleting?": 200,
    "reply": 303,
    "wrong reply": 422,
    "overtaken": 409,
    "other form": 403,
    "done": 303,
    "left": 303,
    "nobody": 303,
    "nobody's form": 403,
    "too many": 429,
}


def test_no_answer_is_kept_found_or_passed_on(visitor, receipt):
    actions.write_back(enquiry=receipt.enquiry, text="", uploads=[checked(b"Hallo")])
    actions.scan_held()
    answers = dict(answers_to(visitor, receipt))
    assert {name: answer.status_code for name, answer in answers.items()} == STATUSES
    missing = {name: {key: answer.get(key) for key in HEADERS} for name, answer in answers.items()}
    assert {name: said for name, said in missing.items() if said != HEADERS} == {}


def test_policy_of_a_file_is_its_own(visitor, receipt):
    actions.write_back(enquiry=receipt.enquiry, text="", uploads=[checked(b"Hallo")])
    actions.scan_held()
    response = visitor.get(f"files/{Attachment.objects.get().pk}/")
    assert (response["Content-Security-Policy"], response["X-Content-Type-Options"]) == (
        "default-src 'none'; sandbox",
        "nosniff",
    )


# --- reading changes nothing --------------------------------------------------------------------------------------


@pytest.mark.parametrize("has_code", [True, False])
def test_program_that_opens_every_address_changes_nothing(receipt, other, has_code):
    visitor = Visitor(other.code if has_code else "")
    consent = other.enquiry.referrals.get()
    file = Attachment.objects.get()
    before = everything_stored()
    places = ("", *FORMS, f"consent/{consent.pk}/?answer=yes", f"files/{file.pk}/", "?after=deleted")
    for place in (*places, "reply/?text=x", f"delete/?visit={'x' * 64}"):
        assert visitor.get(place).status_code in (200, 303, 404)
        assert visitor.client.head(f"{ADDRESS}{place}").status_code in (200, 303, 404)
    assert everything_stored() == before


def test_change_would_be_seen(visitor, receipt):
    before = everything_stored()
    visitor.send("finish/")
    assert everything_stored() != before


# --- forms of elsewhere -------------------------------------------------------------------------------------------

ELSEWHERE = [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://evil.example"}]


@pytest.mark.parametrize("headers", ELSEWHERE)
@pytest.mark.parametrize("place", FORMS)
def test_form_of_another_site_changes_nothing_even_with_the_right_token(visitor, headers, place):
    before = everything_stored()
    response = visitor.send(place, headers=headers, text="x", helped="yes", answer="yes")
    assert response.status_code == 403
    assert everything_stored() == before


@pytest.mark.parametrize("headers", [{}, {"origin": "null"}, OURS])
@pytest.mark.parametrize("token", ["", "x", "Grüße"])
@pytest.mark.parametrize("place", FORMS)
def test_form_without_the_token_changes_nothing_whatever_the_browser_says(visitor, headers, token, place):
    before = everything_stored()
    response = visitor.send(place, headers=headers, visit=token, text="x", helped="yes", answer="yes")
    assert response.status_code == 403
    assert everything_stored() == before


@pytest.mark.parametrize("headers", [{}, {"origin": "null"}, {"origin": "http://testserver"}])
def test_older_browser_that_says_little_is_taken_with_the_token(visitor, headers):
    assert visitor.send("reply/", headers=headers, text="Hallo").status_code == 303


def test_code_sent_from_another_site_opens_nothing(receipt):
    for headers in ELSEWHERE:
        response = Visitor().client.post(ADDRESS, {"code": receipt.code}, headers=headers)
        assert (response.status_code, dict(response.cookies)) == (403, {})


# --- somebody else's enquiry --------------------------------------------------------------------------------------


def test_form_that_stood_in_another_enquiry_does_nothing_in_this_one(visitor, other):
    token = visitor.token
    visitor.enter(other.code)
    before = everything_stored()
    assert visitor.send("reply/", visit=token, text="Für die erste Frage").status_code == 403
    assert everything_stored() == before


def test_nothing_of_somebody_else_can_be_read_or_changed(visitor, other):
    referral, file = other.enquiry.referrals.get(), Attachment.objects.get()
    before = everything_stored()
    assert visitor.get(f"files/{file.pk}/").status_code == 404
    assert visitor.send(f"consent/{referral.pk}/", answer="yes").status_code == 404
    assert visitor.send(f"consent/{referral.pk}/", answer="no").status_code == 404
    assert everything_stored() == before
    assert fresh(referral).state == ReferralState.ASKED
    assert "Die Frage von jemand anderem" not in visitor.page.html
    assert Visitor(other.code).get(f"files/{file.pk}/").status_code == 200


def test_everything_sent_goes_into_the_own_enquiry(visitor, receipt, other):
    before = fresh(other.enquiry).__dict__
    theirs = other.enquiry.messages.count()
    visitor.send("reply/", text="Meins", enquiry=other.enquiry.pk, pk=other.enquiry.pk)
    visitor.send("finish/", enquiry=other.enquiry.pk)
    visitor.send("delete/", enquiry=other.enquiry.pk)
    after = fresh(other.enquiry).__dict__
    assert {**after, "_state": None} == {**before, "_state": None}
    assert (other.enquiry.messages.count(), fresh(receipt.enquiry).state) == (theirs, State.CLOSED)


def test_file_of_a_note_is_for_the_desk_alone(visitor, receipt):
    adviser = make_adviser()
    note = actions.note(enquiry=taken_by(adviser, receipt.enquiry), text="Intern", by=adviser)
    actions.asking.attach(note, [checked(b"Intern")])
    actions.scan_held()
    assert visitor.get(f"files/{Attachment.objects.get().pk}/").status_code == 404
    assert "a.txt" not in visitor.page.html


def test_cookie_of_one_enquiry_is_none_for_another(receipt, other):
    mine, theirs = Visitor(receipt.code), Visitor(other.code)
    assert mine.token != theirs.token
    mine.client.cookies["my_enquiry"] = theirs.client.cookies["my_enquiry"].value
    assert "Die Frage von jemand anderem" in mine.page.html
    assert visits.COOKIE == "my_enquiry"

"""What a page is made of is raised when it changes, and what it does not show is not."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page, PageViewRestriction

from welcome_ruhr.delivery.changes import EVERYTHING, Raising
from welcome_ruhr.directory.enums import OfficeKind
from welcome_ruhr.directory.tests.factories import make_office, make_town
from welcome_ruhr.facts.models import LegalBasis
from welcome_ruhr.facts.tests.factories import YEAR, make_figure, make_value
from welcome_ruhr.foundation import clock
from welcome_ruhr.foundation.ingredients import noting
from welcome_ruhr.portal import actions
from welcome_ruhr.portal.desk.actions.confirming import confirm_page
from welcome_ruhr.portal.models import Notice, PublishedText, Translation
from welcome_ruhr.vocabulary.models import Audience, Phase

from .factories import (
    body,
    home_page,
    make_article,
    make_audience,
    make_city_index,
    make_event,
    make_home,
    make_journey,
    make_journey_index,
    make_news,
    make_news_index,
    make_phase,
    make_topic,
    part,
    publish,
    save_draft,
    translate,
)

pytestmark = pytest.mark.django_db


def shown(client, path):
    """Return what a page notes while it is rendered at its address."""
    with noting() as made:
        response = client.get(path)
    assert response.status_code == 200, path
    return made


def raised_by(change):
    """Return the names that a change raises, as if its transaction began with it."""
    connection.run_on_commit.clear()
    change()
    return {name for _ids, call, *_ in connection.run_on_commit if isinstance(call, Raising) for name in call.names}


def concerned(client, paths, change):
    """Return which of the pages are raised by a change, as a page store would see it."""
    noted = {path: shown(client, path).names | {EVERYTHING} for path in paths}
    raised = raised_by(change)
    return {path for path, names in noted.items() if names & raised}


class Portal:
    """Two topics with an article each, in German and English, and one page of most other types."""

    def __init__(self):
        self.home = make_home()
        make_home("en")
        self.work, self.housing = make_topic("arbeit"), make_topic("wohnen")
        self.phase, self.audience = make_phase("planning"), make_audience("families")
        tags = {"audiences": [Audience.objects.get()], "phases": [Phase.objects.get()]}
        self.job = make_article("Stelle", topic=self.work, **tags)
        self.flat = make_article("Wohnung", topic=self.housing)
        translate(self.work, slug="work"), translate(self.housing, slug="housing")
        self.english_job = translate(self.job, slug="job")
        self.journeys = make_journey_index()
        steps = [{"title": "Suchen", "article": self.job.pk}, {"title": "Umziehen"}]
        self.journey = make_journey("Weg", index=self.journeys, steps=steps)
        self.news = make_news_index()
        self.item = make_news("Neues", index=self.news)
        self.cities = make_city_index()
        self.herne = make_town("Herne")


@pytest.fixture
def portal(db):
    return Portal()


HOME, TOPIC, OTHER_TOPIC, ARTICLE, OTHER = (
    "/de/",
    "/de/arbeit/",
    "/de/wohnen/",
    "/de/arbeit/stelle/",
    "/de/wohnen/wohnung/",
)
PHASE, AUDIENCE, JOURNEY, NEWS, TOWN = (
    "/de/planning/",
    "/de/families/",
    "/de/wege/weg/",
    "/de/aktuelles/",
    "/de/staedte/herne/",
)
ENGLISH = "/en/work/job/"
ALL = [HOME, TOPIC, OTHER_TOPIC, ARTICLE, OTHER, PHASE, AUDIENCE, JOURNEY, NEWS, TOWN, ENGLISH]


def test_new_text_of_an_article_concerns_it_its_languages_and_the_lists_that_print_its_summary(client, portal):
    found = concerned(client, ALL, lambda: publish(portal.job, summary="Anders"))
    assert found == {ARTICLE, ENGLISH, TOPIC, PHASE, AUDIENCE}


def test_new_title_of_an_article_concerns_also_the_journey_that_links_to_it(client, portal):
    found = concerned(client, ALL, lambda: publish(portal.job, title="Arbeitsstelle"))
    assert found == {ARTICLE, ENGLISH, TOPIC, PHASE, AUDIENCE, JOURNEY}


def test_new_title_of_a_topic_concerns_every_page_because_every_page_links_to_it(client, portal):
    assert concerned(client, ALL, lambda: publish(portal.work, title="Beruf")) == set(ALL)


def test_draft_concerns_nobody(client, portal):
    assert raised_by(lambda: save_draft(portal.job, title="Entwurf")) == set()


def test_page_that_is_not_public_concerns_nobody_when_it_is_saved(client, portal):
    hidden = make_article("Versteckt", topic=portal.work)
    hidden.unpublish()
    hidden.refresh_from_db()
    assert raised_by(hidden.save) == set()


def test_new_article_concerns_its_topic_and_not_the_other(client, portal):
    found = concerned(client, [TOPIC, OTHER_TOPIC, ARTICLE], lambda: make_article("Neu", topic=portal.work))
    assert found == {TOPIC}


def test_article_that_is_taken_down_or_deleted_concerns_its_topic_its_journey_and_its_translation(client, portal):
    paths = [TOPIC, OTHER_TOPIC, JOURNEY, ENGLISH, OTHER]
    assert concerned(client, paths, portal.job.unpublish) == {TOPIC, JOURNEY, ENGLISH}
    publish(portal.job)
    assert concerned(client, paths, lambda: Page.objects.get(pk=portal.job.pk).delete()) == {TOPIC, JOURNEY, ENGLISH}


def test_link_in_running_text_follows_the_page_it_leads_to(client, portal):
    link = f'<a linktype="page" id="{portal.flat.pk}">Wohnen</a>'
    make_article("Mit Link", slug="link", topic=portal.work, body=body(link))
    paths = ["/de/arbeit/link/", ARTICLE]
    assert concerned(client, paths, lambda: publish(portal.flat, slug="heim")) == {"/de/arbeit/link/"}


def test_new_address_of_a_topic_concerns_the_pages_below_it_and_what_links_to_them(client, portal):
    portal.flat.related = f'[{{"type": "page", "value": {portal.job.pk}}}]'
    portal.flat.save_revision().publish()
    below = concerned(client, [ARTICLE, OTHER, JOURNEY], lambda: publish(portal.work, slug="beruf"))
    assert below == {ARTICLE, OTHER, JOURNEY}


def test_new_address_of_a_topic_that_is_not_public_concerns_the_public_pages_below_it(client, portal):
    portal.work.unpublish()
    topic = type(portal.work).objects.get(pk=portal.work.pk)
    topic.slug = "beruf"
    assert f"page:{portal.job.translation_key}" in raised_by(topic.save)


def test_see_also_follows_the_page_it_names(client, portal):
    publish(portal.flat, related=f'[{{"type": "page", "value": {portal.job.pk}}}]')
    assert concerned(client, [OTHER, NEWS], lambda: publish(portal.job, summary="Anders")) == {OTHER}


def test_moved_page_concerns_everybody(client, portal):
    change = lambda: Page.objects.get(pk=portal.job.pk).move(Page.objects.get(pk=portal.housing.pk), "last-child")  # noqa: E731
    assert EVERYTHING in raised_by(change)


def test_copied_page_concerns_its_new_list(client, portal):
    def copy():
        Page.objects.get(pk=portal.job.pk).specific.copy(
            to=Page.objects.get(pk=portal.housing.pk), update_attrs={"slug": "kopie"}, keep_live=True
        )

    assert concerned(client, [OTHER_TOPIC, OTHER], copy) == {OTHER_TOPIC}


def test_alias_follows_its_original(client, portal):
    page = Page.objects.get(pk=portal.job.pk).specific
    page.create_alias(parent=Page.objects.get(pk=portal.housing.pk), update_slug="doppelt")
    path = "/de/wohnen/doppelt/"
    assert concerned(client, [path, OTHER], lambda: publish(portal.job, summary="Anders")) == {path}


def test_page_in_the_readers_language_concerns_the_one_that_stood_in_for_it(client, portal):
    path = "/en/arbeit/mietvertrag/"
    page = make_article("Mietvertrag", topic=portal.work)
    assert concerned(client, [path, ENGLISH], lambda: translate(page)) == {path}


def test_other_page_that_comes_to_an_address_concerns_the_one_that_stood_in_there(client, portal):
    make_article("Lohn", topic=portal.work)
    english_work = portal.work.get_translations().get(locale__language_code="en")
    publish(english_work, slug="arbeit")
    paths = ["/en/arbeit/lohn/", "/en/arbeit/job/"]
    change = lambda: make_article("Pay", slug="lohn", topic=english_work, language="en")  # noqa: E731
    assert concerned(client, paths, change) == {"/en/arbeit/lohn/"}


def test_translation_follows_its_source_and_its_own_release(client, portal):
    assert concerned(client, [ENGLISH, OTHER], lambda: publish(portal.job, body=body("Anders"))) == {ENGLISH}
    record = Translation.objects.get(page_id=portal.english_job.pk)
    record.released_by = "Ada"
    assert concerned(client, [ENGLISH, OTHER], record.save) == {ENGLISH}
    text = PublishedText.objects.get(page_id=portal.job.pk)
    assert concerned(client, [ENGLISH, OTHER], text.save) == {ENGLISH}


def test_shared_field_of_the_source_concerns_its_translations(client, portal):
    found = concerned(client, [ENGLISH, OTHER], lambda: publish(portal.job, checked_on=date(2026, 11, 2)))
    assert found == {ENGLISH}


def test_tag_concerns_the_list_of_what_is_tagged_so(client, portal):
    found = concerned(client, [PHASE, OTHER, NEWS], lambda: publish(portal.flat, phases=[Phase.objects.get()]))
    assert found == {PHASE, OTHER}


def test_step_of_a_journey_concerns_the_articles_it_leads_through_now_and_then(client, portal):
    steps = [{"type": "step", "value": {"title": "Wohnen", "article": portal.flat.pk, "papers": [], "text": ""}}]
    change = lambda: publish(portal.journey, steps=json.dumps(steps))  # noqa: E731
    assert concerned(client, [ARTICLE, OTHER, TOWN, JOURNEY], change) == {ARTICLE, OTHER, JOURNEY}


def test_news_concerns_its_list_and_the_home_page(client, portal):
    assert concerned(client, ALL, lambda: make_news("Mehr", index=portal.news)) == {NEWS, HOME}
    assert concerned(client, ALL, lambda: publish(portal.item, published_on=date(2026, 1, 1))) == {NEWS, HOME}


def test_event_concerns_its_list(client, portal):
    begins = clock.now() + timedelta(days=1)
    assert concerned(client, ALL, lambda: make_event("Fest", index=portal.news, starts_at=begins)) == {NEWS}


def test_figure_concerns_the_pages_that_print_it(client, portal):
    wage, fee = make_figure("wage"), make_figure("fee")
    publish(portal.job, summary=wage.as_token)
    publish(portal.flat, body=body(part("figures", {"heading": "", "items": [part("item", fee.pk)]})))
    value = wage.values.get()
    value.value = Decimal("3")
    assert concerned(client, ALL, value.save) == {ARTICLE, TOPIC, PHASE, AUDIENCE}
    assert concerned(client, ALL, lambda: make_value(fee, span=(date(2028, 1, 1), None))) == {OTHER}
    fee.labels = {"de": "Gebühr"}
    assert concerned(client, ALL, fee.save) == {OTHER}


def test_figure_that_is_made_later_concerns_the_page_that_asked_for_it(client, portal):
    portal.job.summary = "{{ fact:later }}"
    portal.job.save(clean=False)
    assert concerned(client, [ARTICLE, OTHER], lambda: make_figure("later")) >= {ARTICLE}


def test_page_changes_on_the_day_on_which_its_figure_does(client, portal):
    figure = make_figure("wage", {"span": YEAR}, {"span": (date(2027, 1, 1), None)})
    publish(portal.job, summary=figure.as_token)
    assert shown(client, ARTICLE).until == timezone.make_aware(datetime(2027, 1, 1))
    assert shown(client, OTHER).until is None


def test_legal_basis_concerns_the_pages_that_rest_on_it(client, portal):
    basis = LegalBasis.objects.create(key="law", label="§ 1 A", url="https://example.org")
    publish(portal.job, legal_bases=[basis])
    basis.label = "§ 2 A"
    assert ARTICLE in concerned(client, ALL, basis.save)
    assert TOWN not in concerned(client, ALL, basis.save)


def test_directory_concerns_towns_and_pages_with_an_office(client, portal):
    office = make_office("Amt", serves=[portal.herne], website="https://example.org")
    publish(portal.job, body=body(part("office", {"kind": "", "office": office.pk})))
    office.phone = "1"
    paths = [TOWN, ARTICLE, OTHER, TOPIC]
    assert concerned(client, paths, office.save) == {TOWN, ARTICLE}
    assert concerned(client, paths, office.serves.clear) == {TOWN, ARTICLE}
    assert concerned(client, paths, lambda: make_office(serves=[portal.herne], kind=OfficeKind.JOB_CENTRE)) >= {TOWN}


def test_notice_concerns_every_page_it_may_stand_on(client, portal):
    notice = Notice(key="n", headings={"de": "Neu"}, texts={"de": "Text"}, valid_from=date(2026, 11, 1))
    notice.valid_until = date(2026, 12, 1)
    assert concerned(client, [ARTICLE, TOPIC], notice.save) == {ARTICLE, TOPIC}
    assert shown(client, ARTICLE).until == timezone.make_aware(datetime(2026, 12, 2))


def test_notice_to_come_changes_its_pages_on_its_first_day(client, portal):
    dates = {"valid_from": date(2026, 11, 30), "valid_until": date(2027, 1, 1)}
    Notice.objects.create(key="n", headings={"de": "Neu"}, texts={"de": "Text"}, **dates)
    assert shown(client, ARTICLE).until == timezone.make_aware(datetime(2026, 11, 30))


def test_notice_inside_a_page_ends_by_itself(client, portal):
    value = {"date": "2026-11-01", "until": "2026-11-25", "heading": "Neu", "text": "<p>Text</p>"}
    publish(portal.job, body=body(part("notice", value)))
    assert shown(client, ARTICLE).until == timezone.make_aware(datetime(2026, 11, 26))


def test_lists_change_when_news_is_due_and_when_an_event_begins(client, portal):
    make_news("Bald", index=portal.news, published_on=date(2026, 11, 29))
    assert shown(client, HOME).until == shown(client, NEWS).until == timezone.make_aware(datetime(2026, 11, 29))
    begins = timezone.make_aware(datetime(2026, 11, 25, 18))
    make_event("Fest", index=portal.news, starts_at=begins)
    assert shown(client, NEWS).until == begins


def test_picture_and_file_concern_the_page_that_shows_them(client, portal):
    document = Document.objects.create(title="Liste", file=ContentFile(b"x", "liste.pdf"))
    publish(portal.job, body=body(part("download", {"document": document.pk, "title": "Liste"})))
    assert concerned(client, [ARTICLE, OTHER], document.save) == {ARTICLE}
    image = Image.objects.create(title="Bild", file="bild.png", width=10, height=10, file_hash="x", file_size=1)
    page = publish(portal.flat, body=body(part("picture", {"image": image.pk, "alt": "x", "caption": ""})))
    with noting() as made:
        assert page.body[0].value["image"] == image
    rendition = image.renditions.create(filter_spec="width-1", file="klein.png", width=1, height=1)
    assert made.names == raised_by(image.save) == raised_by(rendition.delete) == {"pictures"}


def test_word_of_the_vocabulary_concerns_every_page_because_the_header_names_the_phases(client, portal):
    phase = Phase.objects.get()
    phase.names = {"de": "Vorher"}
    assert concerned(client, [ARTICLE, TOWN, NEWS], phase.save) == {ARTICLE, TOWN, NEWS}


def test_home_page_that_goes_concerns_everybody(client, portal):
    assert raised_by(lambda: home_page("en").unpublish()) == {EVERYTHING}


def test_restriction_concerns_everybody(client, portal):
    restriction = PageViewRestriction(page=Page.objects.get(pk=portal.job.pk), restriction_type="login")
    assert raised_by(restriction.save) == {EVERYTHING}


def test_confirming_a_page_concerns_all_its_languages(client, portal, django_user_model):
    editor = django_user_model.objects.create(email="ada@example.org")
    change = lambda: confirm_page(page=portal.job, by=editor)  # noqa: E731
    assert concerned(client, [ARTICLE, ENGLISH, OTHER], change) == {ARTICLE, ENGLISH}


def test_import_that_writes_concerns_everybody_and_one_that_does_not_nobody(folder, run_import):
    assert EVERYTHING in raised_by(run_import)
    assert raised_by(run_import) == set()


def test_page_that_is_due_concerns_its_list(client, portal):
    page = make_article("Bald", topic=portal.work)
    page.unpublish()
    page = type(page).objects.get(pk=page.pk)
    page.go_live_at = clock.now() - timedelta(hours=1)
    revision = page.save_revision()
    revision.approved_go_live_at = page.go_live_at
    revision.save()
    assert concerned(client, [TOPIC, OTHER_TOPIC], actions.publish_due) == {TOPIC}

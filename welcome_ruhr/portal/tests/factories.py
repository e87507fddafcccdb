"""Pages for tests of every room, published as an editor would: a German portal, English where a test asks for it."""

import itertools
import json
import uuid
from datetime import date

from wagtail.models import Locale, Page, Site

from welcome_ruhr.portal.enums import Maker
from welcome_ruhr.portal.models import (
    ArticlePage,
    AskPage,
    AudiencePage,
    CityIndexPage,
    EventPage,
    HomePage,
    JourneyIndexPage,
    JourneyPage,
    NewsIndexPage,
    NewsPage,
    PhasePage,
    StandardPage,
    TopicPage,
    Translation,
)
from welcome_ruhr.portal.translations import digest, published_text, source_of
from welcome_ruhr.vocabulary.models import Audience, Phase, Topic

_number = itertools.count(1)
MANY_TO_MANY = ("audiences", "phases", "legal_bases")


def make_home(language="de", **fields):
    """Make the home page of a language; the German one becomes the start of the site, others its translation."""
    site = Site.objects.get(is_default_site=True)
    former = site.root_page
    if language == "de" and not isinstance(former.specific, HomePage):
        fields.setdefault("translation_key", uuid.uuid4())
    else:
        fields.setdefault("translation_key", former.translation_key)
    fields = {"title": "Start", "slug": language, "content_id": "home", "lead": "Willkommen", **fields}
    home = _published(HomePage, Page.objects.get(depth=1), language, fields)
    if not isinstance(former.specific, HomePage):
        site.root_page = home
        site.save()
        former.delete()
    return home


def home_page(language="de"):
    """Return the home page of a language; made when it is not there."""
    return HomePage.objects.filter(locale__language_code=language).first() or make_home(language)


def make_topic(key="", **fields):
    key = key or f"topic{next(_number)}"
    topic, _created = Topic.objects.get_or_create(key=key, defaults={"names": {"de": key.title()}})
    return make_page(TopicPage, title=topic.name, slug=key, content_id=key, topic=topic, **fields)


def make_phase(key="planning", **fields):
    phase, _created = Phase.objects.get_or_create(key=key, defaults={"names": {"de": "Planen", "en": "Planning"}})
    return make_page(PhasePage, title=phase.name, slug=key, content_id=key, phase=phase, **fields)


def make_audience(key="families", **fields):
    audience, _created = Audience.objects.get_or_create(key=key, defaults={"names": {"de": "Familien"}})
    return make_page(AudiencePage, title=audience.name, slug=key, content_id=key, audience=audience, **fields)


def make_article(title="", *, topic=None, **fields):
    """Make an article below a topic page."""
    return make_page(ArticlePage, title=title, parent=topic or make_topic(), **fields)


def make_news_index(language="de"):
    return make_page(NewsIndexPage, title="Aktuelles", slug="aktuelles", content_id="news", language=language)


def make_news(title="", *, index, **fields):
    return make_page(NewsPage, title=title, parent=index, **{"published_on": date(2026, 11, 1), **fields})


def make_event(title="", *, index, **fields):
    return make_page(EventPage, title=title, parent=index, **fields)


def make_journey_index(language="de"):
    return make_page(JourneyIndexPage, title="Wege", slug="wege", content_id="journeys", language=language)


def make_journey(title="", *, index, steps=(), **fields):
    """Make a journey; each of `steps` is a dictionary with a title, and what else the step has."""
    return make_page(JourneyPage, title=title, parent=index, steps=json.dumps([_step(one) for one in steps]), **fields)


def make_ask_page(language="de"):
    return make_page(AskPage, title="Fragen", slug="fragen", content_id="ask-us", language=language)


def make_city_index(language="de"):
    return make_page(CityIndexPage, title="Städte", slug="staedte", content_id="cities", language=language)


def make_standard_page(title="Impressum", **fields):
    return make_page(StandardPage, title=title, **fields)


def make_page(model, *, parent=None, language="de", title="", **fields):
    """Publish a page below `parent`, or below the home page of `language`."""
    title = title or f"Seite {next(_number)}"
    parent = parent or home_page(language)
    return _published(model, parent, parent.locale.language_code, {"title": title, **fields})


def translate(page, language="en", *, made_by=Maker.MACHINE, released_by="", **fields):
    """Publish the translation of a page, made from the text that is public now, below its parent's translation."""
    parent = page.get_parent().specific
    above = parent.get_translation_or_none(Locale.objects.get_or_create(language_code=language)[0])
    if above is None:
        above = make_home(language) if isinstance(parent, HomePage) else translate(parent, language)
    shared = {name: _value_of(page, name) for name in page.shared_fields}
    fields = {"title": f"{page.title} ({language})", "slug": f"{page.slug}-{language}", **shared, **fields}
    if hasattr(page, "steps"):
        fields.setdefault("steps", _raw(page.steps))
    # The record first, because publishing looks for it.
    copy = _build(type(page), language, {**fields, "translation_key": page.translation_key})
    copy.content_id = page.content_id
    above.add_child(instance=copy)
    text = published_text(page)
    Translation.objects.create(
        page=copy,
        source_locale=page.locale,
        source_revision=page.live_revision,
        source_digest=digest(text),
        source_text=text,
        made_by=made_by,
        released_by=released_by,
    )
    return publish(copy)


def publish(page, **changes):
    """Change a page as an editor does, publish it and return it as it is stored."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def save_draft(page, **changes):
    """Keep a change as a draft that is not public."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision()
    return page


def source_page(translation):
    return source_of(translation, Translation.objects.get(page_id=translation.pk))


def part(kind, value):
    """One part of a body, as `body` takes them."""
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def body(*parts):
    """Return a body; a string is a paragraph of running text."""
    return json.dumps([part("text", f"<p>{one}</p>") if isinstance(one, str) else one for one in parts])


def _step(step):
    value = {
        "step_id": step["title"].lower(),
        "text": "",
        "deadline": "",
        "office": {"kind": "", "office": None},
        "article": None,
        **step,
        "papers": [part("item", paper) for paper in step.get("papers", ())],
    }
    return part("step", value)


def _published(model, parent, language, fields):
    page = _build(model, language, fields)
    parent = Page.objects.get(pk=parent.pk)  # its number of children may have changed
    parent.add_child(instance=page)
    page.save_revision().publish()
    return model.objects.get(pk=page.pk)


def _build(model, language, fields):
    locale, _created = Locale.objects.get_or_create(language_code=language)
    simple = {name: value for name, value in fields.items() if name not in MANY_TO_MANY}
    page = model(locale=locale, live=False, **simple)
    for name in MANY_TO_MANY:
        if name in fields:
            setattr(page, name, list(fields[name]))
    return page


def _value_of(page, name):
    value = getattr(page, name)
    if name in MANY_TO_MANY:
        return list(value.all())
    return _raw(value) if hasattr(value, "raw_data") else value


def _raw(stream):
    return json.dumps(list(stream.raw_data))

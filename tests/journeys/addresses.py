"""One address of every page type in each language of the interface."""

LANGUAGES = ("de", "en", "ar", "fr", "pl", "tr", "uk", "de-simple")
# A language that is read from left to right and one from right to left; the others are looked at in `make test-full`.
AT_ONCE = ("de", "ar")

# German and English; the English address leads readers of another language to their own page, or to the English one.
PLACES = {
    "home": ("", ""),
    "phase": ("ankommen/", "arriving/"),
    "audience": ("fachkraefte/", "skilled-workers/"),
    "topic": ("aufenthalt/", "residence/"),
    "article": ("aufenthalt/blaue-karte-eu/", "residence/eu-blue-card/"),
    "recognition": ("anerkennung/", "recognition/"),
    "recognition procedure": ("anerkennung/anerkennung-beantragen/", "recognition/recognition-procedure/"),
    "article in a journey": ("alltag/wohnsitz-anmelden/", "daily-life/register-your-address/"),
    "journey": ("schritt-fuer-schritt/die-ersten-14-tage/", "step-by-step/first-14-days/"),
    "journeys": ("schritt-fuer-schritt/", "step-by-step/"),
    "towns": ("staedte/", "towns/"),
    "town": ("staedte/herne/", "towns/herne/"),
    "town in a district": ("staedte/selm/", "towns/selm/"),
    "news": ("aktuelles/", "news/"),
    "news item": ("aktuelles/mindestlohn-2027/", "news/minimum-wage-2027/"),
    "event": ("aktuelles/tag-der-beratung/", "news/advice-day/"),
    "privacy": ("datenschutz/", "privacy/"),
    "imprint": ("impressum/", "imprint/"),
    "accessibility": ("barrierefreiheit/", "accessibility/"),
    "plain words": ("leichte-sprache/", "plain-words/"),
    "sign language": ("gebaerdensprache/", "sign-language/"),
    "topic with housing": ("wohnen/", "housing/"),
    "ask us": ("fragen/", "ask-us/"),
    "asking": ("ask/", "ask/"),
    "asking from a page": ("ask/?about=article:eu-blue-card&place=herne",) * 2,
    "search": ("search/", "search/"),
    "search with results": ("search/?q=blaue+karte+gehalt", "search/?q=blue+card+salary"),
    "search without results": ("search/?q=xyzzy", "search/?q=xyzzy"),
    "not found": ("nichts/dergleichen/", "nothing/of-the-kind/"),
    "feedback": ("feedback/?page=article:eu-blue-card&helpful=no",) * 2,
    "print view": ("aufenthalt/blaue-karte-eu/?print=yes", "residence/eu-blue-card/?print=yes"),
}


def address(page_type, language):
    german, english = PLACES[page_type]
    return f"/{language}/{german if language == 'de' else english}"

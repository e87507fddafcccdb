"""Example data for the gallery: what each component looks like with real content of the portal."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe

Sample = dict[str, Any]


def html(text: str) -> SafeString:
    """Marks an example of ours as HTML, the way a page hands over rich text."""
    return mark_safe(text)  # noqa: S308 - constants of this module


LANGUAGES = [
    {"name": "Deutsch", "lang": "de", "href": "#de", "current": True, "available": True},
    {"name": "English", "lang": "en", "href": "#en", "current": False, "available": True},
    {"name": "العربية", "lang": "ar", "href": "#ar", "current": False, "available": False},
]
AUDIENCES = [
    {
        "title": "Skilled workers",
        "href": "#workers",
        "icon": "briefcase",
        "summary": "Find a job, get your degree recognised, get a visa",
    },
    {"title": "Families", "href": "#families", "icon": "family", "summary": "Childcare, school and a home"},
    {"title": "Students", "href": "#students", "icon": "student-cap", "summary": "Choose a course, apply, arrive"},
    {"title": "Scientists", "href": "#scientists", "icon": "flask", "summary": "Do research in a dense network"},
    {"title": "Entrepreneurs", "href": "#founders", "icon": "rocket", "summary": "Found a company here"},
]
PHASES = [
    {
        "title": "Planning",
        "href": "#planning",
        "phase": "planning",
        "summary": "Work, visa, recognition: what to settle before you come",
        "illustration": "airport-suitcase",
    },
    {
        "title": "Just arrived",
        "href": "#arriving",
        "phase": "arriving",
        "summary": "Register, open an account, find your way",
        "illustration": "tram",
    },
    {
        "title": "Living here",
        "href": "#living",
        "phase": "living",
        "summary": "School, language, leisure, becoming German",
        "illustration": "allotment",
    },
]
TASKS = [
    {"title": "Find a job", "href": "#job", "summary": "Where to look and how to apply", "icon": "briefcase"},
    {
        "title": "Get your qualification recognised",
        "href": "#recognition",
        "summary": "Which office checks it, which papers you need",
        "icon": "certificate",
    },
    {
        "title": "Visa and residence",
        "href": "#residence",
        "summary": "Which permit fits, which office is responsible",
        "icon": "passport",
    },
]
LINKS = [
    {
        "title": "Make it in Germany",
        "href": "https://www.make-it-in-germany.com/",
        "text": "The federal government's portal for skilled workers",
        "external": True,
    },
    {"title": "Register your address", "href": "#register", "text": "What to bring and where to go"},
]
ARTICLES = [
    {
        "title": "Register your address",
        "href": "#register",
        "summary": "Everybody who moves in must register at the town hall.",
        "meta": "Just arrived",
    },
    {
        "title": "EU Blue Card",
        "href": "#bluecard",
        "summary": "The residence permit for people with a degree and a job offer.",
        "meta": "Planning",
    },
    {
        "title": "Get your qualification recognised",
        "href": "#recognition",
        "summary": "Which office checks it, which papers you need",
        "meta": "Planning",
    },
]
CITIES = [
    {
        "title": "Independent cities",
        "towns": [
            {"name": name, "href": f"#{name.lower()}", "current": name == "Herne"}
            for name in ("Bochum", "Bottrop", "Dortmund", "Duisburg", "Essen", "Herne")
        ],
    },
    {
        "title": "Ennepe-Ruhr-Kreis",
        "towns": [
            {"name": name, "href": f"#{name.lower()}"}
            for name in ("Breckerfeld", "Ennepetal", "Gevelsberg", "Hattingen", "Herdecke", "Witten")
        ],
    },
]
_PLACES = (
    ("Recklinghausen", 5, 2),
    ("Bottrop", 3, 3),
    ("Gelsenkirchen", 4, 3),
    ("Herne", 5, 3),
    ("Castrop-Rauxel", 6, 3),
    ("Duisburg", 1, 4),
    ("Oberhausen", 2, 4),
    ("Essen", 3, 4),
    ("Bochum", 4, 4),
    ("Dortmund", 5, 4),
    ("Mülheim an der Ruhr", 1, 5),
    ("Hattingen", 3, 5),
    ("Witten", 4, 5),
)
TILES = [
    {
        "name": name,
        "q": q,
        "r": r,
        "href": f"#{name.replace(' ', '-')}",
        "current": name == "Bochum",
        "strong": name not in ("Recklinghausen", "Castrop-Rauxel", "Hattingen", "Witten"),
        "district": "Ennepe-Ruhr-Kreis" if name in ("Hattingen", "Witten") else "",
    }
    for name, q, r in _PLACES
]
STEPS = [
    {
        "title": "Make an appointment",
        "html": html("<p>Most citizens' offices see you by appointment only. Book it as soon as you have a flat.</p>"),
    },
    {
        "title": "Get the landlord's confirmation",
        "html": html(
            '<p>Your landlord signs that you have moved in (<span lang="de" class="german-term">'
            "Wohnungsgeberbestätigung</span>).</p>"
        ),
    },
    {"title": "Go there with your papers", "html": html("<p>You get the registration certificate at once.</p>")},
]
PAPERS = ["Passport of everybody who moves in", "Landlord's confirmation", "Birth certificates of your children"]
JOURNEY = [
    {
        "id": "step-register",
        "title": "Register your address",
        "html": html("<p>At the citizens' office of your town. You need the certificate for almost everything.</p>"),
        "deadline": "In the first two weeks after you move in",
        "papers": PAPERS,
        "article": {"title": "How to register", "href": "#register"},
        "office": {"title": "Citizens' offices", "href": "#offices"},
    },
    {
        "id": "step-account",
        "title": "Open a bank account",
        "html": html("<p>You need it for wages and rent.</p>"),
        "article": {"title": "Bank account", "href": "#account"},
    },
]
OFFICE = {
    "name": "Stadt Bochum, Ausländerbüro",
    "kind": "Foreigners' office",
    "serves": "Responsible for Bochum",
    "address": "Rathaus Bochum, Willy-Brandt-Platz 2-6, 44777 Bochum",
    "email": "Auslaenderbuero-Service@bochum.de",
    "website": "https://www.bochum.de/Auslaenderbuero",
    "website_label": "bochum.de/Auslaenderbuero",
    "as_of": "22 November 2026",
    "note": "By appointment.",
    "report_href": "#report",
    "card_href": "#card",
}
UNKNOWN_OFFICE = {
    "name": "Stadt Hamm, Ausländerbehörde",
    "kind": "Foreigners' office",
    "unknown": "We have no checked details yet. The website of Hamm will help you on:",
    "unknown_href": "https://www.hamm.de",
    "unknown_label": "www.hamm.de",
    "as_of": "July 2013",
    "report_href": "#report",
}
RICH_TEXT = html(
    "<h2>Who must register</h2><p>Everybody who moves into a flat in Germany, with or without a German passport. "
    'The word on the door is <span lang="de" class="german-term">Anmeldung</span>. Read '
    '<a href="#law">the law</a> or ask.</p><h3>Bring along</h3><ul><li>your passport</li>'
    "<li>the landlord's confirmation</li></ul><ol><li>Book an appointment.</li><li>Go there.</li></ol>"
)


def _widget(name: str, attributes: str) -> SafeString:
    return html(f'<input id="{name}" name="{name}" {attributes}>')


FIELDS: list[Sample] = [
    {
        "id": "sample-email",
        "label": "E-mail address",
        "help": "We answer to this address and use it for nothing else.",
        "widget": _widget("sample-email", 'type="email" aria-describedby="sample-email_helptext"'),
    },
    {
        "id": "sample-town",
        "label": "Town",
        "optional": True,
        "errors": ["Choose a town from the list."],
        "widget": _widget("sample-town", 'type="text" aria-invalid="true" aria-describedby="sample-town_error"'),
    },
    {
        "id": "sample-agree",
        "label": "I have read how my data is used",
        "checkbox": True,
        "widget": _widget("sample-agree", 'type="checkbox"'),
    },
]
CONVERSATION = [
    {
        "kind": "asker",
        "author": "Amal",
        "time": "20 November 2026, 18:02",
        "datetime": "2026-11-20T18:02+01:00",
        "lang": "ar",
        "text": "مرحبًا،\nأعيش في Bochum منذ أكتوبر. متى يجب أن أسجّل عنواني؟",
        "attachments": [{"title": "Mietvertrag.pdf", "href": "#lease", "kind": "PDF", "size": "84 kB"}],
    },
    {
        "kind": "system",
        "text": "Kim Beispiel is responsible now.",
        "time": "20 November 2026, 18:10",
        "datetime": "2026-11-20T18:10+01:00",
    },
    {
        "kind": "note",
        "author": "Kim Beispiel",
        "time": "20 November 2026, 18:15",
        "datetime": "2026-11-20T18:15+01:00",
        "text": "The two weeks are over. Ask the office whether there is a fine.",
    },
    {
        "kind": "office",
        "author": "Bürgerbüro Mitte",
        "time": "21 November 2026, 9:30",
        "datetime": "2026-11-21T09:30+01:00",
        "lang": "de",
        "text": "Kein Bußgeld. Die Kundin soll einfach vorbeikommen.",
        "attachments": [
            {"title": "Formular.docx", "kind": "DOCX", "size": "31 kB", "note": "Is being checked for viruses."}
        ],
        "is_new": True,
    },
    {
        "kind": "us",
        "author": "Kim Beispiel",
        "time": "22 November 2026, 10:00",
        "datetime": "2026-11-22T10:00+01:00",
        "lang": "en",
        "text": "Dear Amal,\nplease go to the citizens' office this week. It costs nothing.",
        "status": "Not sent yet",
        "status_kind": "waiting",
    },
    {
        "kind": "asker",
        "author": "Amal",
        "time": "23 November 2026, 8:05",
        "datetime": "2026-11-23T08:05+01:00",
        "via": "by e-mail",
        "subject": "Re: Anmeldung",
        "lang": "de",
        "text": "Danke, es hat geklappt!",
        "quoted": "> Dear Amal,\n> please go to the citizens' office this week. It costs nothing.",
        "links": [
            {"label": "The original mail", "href": "#original"},
            {"label": "As it was formatted", "href": "#formatted"},
        ],
    },
]
PHOTO = html(
    '<svg viewBox="0 0 640 300" role="img" aria-label="Two green heaps">'
    '<path class="i-sky" d="M0 0h640v300H0z"/><path class="i-heap" d="M0 300l180-140 120 60 90-90 250 170z"/></svg>'
)
# Component name -> samples, each the inputs of one include.
SAMPLES: dict[str, list[Sample]] = {
    "wordmark": [{"href": "#home"}, {"suffix": "Workspace"}],
    "site_nav": [
        {
            "items": [
                {"title": "Planning", "href": "#planning", "group": "planning"},
                {"title": "Just arrived", "href": "#arriving", "group": "arriving", "current": True},
                {"title": "Living here", "href": "#living", "group": "living"},
                {"title": "Cities", "href": "#cities"},
            ],
            "more": [{"title": "Families", "href": "#families"}],
        }
    ],
    "language_switch": [{"items": LANGUAGES}],
    "breadcrumbs": [
        {
            "items": [
                {"title": "Home page", "href": "#home"},
                {"title": "Just arrived", "href": "#arriving"},
                {"title": "Register your address"},
            ]
        }
    ],
    "hero": [
        {
            "title": "Welcome to the Ruhr. Start here.",
            "text": "Work, visa, home, school: what to do, in which order, and who helps.",
            "search_action": "#search",
            "search_label": "What do you want to know?",
            "search_hint": "For example: Blue Card, recognition, childcare",
            "search_id": "sample-hero",
            "level": 4,
        }
    ],
    "page_header": [
        {
            "title": "Register your address",
            "german_term": "Anmeldung",
            "summary": "Everybody who moves in must register at the town hall.",
            "kicker": "Just arrived",
            "kicker_href": "#arriving",
            "phase": "arriving",
            "illustration": "housing",
            "level": 4,
        },
        {"title": "EU Blue Card", "kicker": "Planning", "phase": "planning", "meta": "22 November 2026", "level": 4},
    ],
    "section_head": [{"title": "News", "text": "What has changed", "href": "#news", "label": "All news"}],
    "button": [
        {"label": "Ask us", "href": "#ask", "kind": "primary", "icon_after": "arrow"},
        {"label": "Find a job", "href": "#job"},
        {"label": "Print view", "kind": "quiet", "icon": "print", "type": "button"},
    ],
    "action_link": [{"label": "All news", "href": "#news"}],
    "search_form": [
        {
            "action": "#search",
            "id": "sample-search",
            "label": "What do you want to know?",
            "hint": "For example: Blue Card, recognition, childcare",
        },
        {"action": "#search", "id": "sample-search-small", "query": "Blue Card", "small": True},
        {
            "action": "#search",
            "id": "sample-search-narrowed",
            "query": "Visa",
            "filters": [
                {"name": "topic", "label": "Topic", "value": "study", "choices": [("work", "Work"), ("study", "Study")]}
            ],
            "filters_open": True,
        },
    ],
    "task_list": [{"items": TASKS, "heading": "Most asked", "level": 4}],
    "phase_door": [PHASES[0]],
    "phase_doors": [{"items": PHASES, "heading": "Where are you right now?", "level": 4}],
    "door": [AUDIENCES[0]],
    "doors": [{"items": AUDIENCES, "heading": "I am here as …", "level": 4}],
    "teaser": [{**ARTICLES[0], "level": 4}],
    "teasers": [{"items": ARTICLES, "level": 4, "columns": 2}],
    "tags": [
        {
            "items": [
                {"title": "Planning", "href": "#planning", "group": "planning"},
                {"title": "Families", "href": "#families"},
                {"title": "Living here", "group": "living"},
            ],
            "label": "Belongs to",
        }
    ],
    "toc": [{"items": [{"title": "Make an appointment", "href": "#a"}, {"title": "Bring along", "href": "#b"}]}],
    "notice": [
        {
            "kind": "changed",
            "title": "What has changed",
            "date": "1 January 2027",
            "html": html("<p>The minimum wage rises. Your contract need not be changed for it.</p>"),
        },
        {"kind": "info", "html": html("<p>The certificate costs nothing in most towns. Ask before you pay.</p>")},
        {
            "kind": "warning",
            "title": "Mind the deadline",
            "html": html("<p>Do not let your permit run out: apply in time.</p>"),
        },
        {
            "kind": "language",
            "title": "Not yet in your language",
            "html": html("<p>This page exists in German only. We show it in German.</p>"),
        },
    ],
    "steps": [{"items": STEPS, "heading": "How to do it", "level": 4}],
    "checklist": [{"items": PAPERS, "heading": "Bring along", "level": 4}],
    "figure_table": [
        {
            "caption": "Least salary for the EU Blue Card",
            "rows": [
                {"label": "All occupations", "value": html("50,700&nbsp;€ a year, gross"), "date": "2026"},
                {"label": "Shortage occupations", "value": html("45,934.20&nbsp;€ a year, gross"), "date": "2026"},
            ],
        }
    ],
    "faq": [
        {
            "heading": "Questions and answers",
            "level": 4,
            "items": [
                {
                    "question": "What if I have no appointment in time?",
                    "html": html("<p>Book the first free one. The booking shows that you tried.</p>"),
                },
                {"question": "Must my children come along?", "html": html("<p>No. Bring their passports.</p>")},
            ],
        }
    ],
    "contact_card": [{**OFFICE, "level": 4}, {**UNKNOWN_OFFICE, "level": 4}],
    "link_list": [{"items": LINKS, "heading": "Read on", "level": 4}],
    "download": [
        {"title": "Landlord's confirmation", "href": "#file", "kind": "PDF", "size": "84 kB", "lang_name": "German"}
    ],
    "film": [
        {
            "title": "Welcome in German Sign Language",
            "src": "#film",
            "type": "video/mp4",
            "width": 640,
            "height": 360,
            "href": "#film",
            "save": "Save the film",
            "kind": "MP4",
            "size": "12 MB",
            "length": "3:05 minutes",
        }
    ],
    "figure_image": [{"html": PHOTO, "caption": "Two green heaps", "credit": "welcome.RUHR"}],
    "journey_steps": [{"items": JOURNEY, "phase": "arriving", "level": 4}],
    "journey_nav": [
        {
            "journey": {"title": "The first 14 days", "href": "#journey"},
            "position": 2,
            "total": 6,
            "previous": {"title": "Register your address", "href": "#register"},
            "next": {"title": "Choose a health insurance", "href": "#insurance"},
            "phase": "arriving",
        }
    ],
    "page_meta": [
        {
            "checked_on": "22 November 2026",
            "next_check_on": "22 November 2027",
            "legal_bases": [
                {"title": "§ 17 Bundesmeldegesetz", "href": "https://www.gesetze-im-internet.de/bmg/__17.html"}
            ],
            "sources": [
                {
                    "title": "Bundesmeldegesetz",
                    "href": "https://www.gesetze-im-internet.de/bmg/",
                    "retrieved_on": "22 November 2026",
                    "lang": "de",
                }
            ],
            "translation": "Translated by machine, not yet checked by a person.",
            "source_href": "#german",
            "source_label": "German original",
            "source_lang": "de",
            "level": 4,
        }
    ],
    "page_actions": [
        {"print_href": "#print", "pdf_href": "#pdf", "aloud": True, "kept_href": "#kept"},
        {"print_href": "#print", "no_pdf": "There is no PDF in this language."},
    ],
    "page_tools": [{"yes_href": "#yes", "no_href": "#no", "print_href": "#print", "report_href": "#report"}],
    "ask_band": [{"href": "#ask"}],
    "ask_card": [{"href": "#ask", "level": 4}],
    "city_list": [{"groups": CITIES, "level": 4}, {"groups": CITIES, "folded": True}],
    "hex_map": [{"tiles": TILES, "title": "Towns in the middle of the Ruhr", "areas": ["Ennepe-Ruhr-Kreis"]}],
    "city_picker": [{"title": "Choose your city", "groups": CITIES, "tiles": TILES, "level": 4}],
    "result_item": [
        {
            "title": html("<mark>Blue Card</mark> of the EU"),
            "href": "#bluecard",
            "excerpt": html(
                "The residence permit for people with a degree and a job offer: the <mark>Blue Card</mark>."
            ),
            "kind": "Article",
            "meta": "Planning",
            "found_as": "Blaue Karte",
            "level": 4,
        }
    ],
    "pagination": [{"current": 2, "total": 5, "previous_href": "#1", "next_href": "#3"}],
    "not_found": [
        {
            "search_action": "#search",
            "search_id": "sample-missing",
            "level": 4,
            "query": "blue card",
            "links": LINKS[1:],
        }
    ],
    "empty_state": [
        {
            "title": "No news at the moment",
            "text": "What changes will be told here.",
            "illustration": "kiosk",
            "action_label": "Home page",
            "action_href": "#home",
            "level": 4,
        }
    ],
    "message": [
        {"text": "Saved."},
        {"text": "Your permit runs out soon.", "kind": "warning"},
        {"text": "That did not work. Please try again.", "kind": "error"},
        {"text": "Somebody else is editing this page.", "kind": "info"},
    ],
    "form_errors": [
        {
            "items": [
                {"text": "Choose a town from the list.", "href": "#sample-town"},
                {"text": "The code is wrong or too old."},
            ]
        }
    ],
    "form_field": FIELDS,
    "data_table": [
        {
            "caption": "Towns and their people (census of 2022)",
            "head": ["Town", "People", "Area in km²"],
            "rows": [["Duisburg", "501,415", "232.84"], ["Essen", "571,039", "210.34"]],
        }
    ],
    "description_list": [
        {"items": [{"term": "Town", "html": "Essen"}, {"term": "People", "html": "571,039"}]},
    ],
    "status_badge": [
        {"label": "Draft"},
        {"label": "Published", "kind": "good"},
        {"label": "In review", "kind": "waiting"},
        {"label": "Outdated", "kind": "attention"},
        {"label": "New", "kind": "new"},
    ],
    "loading": [{}],
    "tab_list": [
        {
            "label": "Views",
            "items": [
                {"title": "New", "href": "#new", "count": 3, "current": True},
                {"title": "Mine", "href": "#mine", "count": 12},
                {"title": "Waiting", "href": "#waiting", "count": 0},
                {"title": "All", "href": "#all"},
            ],
        }
    ],
    "inbox_row": [
        {
            "title": "Register your address",
            "href": "#row-1",
            "unread": True,
            "state": "New",
            "state_kind": "new",
            "meta": ["Bochum", "Arabic", "Families"],
            "due": "Tomorrow",
            "due_kind": "soon",
            "time": "22 November 2026",
            "datetime": "2026-11-22",
        },
        {
            "title": "Wie werde ich als Pflegefachkraft anerkannt, wenn meine Urkunde noch übersetzt wird?",
            "href": "#row-2",
            "lang": "de",
            "state": "Outdated",
            "state_kind": "attention",
            "meta": ["Essen"],
            "due": "Two days late",
            "due_kind": "late",
            "person": "Kim Beispiel",
            "time": "22 November 2026",
            "datetime": "2026-11-22",
        },
        {"title": "EU Blue Card", "href": "#row-3", "person": "Kim Beispiel"},
    ],
    "conversation": [{"items": CONVERSATION, "level": 4}],
    "footer_links": [
        {
            "groups": [
                {
                    "heading": "About us",
                    "links": [
                        {"title": "Imprint", "href": "#imprint"},
                        {"title": "Privacy", "href": "#privacy"},
                    ],
                },
                {
                    "heading": "For everybody",
                    "links": [
                        {"title": "Easy language", "href": "#easy", "icon": "easy-read"},
                        {"title": "Sign language", "href": "#sign", "icon": "sign-language"},
                    ],
                },
            ]
        }
    ],
}

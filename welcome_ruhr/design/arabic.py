"""The gallery's examples in Arabic, so that each component is seen with right-to-left text."""

import re
from typing import Any

from django.utils.safestring import SafeString, mark_safe

TEXTS = {
    "Skilled workers": "العمال المهرة",
    "Find a job, get your degree recognised, get a visa": "ابحث عن عمل، واحصل على الاعتراف بشهادتك وعلى التأشيرة",
    "Families": "العائلات",
    "Childcare, school and a home": "رعاية الأطفال والمدرسة والسكن",
    "Students": "الطلاب",
    "Choose a course, apply, arrive": "اختر الدراسة، قدّم طلبك، ثم تعال",
    "Scientists": "الباحثون",
    "Do research in a dense network": "البحث العلمي في شبكة واسعة",
    "Entrepreneurs": "رواد الأعمال",
    "Found a company here": "أسّس شركتك هنا",
    "Planning": "التخطيط",
    "Work, visa, recognition: what to settle before you come": "العمل والتأشيرة والاعتراف: ما تنجزه قبل قدومك",
    "Just arrived": "وصلت حديثًا",
    "Register, open an account, find your way": "سجّل عنوانك، افتح حسابًا، تعرّف على المكان",
    "Living here": "العيش هنا",
    "School, language, leisure, becoming German": "المدرسة واللغة والترفيه والحصول على الجنسية",
    "Find a job": "ابحث عن عمل",
    "Where to look and how to apply": "أين تبحث وكيف تقدّم طلبك",
    "Get your qualification recognised": "الاعتراف بمؤهلاتك",
    "Which office checks it, which papers you need": "أي جهة تفحصها وأي أوراق تحتاج إليها",
    "Visa and residence": "التأشيرة والإقامة",
    "Which permit fits, which office is responsible": "أي تصريح يناسبك وأي جهة مختصة",
    "The federal government's portal for skilled workers": "بوابة الحكومة الاتحادية للعمال المهرة",
    "Register your address": "تسجيل العنوان",
    "What to bring and where to go": "ماذا تُحضر وإلى أين تذهب",
    "Everybody who moves in must register at the town hall.": "على كل من ينتقل إلى مسكن أن يسجّل عنوانه في البلدية.",
    "EU Blue Card": "بطاقة الاتحاد الأوروبي الزرقاء",
    "The residence permit for people with a degree and a job offer.": "تصريح إقامة لمن لديه شهادة وعرض عمل.",
    "Independent cities": "المدن المستقلة",
    "Make an appointment": "احجز موعدًا",
    "Get the landlord's confirmation": "احصل على تأكيد من المؤجِّر",
    "Go there with your papers": "اذهب إلى هناك ومعك أوراقك",
    "Most citizens' offices see you by appointment only. Book it as soon as you have a flat.": (
        "تستقبلك معظم مكاتب المواطنين بموعد فقط. احجزه فور حصولك على مسكن."
    ),
    "Your landlord signs that you have moved in (": "يوقّع المؤجِّر على أنك انتقلت إلى المسكن (",
    "You get the registration certificate at once.": "تحصل على شهادة التسجيل فورًا.",
    "Passport of everybody who moves in": "جواز سفر كل من ينتقل إلى المسكن",
    "Landlord's confirmation": "تأكيد المؤجِّر",
    "Birth certificates of your children": "شهادات ميلاد أطفالك",
    "At the citizens' office of your town. You need the certificate for almost everything.": (
        "في مكتب المواطنين في مدينتك. تحتاج إلى الشهادة في كل شيء تقريبًا."
    ),
    "In the first two weeks after you move in": "خلال أول أسبوعين بعد انتقالك",
    "How to register": "كيف تسجّل عنوانك",
    "Citizens' offices": "مكاتب المواطنين",
    "Open a bank account": "افتح حسابًا مصرفيًا",
    "You need it for wages and rent.": "تحتاج إليه للراتب والإيجار.",
    "Bank account": "الحساب المصرفي",
    "Foreigners' office": "مكتب شؤون الأجانب",
    "Responsible for Bochum": "المختص بمدينة بوخوم",
    "22 November 2026": "22 نوفمبر 2026",
    "20 November 2026, 18:02": "20 نوفمبر 2026، 18:02",
    "20 November 2026, 18:10": "20 نوفمبر 2026، 18:10",
    "20 November 2026, 18:15": "20 نوفمبر 2026، 18:15",
    "21 November 2026, 9:30": "21 نوفمبر 2026، 9:30",
    "23 November 2026, 8:05": "23 نوفمبر 2026، 8:05",
    "by e-mail": "عبر البريد الإلكتروني",
    "The original mail": "الرسالة الأصلية",
    "As it was formatted": "بتنسيقها الأصلي",
    "22 November 2026, 10:00": "22 نوفمبر 2026، 10:00",
    "22 November 2027": "22 نوفمبر 2027",
    "1 January 2027": "1 يناير 2027",
    "By appointment.": "بموعد مسبق.",
    "E-mail address": "عنوان البريد الإلكتروني",
    "We answer to this address and use it for nothing else.": "نجيبك على هذا العنوان ولا نستخدمه لشيء آخر.",
    "Town": "المدينة",
    "Choose a town from the list.": "اختر مدينة من القائمة.",
    "I have read how my data is used": "قرأت كيف تُستخدم بياناتي",
    "Welcome in German Sign Language": "مرحبًا بكم بلغة الإشارة الألمانية",
    "Save the film": "احفظ الفيلم",
    "Two green heaps": "تلّان أخضران",
    "Workspace": "مساحة العمل",
    "Cities": "المدن",
    "Home page": "الصفحة الرئيسية",
    "Welcome to the Ruhr. Start here.": "أهلًا بك في منطقة الرور. ابدأ من هنا.",
    "Work, visa, home, school: what to do, in which order, and who helps.": (
        "العمل والتأشيرة والسكن والمدرسة: ماذا تفعل، وبأي ترتيب، ومن يساعدك."
    ),
    "What do you want to know?": "ماذا تريد أن تعرف؟",
    "For example: Blue Card, recognition, childcare": "مثلًا: البطاقة الزرقاء، الاعتراف، رعاية الأطفال",
    "Blue Card": "البطاقة الزرقاء",
    "News": "الأخبار",
    "What has changed": "ما الذي تغيّر",
    "All news": "كل الأخبار",
    "Ask us": "اسألنا",
    "Print view": "نسخة للطباعة",
    "There is no PDF in this language.": "لا يوجد ملف PDF بهذه اللغة.",
    "Most asked": "الأكثر طلبًا",
    "Where are you right now?": "أين أنت الآن؟",
    "I am here as …": "أنا هنا بصفتي …",
    "Belongs to": "ينتمي إلى",
    "Bring along": "أحضر معك",
    "The minimum wage rises. Your contract need not be changed for it.": (
        "يرتفع الحد الأدنى للأجور. لا حاجة إلى تغيير عقدك من أجل ذلك."
    ),
    "The certificate costs nothing in most towns. Ask before you pay.": (
        "الشهادة مجانية في معظم المدن. اسأل قبل أن تدفع."
    ),
    "Mind the deadline": "انتبه إلى المهلة",
    "Do not let your permit run out: apply in time.": "لا تدع تصريحك ينتهي: قدّم طلبك في الوقت المناسب.",
    "Not yet in your language": "غير متوفر بلغتك بعد",
    "This page exists in German only. We show it in German.": "هذه الصفحة متوفرة بالألمانية فقط.",
    "How to do it": "كيف تفعل ذلك",
    "Least salary for the EU Blue Card": "أدنى راتب للبطاقة الزرقاء",
    "All occupations": "جميع المهن",
    "Shortage occupations": "المهن التي تعاني نقصًا",
    "50,700&nbsp;€ a year, gross": "50.700&nbsp;€ سنويًا، إجمالي",
    "45,934.20&nbsp;€ a year, gross": "45.934,20&nbsp;€ سنويًا، إجمالي",
    "Questions and answers": "أسئلة وأجوبة",
    "What if I have no appointment in time?": "ماذا لو لم أجد موعدًا في الوقت المناسب؟",
    "Book the first free one. The booking shows that you tried.": "احجز أول موعد متاح. الحجز يثبت أنك حاولت.",
    "Must my children come along?": "هل يجب أن يأتي أطفالي معي؟",
    "No. Bring their passports.": "لا. أحضر جوازات سفرهم.",
    "Read on": "اقرأ المزيد",
    "German": "الألمانية",
    "The first 14 days": "أول 14 يومًا",
    "Choose a health insurance": "اختر تأمينًا صحيًا",
    "Translated by machine, not yet checked by a person.": "ترجمة آلية لم يراجعها إنسان بعد.",
    "German original": "الأصل الألماني",
    "Choose your city": "اختر مدينتك",
    "Towns in the middle of the Ruhr": "مدن في وسط منطقة الرور",
    " of the EU": " للاتحاد الأوروبي",
    "The residence permit for people with a degree and a job offer: the ": "تصريح إقامة لمن لديه شهادة وعرض عمل: ",
    "Article": "مقال",
    "No news at the moment": "لا أخبار في الوقت الحالي",
    "What changes will be told here.": "سنخبرك هنا بكل تغيير.",
    "Saved.": "تم الحفظ.",
    "Your permit runs out soon.": "تصريحك ينتهي قريبًا.",
    "That did not work. Please try again.": "لم ينجح ذلك. حاول مرة أخرى.",
    "Somebody else is editing this page.": "شخص آخر يعدّل هذه الصفحة.",
    "The code is wrong or too old.": "الرمز خاطئ أو قديم.",
    "Towns and their people (census of 2022)": "المدن وسكانها (تعداد 2022)",
    "People": "السكان",
    "Area in km²": "المساحة بالكيلومتر المربع",
    "Draft": "مسودة",
    "Published": "منشور",
    "In review": "قيد المراجعة",
    "Outdated": "قديم",
    "New": "جديد",
    "Views": "طرق العرض",
    "Mine": "ما يخصّني",
    "Waiting": "قيد الانتظار",
    "All": "الكل",
    "Arabic": "العربية",
    "Tomorrow": "غدًا",
    "Two days late": "متأخر يومين",
    "Kim Beispiel is responsible now.": "كيم بايشبيل مسؤولة الآن.",
    "The two weeks are over. Ask the office whether there is a fine.": "انقضى الأسبوعان. اسأل المكتب هل توجد غرامة.",
    "Is being checked for viruses.": "يجري فحصه بحثًا عن الفيروسات.",
    "Not sent yet": "لم يُرسل بعد",
    "About us": "من نحن",
    "Imprint": "بيانات الناشر",
    "Privacy": "حماية البيانات",
    "For everybody": "للجميع",
    "Easy language": "لغة سهلة",
    "Sign language": "لغة الإشارة",
    "Who must register": "من يجب عليه التسجيل",
    "the law": "القانون",
    "your passport": "جواز سفرك",
    "the landlord's confirmation": "تأكيد المؤجِّر",
    "Book an appointment.": "احجز موعدًا.",
    "Go there.": "اذهب إلى هناك.",
    "Everybody who moves into a flat in Germany, with or without a German passport. The word on the door is ": (
        "كل من ينتقل إلى مسكن في ألمانيا، بجواز سفر ألماني أو بدونه. الكلمة المكتوبة على الباب هي "
    ),
    ". Read ": ". اقرأ ",
    " or ask.": " أو اسأل.",
}
TEXT_BETWEEN_TAGS = re.compile(r"(?<=>)[^<>]+(?=<)")


def in_arabic(value: Any) -> Any:
    """The same example with every text it knows in Arabic; names and addresses stay as they are."""
    if isinstance(value, dict):
        return {key: _kept(key, item) for key, item in value.items()}
    if isinstance(value, list):
        return [in_arabic(item) for item in value]
    if isinstance(value, SafeString):
        pieces = TEXT_BETWEEN_TAGS.sub(lambda found: TEXTS.get(found[0], found[0]), f">{value}<")[1:-1]
        return mark_safe(_own_ids(pieces))  # noqa: S308 - constants of the gallery
    return TEXTS.get(value, value) if isinstance(value, str) else value


def _kept(key: str, item: Any) -> Any:
    """Addresses stay; names of controls get their own, because a page may have each id once."""
    if key in ("id", "search_id") or (key == "href" and isinstance(item, str) and item.startswith("#sample-")):
        return f"{item}-ar"
    return in_arabic(item)


def _own_ids(text: str) -> str:
    return re.sub(r'(id|name|aria-describedby)="(sample-[a-z-]*?)(_helptext|_error)?"', r'\1="\2-ar\3"', text)

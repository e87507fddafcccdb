from __future__ import annotations

from django.urls import URLPattern, path

from .views import case, deciding, guiding, inbox, mails, referring, writing

patterns: list[URLPattern] = [
    path("", inbox.inbox, name="inbox"),
    path("search/", inbox.search, name="search"),
    path("<int:pk>/", case.show_case, name="case"),
    path("<int:pk>/files/<int:file_pk>/", case.file, name="file"),
    path("<int:pk>/answer/", writing.answer, name="answer"),
    path("<int:pk>/note/", writing.note, name="note"),
    path("<int:pk>/draft/", writing.draft, name="draft"),
    path("<int:pk>/insert/", writing.insert, name="insert"),
    path("<int:pk>/news/", writing.news, name="news"),
    path("<int:pk>/conversation/", writing.conversation, name="conversation"),
    path("<int:pk>/mails/<int:message_pk>/original/", mails.original, name="mail_original"),
    path("<int:pk>/mails/<int:message_pk>/formatted/", mails.formatted, name="mail_formatted"),
    path("<int:pk>/mails/<int:message_pk>/framed/", mails.framed, name="mail_framed"),
    path("<int:pk>/join/", mails.join, name="join"),
    path("<int:pk>/take/", deciding.take, name="take"),
    path("<int:pk>/hand-over/", deciding.hand_over, name="hand_over"),
    path("<int:pk>/hand-back/", deciding.hand_back, name="hand_back"),
    path("<int:pk>/sort/", deciding.sort, name="sort"),
    path("<int:pk>/remind/", deciding.remind, name="remind"),
    path("<int:pk>/remind/<int:reminder_pk>/done/", deciding.reminder_done, name="reminder_done"),
    path("<int:pk>/close/", deciding.close, name="close"),
    path("<int:pk>/reopen/", deciding.reopen, name="reopen"),
    path("<int:pk>/refer/", referring.choose_office, name="choose_office"),
    path("<int:pk>/refer/<int:office_pk>/", referring.refer, name="refer"),
    path("<int:pk>/referrals/<int:referral_pk>/telling/", referring.telling, name="referral_telling"),
    path("<int:pk>/referrals/<int:referral_pk>/outcome/", referring.outcome, name="referral_outcome"),
    path("<int:pk>/referrals/<int:referral_pk>/take-back/", referring.take_back, name="referral_take_back"),
    path("<int:pk>/referrals/<int:referral_pk>/sheet/", referring.sheet, name="referral_sheet"),
    path("<int:pk>/guides/", guiding.ask_guide, name="ask_guide"),
    path("<int:pk>/to-adviser/", guiding.write_to_adviser, name="write_to_adviser"),
    path("<int:pk>/stop-helping/", guiding.stop_helping, name="stop_helping"),
    path("<int:pk>/guides/<int:request_pk>/end/", guiding.end_guidance, name="end_guidance"),
    path("<int:pk>/guides/<int:request_pk>/accept/", guiding.accept, name="accept_request"),
    path("<int:pk>/guides/<int:request_pk>/decline/", guiding.decline, name="decline_request"),
]

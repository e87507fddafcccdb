from __future__ import annotations

from django.urls import path

from . import stopping, views

patterns = [
    path("no-mail/", stopping.stop_mail, name="stop_mail_cut_off"),
    path("no-mail/<str:token>/", stopping.stop_mail, name="stop_mail"),
    # All below one address: the cookie's path is that address.
    path("my-enquiry/", views.mine, name="mine"),
    path("my-enquiry/reply/", views.reply, name="mine_reply"),
    path("my-enquiry/files/<int:pk>/", views.attachment, name="mine_attachment"),
    path("my-enquiry/consent/<int:pk>/", views.consent, name="mine_consent"),
    path("my-enquiry/helped/", views.helped, name="mine_helped"),
    path("my-enquiry/finish/", views.finish, name="mine_finish"),
    path("my-enquiry/delete/", views.delete, name="mine_delete"),
    path("my-enquiry/leave/", views.leave, name="mine_leave"),
]

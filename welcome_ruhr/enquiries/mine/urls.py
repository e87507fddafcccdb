from __future__ import annotations

from django.urls import path

from . import views

# All below one address: the cookie's path is that address.
patterns = [
    path("my-enquiry/", views.mine, name="mine"),
    path("my-enquiry/reply/", views.reply, name="mine_reply"),
    path("my-enquiry/files/<int:pk>/", views.attachment, name="mine_attachment"),
    path("my-enquiry/consent/<int:pk>/", views.consent, name="mine_consent"),
    path("my-enquiry/helped/", views.helped, name="mine_helped"),
    path("my-enquiry/finish/", views.finish, name="mine_finish"),
    path("my-enquiry/delete/", views.delete, name="mine_delete"),
    path("my-enquiry/leave/", views.leave, name="mine_leave"),
]

"""A mail that somebody saved as a file."""

from __future__ import annotations

import re

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LARGEST = 50 * 1024**2
"""bytes"""
HEAD_BYTES = 64 * 1024
OUTLOOK = b"\xd0\xcf\x11\xe0"
"""A compound file, as Outlook saves mails unless it is told otherwise (MS-CFB § 2.2)."""
BEGINS_LIKE_A_MAIL = re.compile(
    rb"^(from|to|subject|date|received|return-path|delivered-to|message-id|mime-version|content-type):",
    re.IGNORECASE | re.MULTILINE,
)


class MailFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Mail as a file"),
        help_text=gettext_lazy("As mail programs save it (.eml), up to 50 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".eml,message/rfc822"}),
        error_messages={
            "required": gettext_lazy("Please choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("The file is larger than 50 MB."))
        head = file.read(HEAD_BYTES)
        file.seek(0)
        if head.startswith(OUTLOOK):
            raise forms.ValidationError(_("This is Outlook’s own format. Save the mail as .eml, or forward it to us."))
        if not BEGINS_LIKE_A_MAIL.search(head):
            raise forms.ValidationError(_("This is no mail. Choose a file that a mail program saved (.eml)."))
        return file

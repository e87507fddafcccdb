"""Files are opened by nobody before they were looked at, and one that is lost keeps no other waiting."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from welcome_ruhr.enquiries import actions
from welcome_ruhr.enquiries.actions import Upload
from welcome_ruhr.enquiries.enums import ScanState
from welcome_ruhr.enquiries.models import Attachment
from welcome_ruhr.foundation import uploads

from .factories import make_enquiry

pytestmark = pytest.mark.django_db


def upload(name):
    return Upload(uploads.inspect(SimpleUploadedFile(name, b"Guten Tag")), b"Guten Tag")


def test_file_that_is_lost_stays_held_and_the_others_are_scanned():
    make_enquiry(uploads=[upload("a.txt"), upload("b.txt")])
    lost, found = Attachment.objects.order_by("pk")
    uploads.delete(lost.stored_as)
    assert actions.scan_held() == 1
    states = dict(Attachment.objects.values_list("pk", "scan"))
    assert states == {lost.pk: ScanState.HELD, found.pk: ScanState.UNSCANNED}

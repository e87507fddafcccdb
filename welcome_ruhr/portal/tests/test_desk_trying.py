"""Trying a link at a real server: what counts as broken, how politely, and what is never asked."""

import socket

import pytest

from welcome_ruhr.portal.desk.links.asking import Asking
from welcome_ruhr.portal.desk.links.networks import is_public
from welcome_ruhr.portal.desk.links.rounds import polite
from welcome_ruhr.portal.desk.links.trying import Trying
from welcome_ruhr.portal.enums import LinkOutcome, LinkProblem

from .link_server import link_server


@pytest.fixture
def server():
    with link_server() as running:
        yield running


def hurried(seconds=2.0, **options):
    """What tries links on loopback without waiting between two requests."""
    return Trying(Asking(agent="test", seconds=seconds, allow_private=True, **options), wait=lambda pause: None)


def outcome(server, path, **options):
    finding = hurried(**options).try_link(server.url + path)
    return finding.outcome, finding.status, finding.problem


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/200/", (LinkOutcome.REACHED, 200, None)),
        ("/204/", (LinkOutcome.REACHED, 204, None)),
        ("/404/", (LinkOutcome.FAILED, 404, LinkProblem.STATUS)),
        ("/410/", (LinkOutcome.FAILED, 410, LinkProblem.STATUS)),
        ("/500/", (LinkOutcome.FAILED, 500, LinkProblem.STATUS)),
        ("/403/", (LinkOutcome.UNSURE, 403, None)),
        ("/429/", (LinkOutcome.UNSURE, 429, None)),
        ("/circle/", (LinkOutcome.FAILED, None, LinkProblem.ROUND_IN_CIRCLES)),
        ("/cut/", (LinkOutcome.FAILED, None, LinkProblem.BROKEN_ANSWER)),
    ],
)
def test_answer_of_a_server_is_judged(server, path, found):
    assert outcome(server, path) == found


def test_head_is_enough_where_it_works(server):
    outcome(server, "/200/")
    assert [method for method, *_rest in server.asked] == ["HEAD"]


def test_server_that_refuses_head_is_asked_as_a_browser_would(server):
    assert outcome(server, "/no-head/") == (LinkOutcome.REACHED, 200, None)
    assert [method for method, *_rest in server.asked] == ["HEAD", "GET"]


def test_redirect_is_followed_to_its_end(server):
    server.targets = {"moved": "/200/", "lost": "/404/"}
    assert outcome(server, "/moved/") == (LinkOutcome.REACHED, 200, None)
    assert outcome(server, "/lost/") == (LinkOutcome.FAILED, 404, LinkProblem.STATUS)


def test_server_that_says_nothing_is_left_in_time(server):
    """It would answer 200 after three seconds."""
    assert outcome(server, "/slow/", seconds=0.3) == (LinkOutcome.FAILED, None, LinkProblem.NO_ANSWER)


def test_server_that_drips_is_cut_off(server):
    assert outcome(server, "/drip/", seconds=0.3) == (LinkOutcome.FAILED, None, LinkProblem.NO_ANSWER)


def test_closed_port_and_unknown_name_are_told_apart():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{taken.getsockname()[1]}/"
    assert hurried(0.5).try_link(closed).problem == LinkProblem.NO_CONNECTION

    def unknown(*args, **kwargs):
        raise socket.gaierror(-2, "Name or service not known")

    assert hurried(resolve=unknown).try_link("https://nowhere.example/").problem == LinkProblem.NO_NAME


def test_one_host_is_asked_once_a_second_and_another_at_once(server):
    pauses, now = [], iter(range(100, 200))
    asking = Asking(agent="test", seconds=5, allow_private=True)
    trying = Trying(asking, wait=pauses.append, moment=lambda: next(now) / 10)
    trying.try_link(f"{server.url}/200/")
    trying.try_link(f"http://localhost:{server.server_port}/200/")
    assert pauses == []
    trying.try_link(f"{server.url}/200/")
    assert pauses == [pytest.approx(0.8)]
    assert len(server.asked) == 3


def test_pause_is_one_that_really_waits(server):
    trying = polite(allow_private=True)
    for _number in range(2):
        trying.try_link(f"{server.url}/200/")
    first, second = [moment for *_rest, moment in server.asked]
    assert second - first >= 0.95


def test_head_get_and_redirects_to_the_same_host_keep_the_second_too(server):
    pauses = []
    server.targets = {"moved": "/404/"}
    asking = Asking(agent="test", allow_private=True)
    Trying(asking, wait=pauses.append, moment=lambda: 0.0).try_link(f"{server.url}/moved/")
    assert len(server.asked) == 4
    assert pauses == [1.0, 1.0, 1.0]


def test_request_names_the_portal_and_its_address(server, settings):
    settings.BASE_URL = "https://welcome.example"
    polite(allow_private=True).try_link(f"{server.url}/200/")
    [(_method, _path, headers, _moment)] = server.asked
    assert headers["User-Agent"] == "welcome.RUHR link check (+https://welcome.example/)"
    assert "Cookie" not in headers


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://0.0.0.0/", "http://2130706433/",
        "http://0x7f.1/", "http://10.0.0.1/", "http://172.16.5.4/", "http://192.168.1.1/", "http://169.254.169.254/",
        "http://[fe80::1]/", "http://[fd00::1]/", "http://[::ffff:127.0.0.1]/", "http://100.64.0.1/",
        "https://127.0.0.1:8443/", "http://user:secret@127.0.0.1/",
    ],
)  # fmt: skip
def test_internal_address_is_never_asked(server, address):
    asked = address.replace("127.0.0.1/", f"127.0.0.1:{server.server_port}/")
    assert polite().try_link(asked).problem == LinkProblem.INTERNAL
    assert server.asked == []


def test_name_that_points_inside_is_never_asked(server):
    def inside(host, port, **kwargs):
        return [(0, 0, 0, "", ("93.184.216.34", port)), (0, 0, 0, "", ("127.0.0.1", port))]

    trying = Trying(Asking(agent="test", resolve=inside))
    assert trying.try_link(f"http://rebind.example:{server.server_port}/").problem == LinkProblem.INTERNAL
    assert server.asked == []


def test_redirect_into_the_house_is_not_followed(server):
    """The first hop is let in by its name, as a public server would be; the second must be judged anew."""
    server.targets = {"moved": "http://10.0.0.1/secret"}

    class FirstHopOnly(Asking):
        def ask(self, method, address):
            self.allow_private = address.startswith(server.url)
            return super().ask(method, address)

    trying = Trying(FirstHopOnly(agent="test"), wait=lambda pause: None)
    assert trying.try_link(f"{server.url}/moved/").problem == LinkProblem.INTERNAL


@pytest.mark.parametrize(
    "text",
    ["64:ff9b::7f00:1", "2002:7f00:1::", "::ffff:10.0.0.1", "224.0.0.1", "240.0.0.1", "ff02::1", "fe80::1%eth0", "::"],
)
def test_wrapped_and_odd_addresses_are_not_public(text):
    assert not is_public(text)


@pytest.mark.parametrize("text", ["93.184.216.34", "2606:2800:220:1::", "64:ff9b::5db8:d822"])
def test_addresses_of_the_internet_are_public(text):
    assert is_public(text)


@pytest.mark.parametrize(
    "address",
    ["ftp://example.org/", "http://", "http:///path", "http://a:99999/", "http://[::1/", f"http://{'a' * 70}/"],
)
def test_what_is_no_address_is_named_so(address):
    assert polite().try_link(address).problem == LinkProblem.BAD_ADDRESS


def test_letters_beyond_ascii_reach_the_server(server):
    assert hurried().try_link(f"{server.url}/200/straße?q=ä b").outcome == LinkOutcome.REACHED
    assert server.asked[0][1] == "/200/stra%C3%9Fe?q=%C3%A4%20b"

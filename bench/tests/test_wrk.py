import pytest

from bench.wrk import BadAnswers, read_report

REPORT = """Running 1s test @ http://127.0.0.1:8123/page.html
  1 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   503.12us  310.81us   6.52ms   90.55%
    Req/Sec    33.18k     1.92k   36.00k    70.00%
  Latency Distribution
     50%  441.00us
     75%  560.00us
     90%  720.00us
     99%    1.84ms
  33012 requests in 1.00s, 301.12MB read
Requests/sec:  33010.15
Transfer/sec:    301.11MB
"""


def test_report_gives_requests_rate_and_99th_percentile_in_milliseconds():
    assert read_report(REPORT) == (33012, 33010.15, 1.84)
    assert read_report(REPORT.replace("1.84ms", "910.00us"))[2] == pytest.approx(0.91)


@pytest.mark.parametrize(
    "wrong", ["  Non-2xx or 3xx responses: 7\n", "  Socket errors: connect 0, read 3, write 0, timeout 0\n"]
)
def test_refused_answers_are_no_measurement(wrong):
    with pytest.raises(BadAnswers, match=wrong.strip()):
        read_report(REPORT + wrong)


def test_report_without_answers_is_no_measurement():
    with pytest.raises(BadAnswers):
        read_report(REPORT.replace("33012 requests", "0 requests"))

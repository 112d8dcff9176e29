"""The cost of the web interface: scepclient run without and with it, at rest and after use.

Arguments: HOME URL ROUNDS, in a scratch directory.

Memory is the resident set of all processes of the service (VmRSS); first page is the time from the start of the process
to a complete response over HTTPS.
"""

import re
import statistics
import subprocess
import sys
import time

from measure import resident
from page import Page, PageService

home, url, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
REQUESTS = 300
REST = 5


def one_round(with_page):
    service = PageService(home, url, with_page)
    time.sleep(REST)
    rest = resident(service.process.pid)
    used = rest
    if with_page:
        use(service)
        time.sleep(REST)
        used = resident(service.process.pid)
    service.stop()
    return service.first_page, rest, used


def use(service):
    link = subprocess.run(
        [service.scepclient, "web", "--link"], env=service.environment, check=True, capture_output=True, text=True
    )
    page = Page(service.port)
    page.get(re.sub(r"^https://[^/]*", "", link.stdout.strip()))
    for number in range(REQUESTS):
        page.get(("/status", "/global", "/login", "/style.css")[number % 4])


print(f"| median of {rounds} | first page, ms | memory MB at rest | after {REQUESTS} requests |")
print("|---|---|---|---|")
for name, with_page in (("scepclient run without the page", False), ("scepclient run with the page", True)):
    results = [one_round(with_page) for _ in range(rounds)]
    shown, rest, used = (statistics.median(column) for column in zip(*results))
    print(f"| {name} | {f'{shown:.0f}' if with_page else ''} | {rest:.0f} | {f'{used:.0f}' if with_page else ''} |")

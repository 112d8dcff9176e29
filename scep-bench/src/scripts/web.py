"""The cost of the web interface: scepclient run without and with it, at rest and after use.

Arguments: HOME URL ROUNDS, in a scratch directory.

Memory is the resident set of all processes of the service (VmRSS); first page is the time from the start of the process
to a complete response over HTTPS.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import time

from measure import resident
from page import Page, first_page, free_port

home, url, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
scepclient = home + "/bin/scepclient"
REQUESTS = 300
REST = 5


def one_round(with_page):
    shutil.rmtree("data", ignore_errors=True)
    port = free_port()
    address = f"127.0.0.1:{port}" if with_page else ""
    environment = dict(os.environ, SCEPCLIENT_DATA=os.path.abspath("data"), SCEPCLIENT_SETTINGS=os.path.abspath("settings"))
    with open("settings", "w") as settings:
        settings.write(f"MOD_SCEPCLIENT_ENABLED=1\nMOD_SCEPCLIENT_URL={url}\nMOD_SCEPCLIENT_SERIAL=bench\n")
        settings.write(f"MOD_SCEPCLIENT_WEB_ADDRESS='{address}'\n")
    # The first run generates the key and the certificate of the web interface.
    subprocess.run([scepclient, "check"], env=environment, check=True, stderr=subprocess.DEVNULL)
    if with_page:
        stop(start(environment, port))
    begin = time.perf_counter()
    service = start(environment, port if with_page else 0)
    shown = (time.perf_counter() - begin) * 1000
    time.sleep(REST)
    rest = resident(service.pid)
    used = rest
    if with_page:
        use(environment, port)
        time.sleep(REST)
        used = resident(service.pid)
    stop(service)
    return shown, rest, used


def start(environment, port):
    service = subprocess.Popen([scepclient, "run"], env=environment, stderr=subprocess.DEVNULL)
    if port:
        first_page(port)
    return service


def use(environment, port):
    link = subprocess.run([scepclient, "web", "--link"], env=environment, check=True, capture_output=True, text=True)
    page = Page(port)
    page.get(re.sub(r"^https://[^/]*", "", link.stdout.strip()))
    for number in range(REQUESTS):
        page.get(("/status", "/global", "/login", "/style.css")[number % 4])


def stop(service):
    service.terminate()
    service.wait()


print(f"| median of {rounds} | first page, ms | memory MB at rest | after {REQUESTS} requests |")
print("|---|---|---|---|")
for name, with_page in (("scepclient run without the page", False), ("scepclient run with the page", True)):
    results = [one_round(with_page) for _ in range(rounds)]
    shown, rest, used = (statistics.median(column) for column in zip(*results))
    print(f"| {name} | {f'{shown:.0f}' if with_page else ''} | {rest:.0f} | {f'{used:.0f}' if with_page else ''} |")

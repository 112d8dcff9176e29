"""Disk and memory use of the app. Arguments: HOME TARGET URL CHALLENGE ROUNDS, in a scratch directory.

Memory is the resident set as the kernel counts it: of a command, the peak (wait4); of the service with all its
processes, the size while it waits for its next check (/proc). It includes pages mapped from the start-up cache and the
Java runtime.
"""

import glob
import os
import signal
import statistics
import subprocess
import sys
import tarfile
import time

from measure import resident

home, target, url, challenge, rounds = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5])
scepclient = home + "/bin/scepclient"
MEGABYTE = 1 << 20
START = 60


def environment(name):
    """Sets up a device with its own settings and data."""
    directory = os.path.abspath(name)
    os.makedirs(directory, 0o700)
    variables = dict(os.environ, SCEPCLIENT_DATA=directory + "/data", SCEPCLIENT_SETTINGS=directory + "/settings")
    secret = directory + "/challenge"
    with open(os.open(secret, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
        file.write(challenge + "\n")
    return variables, secret


def device(name, *more):
    variables, secret = environment(name)
    words = ["ENABLED=1", "URL=" + url, "SUBJECT=/CN=" + name, "CHALLENGE_FILE=" + secret, *more]
    subprocess.run([scepclient, "settings", "set", *words], env=variables, check=True)
    return variables


def peak(variables, *words):
    """Runs a command and returns its peak memory in MB."""
    log = os.open("errors.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    process = subprocess.Popen([scepclient, *words], env=variables, stdout=log, stderr=log)
    os.close(log)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"scepclient {' '.join(words)}: see {os.path.abspath('errors.log')}")
    return usage.ru_maxrss / 1024


def at_rest(variables):
    """Starts the service with nothing to do and returns its memory in MB after the first check."""
    log = open("run.log", "w+")
    process = subprocess.Popen([scepclient, "run"], env=variables, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + START
        while "nothing was done" not in open("run.log").read() and "is in use" not in open("run.log").read():
            if process.poll() is not None or time.monotonic() > deadline:
                sys.exit("scepclient run did not check: " + open("run.log").read())
            time.sleep(0.1)
        time.sleep(2)
        return resident(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(START)


def unpacked(archive):
    with tarfile.open(archive) as members:
        return sum(member.size for member in members)


def row(name, value, aim):
    print(f"| {name} | {value:.1f} | {aim} |{' missed' if value > aim else ''}")


print("| MB | measured | aim |")
print("|---|---|---|")
for archive in sorted(glob.glob(target + "/scepClient.*.tgz")):
    name = os.path.basename(archive)
    row(name, os.path.getsize(archive) / MEGABYTE, 12 if ".any." in name else 35)
    if ".any." not in name:
        row(f"{name}, unpacked", unpacked(archive) / MEGABYTE, 90)
checks = [peak(device(f"check-{number}"), "check") for number in range(rounds)]
row(f"check that enrolls, peak, median of {rounds}", statistics.median(checks), 60)
enrolled = device("service", "WEB_ADDRESS=")
peak(enrolled, "check")
row(f"check with nothing to do, peak, median of {rounds}", statistics.median(peak(enrolled, "check") for _ in range(rounds)), 60)
row(f"run at rest, without the page, median of {rounds}", statistics.median(at_rest(enrolled) for _ in range(rounds)), 45)

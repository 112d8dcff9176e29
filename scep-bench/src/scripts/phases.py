"""Where the time of a command goes, and what the JVM does at each start that no cache keeps.

Arguments: HOME URL CLASSES ROUNDS, in a scratch directory.

The JVM writes a line with the time of its clock for each class that it loads or initializes (-Xlog), and a relay before the CA
notes when bytes pass. Writing the lines takes a tenth of a command, so compare the phases with each other. The bare start
is the same Java with the same cache and -version, without them.
"""

import itertools
import os
import re
import socket
import statistics
import subprocess
import sys
import threading
import time

from measure import Command
from page import first_page, free_port

home, url, classes_of_benchmarks, rounds = os.path.realpath(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
LOG = "classes.log"
OPTIONS = f"-Xlog:class+load=info,class+init=info:file={LOG}:timenanos:filecount=0"
MAINS = re.compile(r"Initializing 'org/scepclient/cli/\w+/(Sscep|Scepclient|ScepReplacePem)Command'")
LOADED = re.compile(r"(\S+) source: (.*)")


class Relay:
    """Passes bytes on to the CA and back, and keeps the times of the first and the last of each request and reply."""

    def __init__(self, address):
        self.address = address
        self.events = []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.server.accept()
            ca = socket.create_connection(self.address)
            for one in (client, ca):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.pass_on, args=(client, ca, "request"), daemon=True).start()
            threading.Thread(target=self.pass_on, args=(ca, client, "reply"), daemon=True).start()

    def pass_on(self, source, target, kind):
        try:
            while content := source.recv(65536):
                self.events.append((time.monotonic_ns(), kind))
                target.sendall(content)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # The other side is gone.

    def phases(self, begin, end):
        """Names and ends of the phases of a command that makes requests."""
        number = 0
        events = sorted(event for event in self.events if begin <= event[0] <= end)
        for kind, group in itertools.groupby(events, key=lambda event: event[1]):
            times = [at for at, _ in group]
            if kind == "request":
                number += 1
                yield f"to request {number}", times[0]
            else:
                yield "the CA", times[-1]


def classes():
    """The time of the main class, and the numbers of classes by where they come from."""
    main = None
    counts = dict.fromkeys(("cache", "layer", "runtime", "jar", "made"), 0)
    made = []
    with open(LOG) as log:
        for line in log:
            at, text = line[1:].split("ns]", 1)
            if main is None and MAINS.search(text):
                main = int(at)
            if loaded := LOADED.search(text):
                kind = origin(loaded[2])
                counts[kind] += 1
                if kind == "made":
                    made.append(loaded[1].split("/0x")[0])
    return main, counts, made


def origin(source):
    if source.startswith("shared objects file"):
        return "layer" if source.endswith("(top)") else "cache"
    if source.startswith("jrt:"):
        return "runtime"
    return "jar" if source.startswith("file:") else "made"


def traced(words, variables, relay):
    """Runs a command once; returns its phases in ms and what classes() counts."""
    begin = time.monotonic_ns()
    process = subprocess.Popen(words, env=dict(variables, SCEPCLIENT_JAVA_OPTIONS=OPTIONS), stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=open("errors.log", "a"))
    if process.wait() != 0:
        sys.exit(f"{' '.join(words)}: exit code {process.returncode}; see {os.path.abspath('errors.log')}")
    end = time.monotonic_ns()
    main, counts, made = classes()
    phases, before = [], begin
    for name, at in [("to main", main), *relay.phases(begin, end), ("to the end", end)]:
        phases.append((name, (at - before) / 1e6))
        before = at
    return phases, counts, made


def setup(relay):
    subprocess.run(["openssl", "genrsa", "-out", "key.pem", "2048"], check=True, stderr=subprocess.DEVNULL)
    subprocess.run(["openssl", "req", "-new", "-key", "key.pem", "-subj", "/CN=bench", "-out", "req.pem"], check=True)
    sscep, scepclient = home + "/bin/sscep", home + "/bin/scepclient"
    through = re.sub(r"//[^/]*", f"//127.0.0.1:{relay.port}", url)
    subprocess.run([sscep, "getca", "-u", url, "-c", "ca.pem"], check=True, stdout=subprocess.DEVNULL)
    variables = dict(os.environ, SCEPCLIENT_DATA=os.path.abspath("data"), SCEPCLIENT_SETTINGS=os.path.abspath("settings"))
    subprocess.run([scepclient, "settings", "set", "ENABLED=1", "URL=" + through, "SUBJECT=/CN=bench", "SERIAL=bench"],
                   env=variables, check=True)
    subprocess.run([scepclient, "check"], env=variables, check=True, stderr=subprocess.DEVNULL)
    with open("service", "w") as file:
        file.write("LOCAL_KEY=\nLOCAL_CERT=\n")
    return variables, {
        "sscep getcaps": [sscep, "getcaps", "-u", through],
        "sscep enroll": [sscep, "enroll", "-u", through, "-c", "ca.pem", "-k", "key.pem", "-r", "req.pem", "-l", "cert.pem"],
        "scep_replace_pem": [home + "/bin/scep_replace_pem", "service", "LOCAL_KEY", "pkey", "LOCAL_CERT", "cert"],
        "scepclient status": [scepclient, "status"],
        "scepclient check, nothing to do": [scepclient, "check"],
    }


def page(variables):
    """The time of the first answer of a service that has run before, in ms, and its classes until then."""
    port = free_port()
    subprocess.run([home + "/bin/scepclient", "settings", "set", f"WEB_ADDRESS=127.0.0.1:{port}"], env=variables, check=True)
    times = []
    for number in range(rounds + 1):
        begin = time.monotonic_ns()
        service = subprocess.Popen([home + "/bin/scepclient", "run"], stderr=subprocess.DEVNULL,
                                   env=dict(variables, SCEPCLIENT_JAVA_OPTIONS=OPTIONS))
        first_page(port)
        end = time.monotonic_ns()
        main, counts, made = classes()
        service.terminate()
        service.wait()
        if number:
            times.append(((main - begin) / 1e6, (end - main) / 1e6))
    to_main, to_answer = (statistics.median(column) for column in zip(*times))
    return [("to main", to_main), ("to the first answer", to_answer)], counts, made


def launcher(name, words):
    """Writes the launcher of sscep with other words for Java in place of the main class and its arguments."""
    with open(home + "/bin/sscep") as file:
        text = file.read()
    text = text.replace('org.scepclient.cli.sscep.SscepCommand "$@"', "").replace('exec "$java" "$@"', f'exec "$java" "$@" {words}')
    text = text.replace("case $0 in", f"case {home}/bin/sscep in").replace('resolve "$0"', f'resolve "{home}/bin/sscep"')
    with open(name, "w") as file:
        os.fchmod(file.fileno(), 0o755)
        file.write(text)
    return "./" + name


def cold_rsa():
    """The times of the first RSA operations of a process with the options of sscep, in ms."""
    subprocess.run(["openssl", "pkcs8", "-topk8", "-nocrypt", "-in", "key.pem", "-outform", "DER", "-out", "key.der"], check=True)
    words = f"-cp {classes_of_benchmarks} org.scepclient.bench.ColdRsa key.der 3"
    command = launcher("rsa", words)
    runs = [subprocess.run([command], check=True, capture_output=True, text=True).stdout.split() for _ in range(rounds)]
    return [statistics.median(float(ms) for ms in column) for column in zip(*runs)]


def main():
    host, port = re.search(r"//([^/:]*):(\d+)", url).groups()
    relay = Relay((host, int(port)))
    variables, commands = setup(relay)
    os.environ.update(variables)
    timed = [Command("bare start", [launcher("bare", "-version")])] + [Command(name, words) for name, words in commands.items()]
    for number in range(-1, rounds):
        for command in timed:
            command.run(number >= 0)
    reference = statistics.median(timed[0].wall)
    print(f"| median of {rounds} | wall ms | ÷ bare start | CPU ms | memory MB |")
    print("|---|---|---|---|---|")
    for c in timed:
        wall = statistics.median(c.wall)
        print(f"| {c.name} | {wall:.0f} | {wall / reference:.2f} | {statistics.median(c.cpu):.0f} "
              f"| {statistics.median(c.memory):.0f} |")
    results = {}
    for name, words in commands.items():
        runs = [traced(words, variables, relay) for _ in range(rounds + 1)][1:]
        phases = [(columns[0][0], statistics.median(ms for _, ms in columns)) for columns in zip(*(run[0] for run in runs))]
        results[name] = (phases, *runs[-1][1:])
    results["scepclient run, first page"] = page(variables)
    print("\n| phases, ms, with the log | |\n|---|---|")
    for name, (phases, _, _) in results.items():
        print(f"| {name} | " + ", ".join(f"{key} {ms:.0f}" for key, ms in phases) + " |")
    print("\nRSA of 2048 bits, first, second and third operation: " + ", ".join(f"{ms:.0f}" for ms in cold_rsa()) + " ms")
    print("\n| classes | cache | its layer | runtime | jar | made at the start |\n|---|---|---|---|---|---|")
    for name, (_, counts, _) in results.items():
        print(f"| {name} | " + " | ".join(str(count) for count in counts.values()) + " |")
    print("\nMade at the start: " + ", ".join(sorted({one for _, _, made in results.values() for one in made})))


if __name__ == "__main__":
    main()

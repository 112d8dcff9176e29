"""Times whole processes: wall, CPU and peak memory, as the kernel accounts them when a process ends (wait4).

Commands run in turn, round by round, so that a slow minute of the machine affects all of them alike.
"""

import os
import statistics
import sys
import time


class Command:
    """A row of the table: a name, and steps that run one after the other and are measured as one."""

    def __init__(self, name, *steps):
        self.name = name
        self.steps = steps
        self.wall = []
        self.cpu = []
        self.memory = []

    def run(self, counted):
        begin = time.perf_counter()
        usages = [_run(step) for step in self.steps]
        wall = time.perf_counter() - begin
        if counted:
            self.wall.append(wall * 1000)
            self.cpu.append(sum(u.ru_utime + u.ru_stime for u in usages) * 1000)
            self.memory.append(max(u.ru_maxrss for u in usages) / 1024)


def _run(step):
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(null, 1)
        log = os.open("errors.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(log, 2)
        os.execvp(step[0], step)
    _, status, usage = os.wait4(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        sys.exit(f"{' '.join(step)}: exit code {code}; see {os.path.abspath('errors.log')}")
    return usage


def family(pid):
    """A process and its running descendants."""
    yield pid
    with open(f"/proc/{pid}/task/{pid}/children") as children:
        for child in children.read().split():
            yield from family(child)


def memory(pid, field):
    """A field of the status of a process, such as VmRSS, in MB."""
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith(field))


def resident(pid):
    """Returns the resident memory of a process and its running descendants, in MB."""
    return sum(memory(process, "VmRSS") for process in family(pid))


def table(commands, rounds, base):
    """Runs everything once unmeasured and then ``rounds`` times; prints medians, and ratios to ``base``."""
    for number in range(-1, rounds):
        for command in commands:
            command.run(number >= 0)
        if sys.stderr.isatty():
            print(f"\rround {max(number + 1, 0)} of {rounds}", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print("\r", end="", file=sys.stderr)
    reference = next(c for c in commands if c.name == base)
    print(f"| median of {rounds} | wall ms | (min–max) | CPU ms | memory MB | wall ÷ {base} |")
    print("|---|---|---|---|---|---|")
    for c in commands:
        ratio = statistics.median(a / b for a, b in zip(c.wall, reference.wall))
        print(
            f"| {c.name} | {statistics.median(c.wall):.0f} | {min(c.wall):.0f}–{max(c.wall):.0f} "
            f"| {statistics.median(c.cpu):.0f} | {statistics.median(c.memory):.0f} | {ratio:.2f} |"
        )

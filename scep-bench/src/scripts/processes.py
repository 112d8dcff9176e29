"""sscep as whole processes, compared with Debian's Go scepclient and openssl.

Arguments: HOME URL ROUNDS, in a scratch directory.
"""

import os
import subprocess
import sys

from measure import Command, table

home, url, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
sscep = home + "/bin/sscep"


def quietly(*words):
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


quietly("openssl", "genrsa", "-out", "key.pem", "2048")
quietly("openssl", "req", "-new", "-key", "key.pem", "-subj", "/CN=bench", "-out", "req.pem")
quietly("openssl", "req", "-x509", "-new", "-key", "key.pem", "-subj", "/CN=bench", "-out", "signer.pem")
quietly(sscep, "getca", "-u", url, "-c", "ca.pem")

commands = [
    Command("openssl version", ["openssl", "version"]),
    Command(
        "openssl cms -encrypt, then -sign",
        ["openssl", "cms", "-encrypt", "-aes128", "-binary", "-outform", "DER", "-in", "req.pem", "-out", "e.der", "ca.pem"],
        ["openssl", "cms", "-sign", "-nodetach", "-binary", "-outform", "DER", "-signer", "signer.pem", "-inkey", "key.pem",
         "-in", "e.der", "-out", "s.der"],
    ),
    Command("sscep --version", [sscep, "--version"]),
    Command("sscep getcaps", [sscep, "getcaps", "-u", url]),
    Command("sscep getca", [sscep, "getca", "-u", url, "-c", "out.pem"]),
    Command("sscep enroll", [sscep, "enroll", "-u", url, "-c", "ca.pem", "-k", "key.pem", "-r", "req.pem", "-l", "cert.pem"]),
]
go = "/usr/bin/scepclient"
if os.access(go, os.X_OK):
    # The Go client does not read PKCS#8.
    quietly("openssl", "rsa", "-traditional", "-in", "key.pem", "-out", "go.key")
    quietly(go, "-server-url", url, "-private-key", "go.key", "-certificate", "go.pem", "-cn", "bench")
    enroll = ["sh", "-c", 'rm -f go.pem csr.pem self.pem; exec "$@"', "sh", go]
    commands.append(
        Command("Go scepclient (getcaps, getca and enroll in one)",
                [*enroll, "-server-url", url, "-private-key", "go.key", "-certificate", "go.pem", "-cn", "bench"])
    )
else:
    print("Debian's scepclient (package scep) is not installed; its row is missing.", file=sys.stderr)
table(commands, rounds, "sscep --version")

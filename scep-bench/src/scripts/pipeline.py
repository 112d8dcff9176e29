"""From nothing to a certificate: one command, compared with the pipeline that it replaces.

Arguments: HOME URL FINGERPRINT ROUNDS.
"""

import sys

from measure import Command, table

home, url, fingerprint, rounds = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
sscep, scepclient = home + "/bin/sscep", home + "/bin/scepclient"
pipeline = "openssl genrsa + openssl req + sscep getca + sscep enroll"
commands = [
    Command(
        pipeline,
        ["openssl", "genrsa", "-out", "key.pem", "2048"],
        ["openssl", "req", "-new", "-key", "key.pem", "-subj", "/CN=bench", "-out", "req.pem"],
        [sscep, "getca", "-u", url, "-c", "ca.pem", "--ca-fingerprint", fingerprint],
        [sscep, "enroll", "-u", url, "-c", "ca.pem", "-k", "key.pem", "-r", "req.pem", "-l", "cert.pem"],
    ),
    Command(
        "openssl genrsa + openssl req + sscep enroll (CA certificate at hand)",
        ["openssl", "genrsa", "-out", "key.pem", "2048"],
        ["openssl", "req", "-new", "-key", "key.pem", "-subj", "/CN=bench", "-out", "req.pem"],
        [sscep, "enroll", "-u", url, "-c", "ca.pem", "-k", "key.pem", "-r", "req.pem", "-l", "cert.pem"],
    ),
    Command(
        "scepclient enroll",
        ["sh", "-c", 'rm -rf out; exec "$@"', "sh",
         scepclient, "enroll", "--url", url, "--out", "out", "--subject", "/CN=bench", "--ca-fingerprint", fingerprint],
    ),
]
table(commands, rounds, pipeline)

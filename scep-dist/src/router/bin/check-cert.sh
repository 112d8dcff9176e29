#!/bin/sh
# Checks the certificate: enrolls or renews it where that is due. For cron, without arguments:
#
#   5 0 * * * root /opt/scepClient/bin/check-cert.sh
#
# The output of the run goes to the system's log; its exit code is that of scepclient check.

# shellcheck source=scep-dist/src/launcher/resolve
. resolve

here=$bin
# shellcheck source=scep-dist/src/router/lib/app.sh
. "$here/../lib/app.sh"

status=$({
    { "$home/bin/scepclient" check --trigger timer </dev/null 2>&1 3>&-; echo $? >&3; } | log >/dev/null 3>&-
} 3>&1)
exit "${status:-1}"

#!/bin/sh
# Checks the certificate: enrolls or renews it where that is due. For cron, without arguments:
#
#   5 0 * * * root /opt/scepClient/bin/check-cert.sh
#
# What the run says goes to the system's log; its exit code is that of scepclient check.

self=$0
while [ -h "$self" ]; do
    link=$(ls -ld -- "$self")
    link=${link#*"$self -> "}
    case $link in
        /*) self=$link ;;
        *) self=${self%/*}/$link ;;
    esac
done
bin=$(cd "${self%/*}" && pwd) || exit

log() {
    if command -v logger >/dev/null; then
        logger -t scepClient
    else
        cat >&2
    fi
}

status=$({
    { "$bin/scepclient" check --trigger timer </dev/null 2>&1 3>&-; echo $? >&3; } | log >/dev/null 3>&-
} 3>&1)
exit "${status:-1}"

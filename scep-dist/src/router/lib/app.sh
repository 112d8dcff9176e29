# Sourced by the app's scripts: the directories of the app, its log, and the processes that files name.
# Expects here, the directory of the script, which is one below the app's home.
# shellcheck shell=sh disable=SC2034,SC2154

home=$(cd "$here/.." && pwd) || exit
data=${SCEPCLIENT_DATA:-/var/data/scepClient}

# in_root ROOT: sets root, data and settings for a device whose root directory is ROOT; it is empty on the device itself.
in_root() {
    root=${1%/}
    [ -n "${SCEPCLIENT_DATA:-}" ] || data=$root$data
    settings=$home/etc/settings
}

# log: copies the input to the system's log, or without one to standard error.
log() {
    if command -v logger >/dev/null; then
        logger -t scepClient
    else
        cat >&2
    fi
}

# without_request COMMAND...: replaces this shell by the command, which gets only what it needs of the environment. In a CGI
# program the environment is the browser's request, cookies and passwords included, and the owner's scripts would inherit it.
# A router may lack env.
without_request() {
    for name in $(export -p | sed -n 's/^export \([A-Za-z_][A-Za-z0-9_]*\).*/\1/p'); do
        case $name in
            PATH | PWD | HOME | LANG | LC_ALL | LC_CTYPE | TZ | TMPDIR | JAVA_HOME | SCEPCLIENT_*) ;;
            *) unset "$name" ;;
        esac
    done
    exec "$@"
}

# copy_whole FILE AS: copies a file so that AS is never a part of it. Only the owner may read the copy.
copy_whole() (
    umask 077
    cp "$1" "$2.new" && sync && mv "$2.new" "$2"
)

# A process is known by its pid and by when it started, as another one may get the pid later. Files name it so in their first
# two lines: the program's own files in the data directory, and those that record writes.

# start_of PID: sets start to when the process started, in clock ticks since the boot; to nothing if there is none or it has
# ended and its parent has not taken note yet.
start_of() {
    stat=
    { read -r stat <"/proc/$1/stat"; } 2>/dev/null
    # The second field, the program's name in parentheses, may contain anything. The third is the state, the 22nd the start.
    # shellcheck disable=SC2086 # a letter and numbers
    set -- ${stat##*) }
    case ${1:-} in
        Z | X) start= ;;
        *) start=${20:-} ;;
    esac
}

# running FILE: true if the process that FILE names is there. Sets pid, and kind to what is in the fourth line.
running() {
    pid=
    started=
    kind=
    { { read -r pid && read -r started && read -r _ && read -r kind; } <"$1"; } 2>/dev/null
    case $pid in
        '' | *[!0-9]*) return 1 ;;
    esac
    start_of "$pid"
    [ -n "$start" ] && [ "$start" = "$started" ]
}

# record PID FILE: writes the pid to FILE, for others, and what running takes to the file beside it.
record() {
    start_of "$1"
    mkdir -p "${2%/*}" && printf '%s\n' "$1" >"$2" && printf '%s\n' "$1" "$start" >"${2%.pid}.process"
}

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

# The program's lines for the log begin with a number of syslog: <3> err, <4> warning, <5> notice, <6> info.
export SCEPCLIENT_LOG_PRIORITIES=1

# log: copies the input to the system's log, or without one to standard error. A line without a priority is not the program's,
# but perhaps that of a shell or a Java that could not start it.
log() {
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
            '<3>'*) priority=err ;;
            '<4>'*) priority=warning ;;
            '<5>'*) priority=notice ;;
            '<6>'*) priority=info ;;
            *) priority= ;;
        esac
        [ -z "$priority" ] || line=${line#<?>}
        if command -v logger >/dev/null; then
            logger -t scepClient -p "daemon.${priority:-warning}" -- "$line"
        else
            printf '%s\n' "$line" >&2
        fi
    done
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

# copy_whole FILE AS: copies a file so that AS is never a part of it. Only the owner may read the copy. A directory in its place
# is set aside.
copy_whole() (
    umask 077
    rm -rf "$2.new"
    if [ -d "$2" ]; then
        mv "$2" "$2.damaged" && echo "scepClient: $2: it is not a file; it is set aside as ${2##*/}.damaged" >&2
    fi
    cp "$1" "$2.new" && sync && mv "$2.new" "$2"
)

# A process is ours while a file names its pid and the process has that file open: the kernel closes it with the process. A pid
# that a crash or a power cut has left in the file counts for nothing, whatever process has it now. The program's own files
# in the data directory are such files (ProcessFile), and those that a script keeps open on its descriptor 9.

# running FILE: true if the process that FILE names is running. Sets pid. A FIFO would block.
running() {
    pid=
    [ -f "$1" ] || return
    { read -r pid <"$1"; } 2>/dev/null
    case $pid in
        '' | *[!0-9]*) return 1 ;;
    esac
    for descriptor in "/proc/$pid/fd"/*; do
        # shellcheck disable=SC3013 # BusyBox and dash have it
        [ "$descriptor" -ef "$1" ] && return
    done
    return 1
}

# make_empty FILE: makes the file for a process that is to hold it open, and sets held to it, or else to /dev/null. A FIFO, which
# would block, and a link that has no target are removed.
make_empty() {
    held=$1
    if [ -p "$1" ] || { [ -L "$1" ] && [ ! -e "$1" ]; }; then
        rm -f -- "$1"
        echo "<4>$1: it is not a file; it is made again" | log
    fi
    {
        case $1 in
            */*) mkdir -p -- "${1%/*}/" ;;
        esac
        true >"$1"
    } 2>/dev/null || held=/dev/null
}

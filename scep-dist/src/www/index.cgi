#!/bin/sh
# The way in from the router's own page: shows the app's page if it is not shown, and redirects to it by a link that works once.
# The router's web server runs this as root, behind its own login. The command that makes the link takes what it needs of the
# request from the environment, and checks it. The page gets two values as options: its scripts inherit its environment.
umask 077

case $0 in
    */*) here=${0%/*} ;;
    *) here=. ;;
esac
# The web server has a link to this directory.
here=$(cd "$here" && pwd -P)
# shellcheck source=scep-dist/src/router/lib/app.sh
. "$here/../lib/app.sh"
scepclient=$home/bin/scepclient

# host TEXT: prints the text unless it has characters that no host name, address or port has.
host() {
    case $1 in
        *[!]A-Za-z0-9.:%[-]*) ;;
        *) printf '%s' "$1" ;;
    esac
}

# show: starts the page in the background; the web server waits for whatever has its output open.
show() {
    shown=yes
    rm -f "$data/web-page-problem"
    (without_request "$scepclient" web --router "--http-host=$(host "${HTTP_HOST:-}")" \
        "--server-addr=$(host "${SERVER_ADDR:-}")" 2>&1 | log) </dev/null >/dev/null 2>&1 &
}

# make_link: sets link, or, when it fails, to the reason.
make_link() {
    link=$("$scepclient" web --link --router 2>&1 </dev/null)
}

escaped() {
    sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g' -e 's/"/\&quot;/g' -e "s/'/\&#39;/g"
}

# headers LINE...: the answer's, and the empty line after them.
headers() {
    printf '%s\r\n' "$@" 'Cache-Control: no-store' 'Referrer-Policy: no-referrer' 'X-Content-Type-Options: nosniff' \
        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'" ''
}

shown=no
running "$data/web-page" || show
if ! make_link && [ "$shown" = no ]; then
    show
    make_link
fi

case $link in
    https://*[!]A-Za-z0-9:/?=._~%[-]*) ;;
    https://*)
        headers 'Status: 302 Found' "Location: $link"
        exit
        ;;
esac

headers 'Status: 503 Service Unavailable' 'Content-Type: text/html; charset=utf-8'
printf '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>SCEP Client</title></head><body><h1>SCEP Client</h1>'
printf '<pre>'
"$scepclient" status 2>&1 </dev/null | sed -e 2q | escaped
printf '</pre><p>The page cannot be shown:</p><pre>'
printf '%s\n' "$link" | escaped
printf '</pre></body></html>\n'

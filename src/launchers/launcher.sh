#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Starts the program whose name this script is called by. A module that has programs
# copies it to META-INF/ops/image/bin/ of its jar under each of their names, and puts
# its table of programs in the place of the line PROGRAMS below.

# The table: name, main class, kind (daemons get the JVM's own choice of compiler and
# collector, tools the ones that start fastest), whether the program can detach and then
# is silent or goes on printing.
lookup() {
    kind=tool detaches=
    case $1 in
        # PROGRAMS
        *) return 1 ;;
    esac
    program=$1
}

# Find the image that this script belongs to through symbolic links, and the
# program by the first name on that way that is in the table.
self=$0
program=
lookup "$(basename -- "$self")"
while [ -L "$self" ]; do
    target=$(readlink "$self")
    case $target in
        /*) self=$target ;;
        *) self=$(dirname -- "$self")/$target ;;
    esac
    [ -n "$program" ] || lookup "$(basename -- "$self")"
done
OPS_HOME=$(CDPATH='' cd -- "$(dirname -- "$self")/.." && pwd -P) || exit 1
export OPS_HOME
if [ -z "$program" ]; then
    echo "$(basename -- "$0"): no program of this name in $OPS_HOME" >&2
    exit 1
fi

# Find a JVM and check its release.
if [ -n "$JAVA_HOME" ]; then
    java=$JAVA_HOME/bin/java
    if [ ! -x "$java" ]; then
        echo "$program: JAVA_HOME is $JAVA_HOME, but there is no bin/java in it" >&2
        exit 1
    fi
else
    java=$(command -v java) || {
        echo "$program: needs Java 17 or later: install it (Debian: openjdk-17-jre-headless), or set JAVA_HOME" >&2
        exit 1
    }
fi
# The file "release" spares a second start of the JVM; a JVM without one is asked.
release=$(dirname -- "$(dirname -- "$(readlink -f -- "$java")")")/release
version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release" 2>/dev/null)
if [ -z "$version" ]; then
    version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
fi
if [ "${version:-0}" -lt 17 ]; then
    echo "$program: needs Java 17 or later, but $java is version ${version:-unknown}: set JAVA_HOME" >&2
    exit 1
fi

# Without an identity Netty looks for one at the network interfaces, and complains loudly where there are none.
options="-Dops.program=$program -Djava.awt.headless=true -Dio.netty.machineId=00:00:00:00:00:00:00:01"
[ "$kind" = tool ] && options="$options -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto"
[ "$version" -ge 22 ] && options="$options --enable-native-access=ALL-UNNAMED"
[ "$version" -ge 24 ] && options="$options --sun-misc-unsafe-memory-access=allow"

# A JVM reads its arguments by the locale, and without one of UTF-8 (or with one that is not
# installed) would turn what is not ASCII into question marks. Messages are in English anyway.
export LC_ALL=C.UTF-8

detach=false monitor=false
for argument in "$@"; do
    case $argument in
        --) break ;;
        --detach | --detac | --deta | --det)
            # Other tools have words of their own.
            [ "$kind" = daemon ] || [ "$detaches" = printing ] && detach=true
            ;;
        --monitor | --monito | --monit | --moni | --mon) [ "$kind" = daemon ] && monitor=true ;;
    esac
done

# With --monitor this script stays, and starts the daemon again when a signal of those that tell of
# a crash has ended it. What was configured at run time is kept in a file from one to the next.
if [ "$monitor" = true ] && { [ "$detach" = false ] || [ -n "$OPS_MONITOR" ]; }; then
    unset OPS_MONITOR
    state=$(mktemp "${TMPDIR:-/tmp}/ops-$program.XXXXXX") || exit 1
    trap 'rm -f "$state"' EXIT
    child=
    trap '[ -n "$child" ] && kill "$child"' TERM INT
    crashes=0 last=0 report=
    exec 3>&1 4>&2
    while :; do
        # shellcheck disable=SC2086
        "$java" $options $OPS_JAVA_OPTS "-Dops.detach=$detach" -Dops.monitored=true "-Dops.state=$state" \
            "-Dops.crash=$report" "-Dops.home=$OPS_HOME" -cp "$OPS_HOME/lib/*" "$main" "$@" >&3 2>&4 3>&- 4>&- &
        child=$!
        # The pipe to the starter of a daemon that detaches is the daemon's alone, and not the next one's.
        [ "$detach" = true ] && exec >/dev/null 2>&1 3>/dev/null 4>&3
        wait "$child"
        status=$?
        while kill -0 "$child" 2>/dev/null; do
            wait "$child"
            status=$?
        done
        case $status in
            132) signal="Illegal instruction" ;;
            134) signal="Aborted" ;;
            135) signal="Bus error" ;;
            136) signal="Floating point exception" ;;
            139) signal="Segmentation fault" ;;
            141) signal="Broken pipe" ;;
            142) signal="Alarm clock" ;;
            152) signal="CPU time limit exceeded" ;;
            153) signal="File size limit exceeded" ;;
            *) exit "$status" ;;
        esac
        crashes=$((crashes + 1))
        report="$crashes crashes: pid $child died, killed ($signal), restarting"
        # Not more often than every ten seconds, should it always crash at once.
        now=$(date +%s)
        [ $((now - last)) -lt 10 ] && sleep $((10 - now + last))
        last=$(date +%s)
    done
fi

# shellcheck disable=SC2086 # options and OPS_JAVA_OPTS hold several words
if [ "$detach" = false ]; then
    exec "$java" $options $OPS_JAVA_OPTS "-Dops.home=$OPS_HOME" -cp "$OPS_HOME/lib/*" "$main" "$@"
fi

# The daemon writes "ready" when it serves and then closes the pipe; when it ends
# without, it has printed the reason on standard error.
command -v setsid >/dev/null 2>&1 && session=setsid || session=

# A program that goes on printing has standard output for itself, and the pipe is another
# descriptor: that one stays open, so that the line is waited for and not the pipe's end.
if [ "$detaches" = printing ]; then
    # shellcheck disable=SC2086
    {
        {
            trap '' HUP
            $session "$java" $options $OPS_JAVA_OPTS -Dops.detach=true -Dops.ready=/dev/fd/3 "-Dops.home=$OPS_HOME" \
                -cp "$OPS_HOME/lib/*" "$main" "$@" 3>&1 >&4 4>&- </dev/null &
        } | {
            read -r status || exit 1
            [ "$status" = ready ]
        }
    } 4>&1
    exit
fi
if [ "$monitor" = true ]; then
    status=$(
        trap '' HUP
        OPS_MONITOR=1 $session "$OPS_HOME/bin/$program" "$@" </dev/null &
    )
    case $status in
        *ready) exit 0 ;;
        *) exit 1 ;;
    esac
fi
# shellcheck disable=SC2086
status=$(
    trap '' HUP
    $session "$java" $options $OPS_JAVA_OPTS -Dops.detach=true "-Dops.home=$OPS_HOME" \
        -cp "$OPS_HOME/lib/*" "$main" "$@" </dev/null &
)
case $status in
    *ready) exit 0 ;;
    *) exit 1 ;;
esac

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

# The start of a JVM is what a short command costs: below, nothing is started that the shell can do by itself.

# Find the image that this script belongs to through symbolic links, and the
# program by the first name on that way that is in the table.
self=$0
program=
lookup "${self##*/}"
while [ -L "$self" ]; do
    target=$(readlink "$self")
    case $target in
        /*) self=$target ;;
        *)
            case $self in
                */*) self=${self%/*}/$target ;;
                *) self=$target ;;
            esac
            ;;
    esac
    [ -n "$program" ] || lookup "${self##*/}"
done
case $self in
    */*) folder=${self%/*} ;;
    *) folder=. ;;
esac
OPS_HOME=$(CDPATH='' cd -- "$folder/.." && pwd -P) || exit 1
export OPS_HOME
if [ -z "$program" ]; then
    echo "${0##*/}: no program of this name in $OPS_HOME" >&2
    exit 1
fi

# What of its arguments is for this script: the options of daemons, and of other programs that detach.
asked= detach=false monitor=false
follows=false
for argument in "$@"; do
    if [ "$follows" = true ]; then
        asked=$argument follows=false
        continue
    fi
    case $kind$detaches:$argument in
        *:--) break ;;
        daemon*:--user=* | daemon*:--use=* | daemon*:--us=*) asked=${argument#*=} ;;
        daemon*:--user | daemon*:--use | daemon*:--us) follows=true ;;
        daemon*:--monitor | daemon*:--monito | daemon*:--monit | daemon*:--moni | daemon*:--mon) monitor=true ;;
        # Other tools have words of their own.
        daemon*:--detach | daemon*:--detac | daemon*:--deta | daemon*:--det) detach=true ;;
        toolprinting:--detach | toolprinting:--detac | toolprinting:--deta | toolprinting:--det) detach=true ;;
    esac
done

# With --user this script starts again as that user, since a JVM cannot become another one. A switch keeps what it needs
# for devices.
if [ -n "$asked" ] && [ "$asked" != "$OPS_USER" ]; then
    account=${asked%%:*}
    group=
    case $asked in
        *:*) group=${asked#*:} ;;
    esac
    [ -n "$account" ] || account=$(id -un)
    if ! id -u "$account" >/dev/null 2>&1; then
        echo "$program: --user: there is no user $account" >&2
        exit 1
    fi
    [ -n "$group" ] || group=$(id -g "$account")
    if [ "$(id -u)" != 0 ]; then
        if [ "$(id -u)" != "$(id -u "$account")" ]; then
            echo "$program: --user: only root can become $account; start the program as that user, and leave the option out" >&2
            exit 1
        fi
    elif ! command -v setpriv >/dev/null; then
        echo "$program: --user needs setpriv (Debian: util-linux)" >&2
        exit 1
    else
        keep=
        [ "$program" = ovs-vswitchd ] && keep="--inh-caps=+net_admin,+net_raw --ambient-caps=+net_admin,+net_raw"
        home=$(getent passwd "$account" | cut -d: -f6)
        unset XDG_CACHE_HOME
        # shellcheck disable=SC2086 # two words or none
        OPS_USER=$asked HOME=$home exec setpriv --reuid="$account" --regid="$group" --init-groups $keep "$0" "$@"
    fi
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
release=${java%/*/*}/release
if [ ! -r "$release" ]; then
    release=$(readlink -f -- "$java")
    release=${release%/*/*}/release
fi
version=
build=
maker=
if [ -r "$release" ]; then
    while IFS='=' read -r key value; do
        value=${value#\"}
        value=${value%\"}
        case $key in
            IMPLEMENTOR) maker=$value ;;
            JAVA_RUNTIME_VERSION) build=$value ;;
            JAVA_VERSION) version=${value%%[!0-9]*} ;;
        esac
        [ -z "$version" ] || [ -z "$build" ] || break
    done <"$release"
fi
if [ -z "$version" ]; then
    version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
fi
if [ "${version:-0}" -lt 17 ]; then
    echo "$program: needs Java 17 or later, but $java is version ${version:-unknown}: set JAVA_HOME" >&2
    exit 1
fi

# A JVM reads its arguments by the locale, and without one of UTF-8 (or with one that is not
# installed) would turn what is not ASCII into question marks. Messages are in English anyway.
export LC_ALL=C.UTF-8

# Without an identity Netty looks for one at the network interfaces, and complains loudly where there are none.
# What a JVM has to say about itself must not get into a program's output.
options="-Dops.program=$program ${asked:+-Dops.user=$asked} -Djava.awt.headless=true -Dio.netty.machineId=00:00:00:00:00:00:00:01"
if [ "$version" -ge 25 ]; then
    options="$options -Xlog:disable -Xlog:all=error,aot=off:stderr"
else
    options="$options -Xlog:disable -Xlog:all=error:stderr"
fi
if [ "$kind" = daemon ]; then
    # Loading takes several times the memory that the rows do: give it back in a quiet moment.
    options="$options -XX:G1PeriodicGCInterval=300000"
fi
if [ "$kind" = tool ]; then
    # Of the collectors, G1 can use the most of an archive, and needs no more than one thread of each kind here.
    options="$options -XX:+UseG1GC -XX:ParallelGCThreads=1 -XX:ConcGCThreads=1 -XX:-UsePerfData"
    # Compile only what runs often, with the fast compiler; and leave archives at the address that they are made for.
    options="$options -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=5"
    options="$options -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0"
fi
[ "$version" -ge 22 ] && options="$options --enable-native-access=ALL-UNNAMED"
[ "$version" -ge 24 ] && options="$options --sun-misc-unsafe-memory-access=allow"

# Make one name of a text without slashes, and without blanks and percent signs, which have a meaning to JVMs here.
flatten() {
    set -f
    IFS='/ %'
    # shellcheck disable=SC2086 # it is to be split
    set -- $1
    IFS=+
    flat="$*"
    unset IFS
    set +f
}

# An archive of the classes that a program loads makes it start in a fraction of the time. It fits one build of the
# JVM and these very jars only (the JVM looks, and otherwise starts without), so it is made where it is used: in
# OPS_CACHE_DIR ("none" for not at all) or the user's cache folder, by a run in the background at the first start, or
# by "ops prime". One that belongs to another user is not used: it is code.
cache=$OPS_CACHE_DIR
if [ -z "$cache" ]; then
    cache=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
    cache=${cache:+$cache/ops}
fi
archive=
use=
if [ -n "$cache" ] && [ "$cache" != none ] && [ -n "$build" ]; then
    flatten "$OPS_HOME"
    places=$cache/$flat
    flatten "$maker-$build"
    places=$places/$flat
    archive=$places/$program.jsa
fi
stale=$OPS_HOME/lib
class_path=
for jar in "$OPS_HOME"/lib/*.jar; do
    class_path=$class_path${class_path:+:}$jar
    [ "$jar" -nt "$archive" ] && stale=$jar
done

# Make the archive, unless another process is about it. An empty one says that this JVM makes none.
prime() {
    mkdir -p "$places" || return
    lock=$archive.lock
    if [ -e "$lock" ] && read -r owner <"$lock" && ! kill -0 "$owner"; then
        rm -f "$lock"
    fi
    (set -C && echo $$ >"$lock") || return
    new=$archive.$$
    if [ "$version" -ge 25 ]; then
        output=-XX:AOTCacheOutput=$new
    else
        output=-XX:ArchiveClassesAtExit=$new
    fi
    export OVS_RUNDIR="$places" OVS_LOGDIR="$places" OVS_DBDIR="$places"
    # shellcheck disable=SC2086
    "$java" "$output" $options "-Dops.home=$OPS_HOME" -cp "$class_path" io.opsswitch.tools.Training "$program" ||
        : >"$new"
    # JDK 17 crashes on an archive without its end, which is what a loss of power could leave.
    sync "$new" || : >"$new"
    # A jar with a time to come must not make every archive look old.
    [ "$stale" -nt "$new" ] && touch -r "$stale" "$new"
    mv -f "$new" "$archive"
    rm -f "$lock" "$new".*
}

if [ -n "$OPS_PRIME" ]; then
    [ -n "$archive" ] || {
        echo "$program: there is no folder for archives: set OPS_CACHE_DIR" >&2
        exit 1
    }
    unset OPS_JAVA_OPTS
    prime >/dev/null 2>&1 </dev/null
    [ -s "$archive" ]
    exit
fi
if [ -z "$archive" ]; then
    :
elif [ -e "$archive" ] && [ ! "$stale" -nt "$archive" ]; then
    if [ -s "$archive" ] && [ -O "$archive" ]; then
        if [ "$version" -ge 25 ]; then
            use=-XX:AOTCache=$archive
        else
            use=-XX:SharedArchiveFile=$archive
        fi
    fi
else
    # Nothing of this may hold up the command, or whoever waits for the end of its descriptors.
    OPS_PRIME=1 nice -n 19 "$OPS_HOME/bin/$program" >/dev/null 2>&1 </dev/null \
        3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &
fi

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
        "$java" $options ${use:+"$use"} $OPS_JAVA_OPTS "-Dops.detach=$detach" -Dops.monitored=true "-Dops.state=$state" \
            "-XX:ErrorFile=${OVS_LOGDIR:-.}/hs_err_pid%p.log" "-Dops.crash=$report" "-Dops.home=$OPS_HOME" -cp "$class_path" "$main" "$@" >&3 2>&4 3>&- 4>&- &
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
    exec "$java" $options ${use:+"$use"} $OPS_JAVA_OPTS "-Dops.home=$OPS_HOME" -cp "$class_path" "$main" "$@"
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
            $session "$java" $options ${use:+"$use"} $OPS_JAVA_OPTS -Dops.detach=true -Dops.ready=/dev/fd/3 "-Dops.home=$OPS_HOME" \
                -cp "$class_path" "$main" "$@" 3>&1 >&4 4>&- </dev/null &
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
    $session "$java" $options ${use:+"$use"} $OPS_JAVA_OPTS -Dops.detach=true "-Dops.home=$OPS_HOME" \
        -cp "$class_path" "$main" "$@" </dev/null &
)
case $status in
    *ready) exit 0 ;;
    *) exit 1 ;;
esac

#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Measures what our ovs-vswitchd and Debian's pay for a packet that no flow of the kernel matches, and for flows that are
# there. Runs in the guest, as root:
#
#   guest.sh CACHE OUT src/guest/upcalls.sh IMAGE [PACKETS [ROUNDS [RATE [BURST]]]]
#
#   IMAGE    a folder as for switch.sh
#   PACKETS  how many packets a round has, each of another UDP connection and so an upcall and a flow (2000)
#   ROUNDS   how many rounds ours gets: the first one is cold, the last one warm; Debian's gets three before and after (8)
#   RATE     packets a second (400)
#   BURST    how many of these are sent at once (1)
#
# Prints a line for each round: packets that missed, flows that are there behind it, packets that the kernel could not hand
# over, the daemon's processor time in all its threads (and the part of a JVM's compiler and collector in it), upcalls for
# each second of it; then the processor time while as many flows stay as a round makes, and while there are none.

here=$(cd "$(dirname "$0")" && pwd -P)
# shellcheck source=common.sh
. "$here"/common.sh
packets=${2:-2000}
rounds=${3:-8}
rate=${4:-400}
burst=${5:-1}
next=0

start_database
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
make_namespaces 2
for i in 1 2; do
    ip netns exec ns$i sysctl -qw net.ipv6.conf.all.disable_ipv6=1
    ethtool -K p$i tx off >/dev/null 2>&1
done

# Raw frames of UDP from ns1 to a neighbour of ns2's, one for each connection from number FIRST on.
cat >$work/send.py <<'END'
import socket, struct, sys, time
first, count, rate, burst = (int(word) for word in sys.argv[2:6])
out = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
out.bind(("eth0", 0))
def mac(text): return bytes.fromhex(text.replace(":", ""))
ethernet = mac(sys.argv[1]) + mac(open("/sys/class/net/eth0/address").read().strip()) + b"\x08\x00"
def checksum(header):
    total = sum(struct.unpack("!10H", header))
    total = (total & 0xffff) + (total >> 16)
    return ~(total + (total >> 16)) & 0xffff
frames = []
for number in range(first, first + count):
    address = lambda net: bytes([10, net, number >> 14 & 255, number >> 7 & 127])
    header = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 60, 0, 0, 64, 17, 0, address(1), address(2))
    header = header[:10] + struct.pack("!H", checksum(header)) + header[12:]
    frames.append(ethernet + header + struct.pack("!HHHH", 1024 + number % 60000, 4096 + number % 128, 40, 0) + bytes(32))
start = time.monotonic()
for sent, frame in enumerate(frames):
    if sent % burst == 0:
        time.sleep(max(0, start + sent / rate - time.monotonic()))
    out.send(frame)
END

lookups() { ovs-dpctl show ovs-system | sed -n "s/.*lookups:.* $1:\([0-9]*\).*/\1/p"; }
flows() { ovs-dpctl show ovs-system | sed -n 's/^ *flows: //p'; }
ticks() { sed 's/.*) //' "/proc/$(cat /run/ours/ovs-vswitchd.pid)/stat" | awk '{print $12 + $13}'; }
# What compiles and collects garbage in a JVM: little of it is left once the program has run for a while.
machine_ticks() {
    cat "/proc/$(cat /run/ours/ovs-vswitchd.pid)"/task/*/stat 2>/dev/null |
        awk '/\((C[12] Comp|GC |G1 |VM )/ { sub(/.*\) /, ""); sum += $12 + $13 } END { print sum + 0 }'
}
is_settled() { # nothing was put for a second
    local before
    before=$(flows)
    sleep 1
    [ "$before" = "$(flows)" ]
}
is_empty() { [ "$(flows)" = 0 ]; }
empty() {
    ovs-vsctl set Open_vSwitch . other_config:max-idle=500
    within 60 is_empty || echo "the flows did not go: $(flows) are there" >&2
    ovs-vsctl set Open_vSwitch . other_config:max-idle=600000
    sleep 2
}

round() { # NAME
    local missed lost flows ticks machine
    missed=$(lookups missed) lost=$(lookups lost) flows=$(flows) ticks=$(ticks) machine=$(machine_ticks)
    ip netns exec ns1 python3 $work/send.py "$target" $next "$packets" "$rate" "$burst"
    next=$((next + packets))
    within 120 is_settled
    awk -v name="$1" -v ticks="$(ticks)" -v before="$ticks" -v machine=$(($(machine_ticks) - machine)) -v missed=$(($(lookups missed) - missed)) \
        -v lost=$(($(lookups lost) - lost)) -v flows=$(($(flows) - flows)) -v hertz="$(getconf CLK_TCK)" 'BEGIN {
            cpu = (ticks - before) / hertz
            printf "%-16s missed %5d  flows %5d  lost %4d  cpu %6.2f s (compiler, collector %5.2f)  upcalls/cpu-s %5.0f\n",
                name, missed, flows, lost, cpu, machine / hertz, (missed - lost) / cpu }'
}

idle() { # NAME SECONDS
    local before flows
    flows=$(flows)
    before=$(ticks)
    sleep "$2"
    awk -v name="$1" -v ticks=$(($(ticks) - before)) -v flows="$flows" -v time="$2" -v hertz="$(getconf CLK_TCK)" 'BEGIN {
        printf "%-16s flows %5d  cpu %6.2f %% of a processor\n", name, flows, ticks / hertz / time * 100 }'
}

measure() { # NAME PROGRAM ROUNDS
    start "$2"
    ovs-vsctl --timeout=120 add-br br0 -- add-port br0 p1 -- add-port br0 p2 \
        -- set Open_vSwitch . other_config:max-idle=600000
    # What copies a field needs all of it: each connection is a flow of its own.
    ovs-ofctl add-flow br0 'priority=10,udp,actions=move:NXM_OF_IP_SRC[]->NXM_NX_REG1[],move:NXM_OF_IP_DST[]->NXM_NX_REG2[],move:NXM_OF_UDP_SRC[]->NXM_NX_REG3[0..15],move:NXM_OF_UDP_DST[]->NXM_NX_REG4[0..15],NORMAL'
    within 60 ip netns exec ns1 ping -q -c 1 -W 2 10.0.0.2 >/dev/null || echo "$1: no packet gets through" >&2
    target=$(ip netns exec ns2 cat /sys/class/net/eth0/address)
    sleep 3
    for i in $(seq "$3"); do
        # Stations are forgotten if nothing is heard from them.
        ip netns exec ns2 ping -q -c 1 -W 2 10.0.0.1 >/dev/null
        round "$1 round $i"
        [ "$i" = "$3" ] || empty
    done
    sleep 2
    idle "$1 idle" 20
    empty
    idle "$1 idle" 20
    ovs-vsctl --timeout=60 del-br br0
    control exit --cleanup
    wait "$daemon"
}

echo "$packets packets a round, $rate a second, $burst at once; Debian's is $(ovs-vswitchd --version | head -n 1)"
measure theirs "$(command -v ovs-vswitchd)" 3
measure ours "$image"/bin/ovs-vswitchd "$rounds"
measure theirs "$(command -v ovs-vswitchd)" 3
[ -z "${VERBOSE:-}" ] || cat /run/ours/output /run/ours/ovs-vswitchd.log
echo end

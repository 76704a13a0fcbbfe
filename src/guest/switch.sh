#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Proves our ovs-vswitchd on the kernel's datapath: with real packets between namespaces, and with Debian's programs as
# witnesses. Runs in the guest, as root:
#
#   guest.sh CACHE OUT src/guest/switch.sh IMAGE
#
#   IMAGE  a folder with bin/ovs-vswitchd and bin/ovs-dpctl; archives of their classes may lie in IMAGE/cache
#
# Prints a line for each claim, "ok TEXT" or "FAIL TEXT" with what was seen below it, and behind the last one "end N", where
# N is their number: without that line the script did not come to its end. Ends with the number of those that do not hold.

here=$(cd "$(dirname "$0")" && pwd -P)
# shellcheck source=common.sh
. "$here"/common.sh
claims=0
failures=0

claim() { # TEXT COMMAND...
    local text=$1
    shift
    claims=$((claims + 1))
    if "$@" >$work/claim 2>&1; then
        echo "ok   $text"
    else
        echo "FAIL $text"
        sed 's/^/     /' $work/claim
        failures=$((failures + 1))
    fi
}

ping3() { ip netns exec "$1" ping -q -c 3 -i 0.3 -W 5 "$2"; }
pings() { within 60 ping3 "$@"; }

start_database
make_namespaces 3
start
claim 'the default datapath is that of the kernel' ovs-vsctl --timeout=120 add-br br0
claim 'devices become ports' ovs-vsctl --timeout=120 add-port br0 p1 -- add-port br0 p2 -- add-port br0 p3
claim 'two namespaces reach each other' pings ns1 10.0.0.2
claim 'statistics are in the database' within 30 bash -c \
    "ovs-vsctl get Interface p1 statistics | grep -q 'rx_packets=[1-9]'"

# Kernels before 6.7 refuse the symmetric hash that such groups are spread by.
spreads() {
    local result
    ovs-ofctl -O OpenFlow15 add-group br0 group_id=1,type=select,bucket=actions=NORMAL,bucket=actions=NORMAL &&
        ovs-ofctl -O OpenFlow15 add-flow br0 priority=9,ip,actions=group:1 && pings ns1 10.0.0.2 &&
        control dpctl/dump-flows | grep 'hash(l4('
    result=$?
    ovs-ofctl -O OpenFlow15 del-groups br0
    return $result
}
claim 'a group that names no method spreads by a hash that the kernel has' spreads

# What the daemon says is what Debian's program says, but for times that pass in between.
same() { # OURS THEIRS
    # Debian's program is older than the kernel: key32 is what it calls the extension headers of IPv6.
    settle='s/used:[0-9.]+s/used:T/; s/(hit|missed|lost|packets|bytes|hit.pkt|hit-rate):[0-9.%]+/\1:N/g; s/,key32\([^)]*\)//'
    sed -E "$settle" <<<"$1" | sort >$work/ours
    sed -E "$settle" <<<"$2" | sort >$work/theirs
    [ -s $work/ours ] && diff $work/ours $work/theirs
}
once() { same "$(control "dpctl/$1" "${@:2}")" "$(ovs-dpctl "$@")"; }
both() { within 30 once "$@"; }
ip netns exec ns1 ping -q -c 2 10.0.0.2 >/dev/null
claim 'dpctl/show is that of ovs-dpctl' both show
claim 'dpctl/dump-flows is that of ovs-dpctl' both dump-flows
claim 'dpctl/dump-flows -m is that of ovs-dpctl' both dump-flows -m

ours() { same "$("$image"/bin/ovs-dpctl "$@")" "$(ovs-dpctl "$@")"; }
for words in dump-dps show 'show ovs-system' dump-flows 'dump-flows -m' 'dump-flows --names'; do
    # shellcheck disable=SC2086
    claim "our ovs-dpctl $words prints what theirs does" within 60 ours $words
done
dpctl="$image/bin/ovs-dpctl"
flow='in_port(1),eth(src=02:00:00:00:00:01,dst=02:00:00:00:00:02),eth_type(0x0800),ipv4(src=10.1.0.1,dst=10.1.0.2,proto=17,tos=0,ttl=64,frag=no),udp(src=1,dst=2)'
claim 'our ovs-dpctl makes a datapath' $dpctl add-dp mine
claim 'and adds a port of its own' $dpctl add-if mine own0,type=internal tun9,type=vxlan,dst_port=9999
claim 'and adds a flow' $dpctl add-flow mine "$flow" 'set(ipv4(ttl=3)),1'
claim 'which theirs prints in the same words' ours dump-flows mine
claim 'as it was given' bash -c "ovs-dpctl dump-flows mine | grep 'src=10.1.0.1,.*actions:set(ipv4'"
claim 'and changes it' bash -c "$dpctl mod-flow mine '$flow' 2 && ovs-dpctl dump-flows mine | grep -q 'actions:2'"
claim 'and removes it' bash -c "$dpctl del-flow mine '$flow' && [ -z \"\$(ovs-dpctl dump-flows mine)\" ]"
claim 'and shows the datapath as theirs does' ours show mine
claim 'and removes a port and the datapath' bash -c "$dpctl del-if mine own0 && $dpctl del-dp mine && ! ovs-dpctl show mine"
for words in 'show nosuch' 'del-dp nosuch' 'add-flow' 'nosuch' 'del-if ovs-system nosuch'; do
    # shellcheck disable=SC2086
    claim "our ovs-dpctl refuses $words as theirs does" same "$($dpctl $words 2>&1; echo $?)" \
        "$(ovs-dpctl $words 2>&1 | grep -v '|'; echo "${PIPESTATUS[0]}")"
done

ovs-vsctl --timeout=60 set port p1 tag=10 -- set port p2 tag=20
claim 'access ports of two VLANs do not reach each other' bash -c '! ip netns exec ns1 ping -q -c 2 -W 2 10.0.0.2'
ip -n ns3 link add link eth0 name eth0.10 type vlan id 10
ip -n ns3 addr del 10.0.0.3/24 dev eth0
ip -n ns3 addr add 10.0.0.3/24 dev eth0.10
ip -n ns3 link set eth0.10 up
claim 'an access port reaches the same VLAN on a trunk' pings ns1 10.0.0.3
ovs-vsctl --timeout=60 clear port p1 tag -- clear port p2 tag

# Headers of ARP cannot be set by a kernel: the switch does it, and the kernel knows that.
ovs-ofctl add-flow br0 'priority=100,in_port=p2,arp,arp_op=2,actions=set_field:10.0.0.77->arp_spa,NORMAL'
ip -n ns1 neigh flush dev eth0
ip netns exec ns1 ping -q -c 2 -W 1 10.0.0.2 >/dev/null
claim 'flows of the slow path are in the kernel' bash -c "ovs-dpctl dump-flows | grep 'slow_path(action)'"
ovs-ofctl --strict del-flows br0 'priority=100,in_port=p2,arp,arp_op=2'
claim 'without that flow all is as before' pings ns1 10.0.0.2

# The daemon is killed and started again while packets flow. Neighbours are not asked for meanwhile: to that nobody would
# be there to give an answer.
pings ns1 10.0.0.2 >/dev/null
for i in 1 2; do
    ip -n ns$((3 - i)) neigh replace 10.0.0.$i dev eth0 nud permanent \
        lladdr "$(ip netns exec ns$i cat /sys/class/net/eth0/address)"
done
ip netns exec ns1 ping -q -i 0.1 -c 600 -W 2 10.0.0.2 >$work/ping &
ping=$!
sleep 3
kill -9 $daemon
wait $daemon 2>/dev/null
before=$(ovs-dpctl show | grep port)
start
claim 'the ports of the kernel stay over a restart' test "$before" = "$(ovs-dpctl show | grep port)"
wait $ping
claim 'no packet is lost when the daemon is killed and started again' bash -c "cat $work/ping; grep -q ' 0% packet loss' $work/ping"
claim 'a new station is learned by the new daemon' pings ns2 10.0.0.1

# A tunnel to Open vSwitch in another namespace, whose kernel datapath is its own.
ip netns add other
ip link add underlay type veth peer name underlay netns other
ip addr add 172.16.0.1/24 dev underlay
ip link set underlay up
ip -n other addr add 172.16.0.2/24 dev underlay
ip -n other link set underlay up
mkdir -p /run/theirs
theirs() { ip netns exec other env OVS_RUNDIR=/run/theirs OVS_LOGDIR=/run/theirs OVS_DBDIR=/run/theirs "$@"; }
theirs ovsdb-tool create /run/theirs/conf.db /usr/share/openvswitch/vswitch.ovsschema
theirs ovsdb-server /run/theirs/conf.db --remote=punix:/run/theirs/db.sock --detach --pidfile --log-file 2>/dev/null
theirs ovs-vsctl --no-wait init
theirs ovs-vswitchd unix:/run/theirs/db.sock --detach --pidfile --log-file 2>/dev/null
for kind in vxlan geneve gre; do
    theirs ovs-vsctl --timeout=60 add-br br1 -- add-port br1 tun0 -- \
        set Interface tun0 type=$kind options:remote_ip=172.16.0.1 options:key=7
    ip -n other addr add 10.0.0.9/24 dev br1
    ip -n other link set br1 up
    ip -n ns1 neigh flush dev eth0
    claim "a $kind tunnel is made" ovs-vsctl --timeout=60 add-port br0 tun0 -- \
        set Interface tun0 type=$kind options:remote_ip=172.16.0.2 options:key=7
    claim "the other end of a $kind tunnel answers" pings ns1 10.0.0.9
    claim "the kernel puts the headers of $kind in front" bash -c \
        "ovs-dpctl dump-flows | grep 'set(tunnel(tun_id=0x7,.*dst=172.16.0.2'"
    claim "dpctl/show has the $kind port as ovs-dpctl has it" both show
    ovs-vsctl --timeout=60 del-port br0 tun0
    theirs ovs-vsctl --timeout=60 del-br br1
done
claim 'ports of tunnels go with the last tunnel' bash -c '! ovs-dpctl show | grep -E "_sys"'

# Somebody removes the datapath: the daemon makes it again.
ovs-dpctl del-dp ovs-system
claim 'a datapath that was removed is made again' within 60 bash -c \
    'ip netns exec ns1 ping -q -c 1 -W 2 10.0.0.2 >/dev/null'

control exit --cleanup
wait $daemon
claim 'exit --cleanup leaves no datapath' bash -c '! ovs-dpctl show | grep ovs-system'
grep -E '\|(WARN|ERR|EMER)\|' /run/ours/ovs-vswitchd.log | sed 's/^/     /'
[ $failures = 0 ] || cat /run/ours/ovs-vswitchd.log /run/ours/output | sed 's/^/     /'
echo "end $claims"
exit $failures

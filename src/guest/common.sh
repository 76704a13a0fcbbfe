# SPDX-License-Identifier: Apache-2.0
#
# What the scripts that run ovs-vswitchd in the guest have in common: our daemon with its database and where their files
# are, namespaces behind devices. To be sourced, as root, with IMAGE as $1.

image=$1
work=$(mktemp -d)
export OVS_RUNDIR=/run/ours OVS_LOGDIR=/run/ours OVS_DBDIR=/run/ours OVS_SYSCONFDIR=/run/ours OPS_CACHE_DIR=$image/cache
mkdir -p /run/ours

within() { # SECONDS COMMAND...
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ $SECONDS -lt $end ] || return 1
        sleep 0.5
    done
}

start_database() {
    ovsdb-tool create /run/ours/conf.db /usr/share/openvswitch/vswitch.ovsschema
    ovsdb-server /run/ours/conf.db --remote=punix:/run/ours/db.sock --detach --pidfile --log-file 2>/dev/null
    ovs-vsctl --no-wait init
}

# Devices p1, p2 ... for as many namespaces ns1, ns2 ... whose ends are 10.0.0.1, 10.0.0.2 ...
make_namespaces() { # COUNT
    for i in $(seq "$1"); do
        ip netns add ns$i
        ip link add p$i type veth peer name eth0 netns ns$i
        ip link set p$i up
        ip -n ns$i addr add 10.0.0.$i/24 dev eth0
        ip -n ns$i link set eth0 up
    done
}

start() { # [PROGRAM]
    rm -f /run/ours/ovs-vswitchd.*.ctl
    "${1:-$image/bin/ovs-vswitchd}" --log-file=/run/ours/ovs-vswitchd.log --pidfile=/run/ours/ovs-vswitchd.pid \
        unix:/run/ours/db.sock >>/run/ours/output 2>&1 &
    daemon=$!
    within 120 ovs-vsctl --timeout=1 set Open_vSwitch . external_ids:try=$RANDOM 2>/dev/null
}

control() { ovs-appctl -T 60 -t "$(ls /run/ours/ovs-vswitchd.*.ctl | tail -n 1)" "$@"; }

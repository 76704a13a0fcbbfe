#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Runs a command on a Linux kernel that has Open vSwitch's datapath, for machines whose own kernel has none: in an
# emulated guest whose file system is this machine's, so that the JVM, the classes and the peers are those of the build.
# What the guest writes stays in its memory, but for the folder OUT.
#
#   guest.sh CACHE OUT COMMAND [ARGUMENT...]
#
#   CACHE  where the distribution's kernel is kept from one run to the next
#   OUT    an existing folder that the command may write to; "console.log" there takes what the guest's kernel says
#
# Ends with the command's exit status; 125 if the guest could not be made or did not come to an end.
# Needs Debian with qemu-system-x86, busybox-static, cpio and kmod, and apt-get for the kernel.
# GUEST_MEMORY (MiB) and GUEST_SECONDS set the limits.

set -euo pipefail

die() { printf 'guest: %s\n' "$*" >&2; exit 125; }

[ $# -ge 3 ] || die "usage: guest.sh CACHE OUT COMMAND [ARGUMENT...]"
mkdir -p "$1"
cache=$(cd "$1" && pwd -P)
out=$(cd "$2" && pwd -P)
shift 2
for program in qemu-system-x86_64 busybox cpio modprobe depmod; do
    [ -x "$(PATH=$PATH:/usr/sbin:/sbin command -v "$program")" ] \
        || die "no $program: install qemu-system-x86, busybox-static, cpio and kmod"
done
PATH=$PATH:/usr/sbin:/sbin

# The kernel that the distribution's package linux-image-amd64 stands for.
if ! [ -f "$cache/complete" ]; then
    package=$(apt-cache depends linux-image-amd64 2>/dev/null | sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p' | head -n 1)
    [ -n "$package" ] || die "no package linux-image-amd64 is known: run apt-get update"
    rm -rf "$cache/root" "$cache"/*.deb
    (cd "$cache" && apt-get download -q "$package" >/dev/null 2>&1) || die "could not download $package"
    dpkg-deb -x "$cache"/linux-image-*.deb "$cache/root"
    rm -f "$cache"/*.deb
    depmod -b "$cache/root" "$(ls "$cache/root/lib/modules")"
    touch "$cache/complete"
fi
release=$(ls "$cache/root/lib/modules")

# What starts before this machine's file system is there: a shell, and the modules in the order they need each other.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/{bin,modules,proc,sys,dev,host,writable,root}
cp "$(command -v busybox)" "$work/bin/busybox"
wanted=(virtio_pci 9pnet_virtio 9p overlay openvswitch vport_vxlan vport_geneve vport_gre veth nlmon
    nf_conntrack_netlink nfnetlink_cttimeout psample 8021q)
for module in "${wanted[@]}"; do
    modprobe -d "$cache/root" -S "$release" --show-depends "$module" 2>/dev/null || true
done | sed -n 's/^insmod //p' | awk '!seen[$1]++ {print $1}' >"$work/needed"
while read -r file; do
    cp "$file" "$work/modules/"
    printf 'insmod /modules/%s\n' "$(basename "$file")"
done <"$work/needed" >"$work/load"
printf '%q ' "$@" >"$work/command"
cat >"$work/init" <<END
#!/bin/busybox sh
/bin/busybox --install -s /bin
mount -t proc none /proc && mount -t sysfs none /sys && mount -t devtmpfs none /dev
sh /load
share=trans=virtio,version=9p2000.L,msize=512000
mount -t 9p -o "\$share,ro,cache=loose" host /host
mount -t tmpfs -o size=75% none /writable && mkdir /writable/upper /writable/work
mount -t overlay -o lowerdir=/host,upperdir=/writable/upper,workdir=/writable/work none /root
mount -t 9p -o "\$share,rw" out "/root$out"
mount -t proc none /root/proc && mount -t sysfs none /root/sys && mount -o bind /dev /root/dev
mkdir -p /root/dev/shm /root/dev/pts && mount -t tmpfs none /root/dev/shm && mount -t devpts none /root/dev/pts
mount -t tmpfs none /root/run
ip link set lo up
cp /command "/root$out/.command"
chroot /root /bin/bash -c "export PATH=$(printf %q "$PATH") HOME=/root JAVA_HOME=$(printf %q "${JAVA_HOME:-}"); cd $(printf %q "$PWD"); . $out/.command" \
    >"/root$out/output" 2>&1
echo "\$?" >"/root$out/status"
sync
poweroff -f
END
chmod +x "$work/init"
(cd "$work" && find bin modules proc sys dev host writable root load command init | cpio -o -H newc --quiet | gzip -1) \
    >"$work/initramfs.gz"

# The command's output is shown while it comes.
rm -f "$out/status" "$out/output"
: >"$out/output"
tail -n +1 -f "$out/output" &
shown=$!
trap 'kill "$shown" 2>/dev/null || true; rm -rf "$work"' EXIT
# One processor after the other: where each has a thread of the emulator, one may translate an instruction that another is
# just replacing, half of it old, and the JVM replaces instructions all the time.
timeout "${GUEST_SECONDS:-900}" qemu-system-x86_64 -accel tcg,thread=single -smp 2 -cpu max -m "${GUEST_MEMORY:-3072}" \
    -display none -monitor none -no-reboot -nic none -serial "file:$out/console.log" \
    -virtfs local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap \
    -virtfs "local,path=$out,mount_tag=out,security_model=none" \
    -kernel "$cache/root/boot/vmlinuz-$release" -initrd "$work/initramfs.gz" \
    -append "console=ttyS0 quiet panic=1 oops=panic" </dev/null \
    || printf 'guest: the emulator ended with %s\n' "$?" >&2
sleep 1
[ -f "$out/status" ] || {
    tail -n 30 "$out/console.log" >&2
    die "the guest came to no end within ${GUEST_SECONDS:-900} s; above is what its kernel said"
}
exit "$(cat "$out/status")"

def log = new File(basedir, "build.log").text
assert log.contains("platform hyperv cannot be assembled, its code is missing: OPS_DATAPATH_NETLINK needs the package ops-datapath-netlink")
assert !log.contains("\tat ")
// Its configuration and its schema are there all the same.
assert new File(basedir, "target/.ops-config-hyperv").text.contains("OPS_CONFIG_OPS_DATAPATH_NETLINK=y")
assert new File(basedir, "target/ops/hyperv/share/openvswitch/vswitch.ovsschema").isFile()
return true

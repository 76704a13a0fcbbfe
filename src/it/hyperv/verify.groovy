import java.util.zip.ZipFile

// Without the code of its datapath.
def log = new File(basedir, "build.log").text
assert log.contains("platform hyperv cannot be assembled, its code is missing: OPS_DATAPATH_NETLINK needs the package ops-datapath-netlink")
assert !log.contains("\tat ")

// With half a driver.
assert (log =~ /-Dops\.windows\.extension names \S*half, which is to hold ovsext\.inf, ovsext\.sys and ovsext\.cat but lacks at least one of them/)

// Whole: a folder and an archive of the same files.
def folder = new File(basedir, "target/ops-hyperv-1.0-windows")
def names = [] as TreeSet
folder.eachFileRecurse(groovy.io.FileType.FILES) { names << folder.toPath().relativize(it.toPath()).toString() }
def zip = new ZipFile(new File(basedir, "target/ops-hyperv-1.0.zip"))
def zipped = zip.entries().findAll { !it.directory }.collect { it.name - "ops-hyperv/" } as TreeSet
assert zipped == names

// Programs are batch files, or programs of Windows.
def programs = names.findAll { it.startsWith("bin/") }.collect { it - "bin/" }
assert programs as Set == ["ops.cmd", "ovsdb-server.cmd", "ovs-vswitchd.cmd", "ovsdb-tool.cmd", "ovsdb-client.cmd", "ovs-appctl.cmd", "ovs-dpctl.cmd", "prunsrv.exe"] as Set
programs.findAll { it.endsWith(".cmd") && it != "ops.cmd" }.each {
    assert new File(folder, "bin/" + it).text =~ /"%OPS_PROGRAM%"=="${it - '.cmd'}" set "OPS_MAIN=io\.opsswitch\.[a-zA-Z.]+Main"/
}

// Nothing is for Linux alone.
assert names.every { !it.contains("linux") && !it.endsWith(".so") && !it.endsWith(".sh") }
def jars = names.findAll { it.startsWith("lib/") }
assert jars.any { it.startsWith("lib/ops-datapath-netlink-") }
assert jars.any { it.startsWith("lib/ops-vxlan-") }
def libraries = jars.collectMany { jar ->
    def file = new ZipFile(new File(folder, jar))
    file.entries().collect { it.name }.findAll { it.endsWith(".dll") || it.endsWith(".so") }
}
assert libraries == ["META-INF/native/windows-x86_64/ops-datapath.dll"]

// What PowerShell and an installer need.
["powershell/Ops/Ops.psd1", "powershell/Ops/Ops.psm1", "powershell/Ops/ops.ps1", "windows/procrun.json", "windows/services/ovsdb-server.json",
 "windows/services/ovs-vswitchd.json", "share/openvswitch/vswitch.ovsschema", "share/ops/licences/prunsrv.exe/LICENSE.txt"].each {
    assert it in names
}
def json = new groovy.json.JsonSlurper()
["ovsdb-server", "ovs-vswitchd"].each {
    def service = json.parse(new File(folder, "windows/services/${it}.json"))
    assert service.keySet() == ["name", "display", "description", "start", "depends", "mainClass", "arguments", "stopClass", "stopMethod", "jvmOptions"] as Set
    assert service.name == it
}

// Apache's program is in the bill of materials, of the version that is there.
def bom = json.parse(new File(basedir, "target/ops-hyperv-1.0-cyclonedx.json"))
def procrun = bom.components.find { it.properties.any { it.name == "ops:file" && it.value == "bin/prunsrv.exe" } }
assert procrun.purl ==~ /pkg:maven\/commons-daemon\/commons-daemon@[0-9.]+\?classifier=bin-windows&type=zip/
assert procrun.licenses == [[license: [id: "Apache-2.0"]]]
assert procrun.hashes[0].content == java.security.MessageDigest.getInstance("SHA-256").digest(new File(folder, "bin/prunsrv.exe").bytes).encodeHex().toString()
assert new File(folder, "share/ops/licences.txt").text =~ /(?m)^bin\/prunsrv\.exe +Apache-2\.0/

// The third build had a driver in it, and the last one, which was given none, has not.
assert log.contains("Copying 3 files to")
assert names.every { !it.startsWith("windows/extension/") }

// Lines of what people open end as they do there, in both.
names.findAll { it.endsWith(".cmd") || it.endsWith(".ps1") || it.endsWith(".txt") }.each {
    def bytes = new File(folder, it).bytes
    def text = new String(bytes, "ISO-8859-1")
    assert text.contains("\r\n") && !(text =~ /(?<!\r)\n/) : it
    assert zip.getInputStream(zip.getEntry("ops-hyperv/" + it)).bytes == bytes
}
return true

import groovy.json.JsonSlurper
import java.util.zip.ZipFile

def log = new File(basedir, "build.log").text
def image = new File(basedir, "image/target")

// Different versions: what, who, by which way, and what to do; then settled.
["packages of the image need different versions of com.example:bread:",
    "1.0 by TOASTER_TIMER=y: com.example:toaster-timer:1.0 -> com.example:bread:1.0",
    "2.0 by TOASTER_RADIO=y: com.example:toaster-radio:1.0 -> com.example:bread:2.0",
    "<groupId>com.example</groupId><artifactId>bread</artifactId><version>1.0|2.0</version>"].each { assert log.contains(it) : it }

assert log =~ /\[INFO\]   TOASTER_RADIO +\d+ KiB +\d+ KiB/

// Of the first platform: only what the timer needs.
def alpha = new File(image, "ops-alpha")
assert new File(alpha, "lib").list().sort() == ["bread-1.0.jar", "toaster-timer-1.0.jar"]
def sizes = { platform -> new JsonSlurper().parse(new File(image, "ops-${platform}-1.0-size.json")) }
assert sizes("alpha").features.keySet() == ["TOASTER_TIMER"] as Set
assert sizes("alpha").parts.find { it.file == "lib/bread-1.0.jar" }.features == ["TOASTER_TIMER"]
assert log =~ /\[INFO\]   TOASTER_TIMER +\d+ KiB +0 KiB/

// Features and key-values in Java, in a resource and in C.
def run = { List<String> command ->
    def process = command.execute(null as List, basedir)
    process.waitFor()
    assert process.exitValue() == 0 : "$command: ${process.err.text}"
    process.text
}
def java = System.getProperty("java.home") + "/bin/java"
assert run([java, "-cp", "timer/target/toaster-timer-1.0.jar", "com.example.timer.Timer"]) == "java true 100 Old \"faithful\"\n"
assert new File(basedir, "timer/target/classes/timer.properties").text == "beep=y\nseconds=99\n"
if (new File("/usr/bin/gcc").exists()) {
    run(["gcc", "-Wall", "-Werror", "-Itimer/target/include", "-o", "timer/target/timer", "timer/src/main/c/timer.c"])
    assert run(["timer/target/timer"]) == "c true 100 Old \"faithful\"\n"
} else {
    assert System.getenv("CI") != "true" : "gcc is not installed"
    println "not compiled: gcc is not installed"
}
assert !new File(basedir, "lib-old/target/include").exists()
assert log.contains("skipped: there is no Kconfig tree ${new File(basedir, 'lib-old/Kconfig')}")

// Templates among the files of the product.
assert run([new File(alpha, "bin/toast").path]) == "toast of Old 'faithful', alpha 1.0, 990 tenths\n"
assert new File(alpha, "etc/beep.conf").text == "volume=11\n"

// All formats, and what comes with them.
["tar.gz", "zip", "deb"].each { assert new File(image, "ops-alpha-1.0.$it").length() > 500 : it }
assert new File(image, "ops-alpha-1.0-oci.tar").length() > 500
def windows = new File(image, "ops-alpha-1.0-windows")
assert new File(windows, "bin").list() as List == ["toast.cmd"]
assert new File(windows, "bin/toast.cmd").text == "@echo off\r\necho toast\r\n"
assert new File(alpha, "share/ops/licences.txt").readLines() == ["bread-1.0.jar          MIT", "toaster-timer-1.0.jar  MIT"]
def bom = new JsonSlurper().parse(new File(image, "ops-alpha-1.0-cyclonedx.json"))
assert bom.components*.name == ["bread", "toaster-timer"]
assert bom.dependencies.find { it.ref?.contains("toaster-timer") }.dependsOn == ["pkg:maven/com.example/bread@1.0?type=jar"]

// What was deployed, and what somebody else took of it.
def deployed = new File(basedir, "target/repository/com/example/toaster/1.0").list() as Set
["toaster-1.0.pom", "toaster-1.0.json", "toaster-1.0-alpha.tar.gz", "toaster-1.0-alpha.zip", "toaster-1.0-alpha.deb",
    "toaster-1.0-alpha-oci.tar", "toaster-1.0-alpha.json", "toaster-1.0-alpha-cyclonedx.json",
    "toaster-1.0-alpha-schemas.zip"].each { assert deployed.contains(it) : it }
def index = new JsonSlurper().parse(new File(basedir, "target/repository/com/example/toaster/1.0/toaster-1.0.json"))
assert index.images.alpha*.classifier as Set == ["alpha", "alpha-oci", "alpha-cyclonedx", "alpha-schemas"] as Set
def taken = new File(basedir, "downstream/target/taken")
def schema = new JsonSlurper().parse(new File(taken, "toaster.ovsschema"))
assert schema.tables.Toaster.columns.keySet() == ["slots", "beep"] as Set
assert new JsonSlurper().parse(new File(taken, "toaster-1.0-alpha.json")).features.TOASTER_TIMER == "com.example:toaster-timer:1.0"
assert new ZipFile(new File(image, "ops-alpha-1.0-schemas.zip")).entries()*.name as Set ==
    ["toaster.extschema", "toaster.ovsschema"] as Set

assert !log.contains("\tat ")
return true

import groovy.json.JsonSlurper

def log = new File(basedir, "build.log").text
def lines = log.readLines().findAll { it.startsWith("[INFO] ") }.collect { it - "[INFO] " }
def row = { name -> lines.find { it.startsWith(name + " ") } }
assert row("FEATURE") =~ /^FEATURE +STATE +SIZE +ARTIFACT +SCHEMA +TESTS +WHY$/
assert row("JACKSON_CORE") =~ /^JACKSON_CORE +on +[0-9.]+ KiB +jackson-core +- +- +the configuration file says so  \[platforms\/alpha\/.ops-config:1\]$/
assert row("TOASTER_TIMER") =~ /^TOASTER_TIMER +on +- +flag +1 +1 +.*\[Kconfig:/
assert row("TOASTER_RADIO") =~ /^TOASTER_RADIO +off +- +flag +1 +- /

def json = new JsonSlurper().parse(new File(basedir, "target/features.json"))
assert json.platform == "alpha"
def feature = { name -> json.features.find { it.symbol == name } }
assert feature("JACKSON_CORE").artifact == "com.fasterxml.jackson.core:jackson-core:${jacksonVersion}"
assert feature("JACKSON_CORE").bytes > 100_000
assert feature("TOASTER_TIMER").schema == ["column Toaster.minutes"]
assert feature("TOASTER_TIMER").tests == ["com.example.TimerTest"]
assert feature("TOASTER_RADIO").state == "off"

// An override of one build shows as such.
assert new File(basedir, "target/features.csv").text.contains("TOASTER_TIMER,Timer,off,flag,")
assert log.contains("<format> is \"xml\"; perhaps you should write -Dops.format=text")

def page = new File(basedir, "target/site/ops/index.html").text
assert page.contains("Which features brought which jars") && page.contains("jackson-core ${jacksonVersion}")
assert page.contains("Tables and columns of Toaster") && page.contains("Differences to platform beta")
assert !page.contains("<script") && !page.contains("http")
assert !page.contains(basedir.path)
return true

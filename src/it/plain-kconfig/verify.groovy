// What each goal printed, in order: [goal, [line, ...]].
def runs = []
new File(basedir, "build.log").eachLine { line ->
    def start = line =~ /^\[INFO\] --- .*:([a-z0-9]+) \(/
    if (start.find()) {
        runs << [start.group(1), []]
    } else if (runs && line =~ /^\[(INFO|WARNING|ERROR)\] [^-]/) {
        runs.last()[1] << line
    }
}
def printed = { goal -> runs.findAll { it[0] == goal }.collect { it[1] } }
def settings = { text -> text.split("\n").collect { it.trim() }.findAll { it.startsWith("CONFIG_") || it.startsWith("# CONFIG_") } }
def config = new File(basedir, ".config").text

// diff against the defaults behind each mode shows what the mode did.
def after = { mode ->
    def at = runs.findLastIndexOf { it[0] == mode }
    assert at >= 0 : mode
    def diff = runs[at + 1]
    assert diff[0] == "diff" : "$mode is followed by $diff"
    diff[1].collect { it - "[INFO] " }.findAll { !it.startsWith("BUILD") }
}
assert after("alldefconfig") == ["no differences"]
assert after("allnoconfig") == [" MODULES y -> n"]
assert after("allyesconfig") == [" TIMER n -> y", "+RADIO y"]
assert after("yes2modconfig") == [" TIMER n -> y", "+RADIO m"]
assert after("mod2yesconfig") == [" TIMER n -> y", "+RADIO y"]
assert after("allmodconfig") == [" TIMER n -> y", "+RADIO m"]
assert after("mod2noconfig") == [" TIMER n -> y", "+RADIO n"]
assert after("defconfig") == [" NAME Toasty -> Bert", " SLOTS 2 -> 4", " TIMER n -> y", "+RADIO m"]
assert printed("randconfig")[0][0] == "[INFO] KCONFIG_SEED=0x7"
assert new File(basedir, "saved").text == "CONFIG_TIMER=y\nCONFIG_SLOTS=4\nCONFIG_RADIO=m\nCONFIG_NAME=\"Bert\"\n"
assert config.startsWith("#\n# Automatically generated file; DO NOT EDIT.\n# Toaster for rye\n#\n")
assert settings(config) == ["CONFIG_MODULES=y", "CONFIG_TIMER=y", "CONFIG_SLOTS=4", "CONFIG_RADIO=m", "CONFIG_NAME=\"Bert\""]

// Single values: what set, enable and merge did, as get tells.
def lines = { goal -> printed(goal).collect { it.findAll { !(it =~ /BUILD|Total time|Finished at/) } } }
assert lines("get").collect { it ? it[0] : "" }.findAll { it.startsWith("[INFO] ") } ==
    ["[INFO] n", "[INFO] n", "[INFO] y", "[INFO] m", "[INFO] written: ${new File(basedir, 'slots.txt')}"]*.toString()
assert new File(basedir, "slots.txt").text == "8\na,b\n"
assert lines("why")[0].any { it.contains("it depends on TIMER, which is n  [Kconfig:18]") }
assert lines("info")[0].any { it.contains("tristate") }
assert lines("enable")[0].any { it.contains("TIMER=y") }
assert lines("merge")[0].any { it.startsWith("[WARNING]") && it.contains("CONFIG_SLOTS=8") }
assert lines("diff").find { it.contains("[INFO]  TIMER n -> y") }
assert lines("diff").find { it == ["[INFO]  SLOTS 5 -> 8"] }
def values = new groovy.json.JsonSlurper().parse(new File(basedir, "target/kconfig/values.json"))
assert values.toString().contains("RADIO")

// What is new, before the file is written.
def listed = printed("listnewconfig")[0]
assert listed == ["[INFO] CONFIG_MODULES=y", "[INFO] CONFIG_TIMER=n", "[INFO] CONFIG_SLOTS=2", "[INFO] CONFIG_NAME=\"Toasty\""]
assert printed("helpnewconfig")[0].any { it.contains("Switches off by itself.") }
// With nothing new, oldconfig and syncconfig ask nothing although Maven runs with -B.
assert printed("oldconfig").last().any { it.endsWith(".config") }
assert new File(basedir, "target/kconfig/include/generated/autoconf.h").text.contains("#define CONFIG_RADIO_MODULE 1\n")
assert new File(basedir, "target/kconfig/include/config/auto.conf").text.contains("CONFIG_SLOTS=4\n")

// The build knows the values as properties and as constants.
assert new File(basedir, "target/classes/toaster.properties").text.trim() == "slots=4, timer=y, radio=m"
assert new File(basedir, "target/classes/com/example/Toaster.class").isFile()
assert new File(basedir, "target/generated-sources/ops/com/example/Config.java").text.contains("boolean RADIO_MODULE = true;")

def log = new File(basedir, "build.log").text
assert log.contains("ops:oldconfig has questions about MODULES, TIMER, SLOTS, NAME, and nobody is there to answer; perhaps you should take the defaults with mvn ops:olddefconfig")
assert log.contains("ops:menuconfig needs a terminal: Maven was called with -B; perhaps you should give values with mvn ops:set")
assert log.contains("Can't find default configuration \"${new File(basedir, 'gone')}\"!")
assert log.contains("there is no symbol SLOT in this tree, perhaps you mean SLOTS")
assert log.contains("nothing was written, perhaps you should try: mvn ops:enable -Dsymbol=SLOTS -Dvalue=9")
assert !log.contains("\tat ")
return true

def log = new File(basedir, "build.log").text
assert log =~ /Kconfig:5:.*boool/
assert !log.contains("\tat ")
return true

def log = new File(basedir, "build.log").text
assert log.contains('unknown platform "gamma"; known platforms are: alpha, beta.')
assert log.contains('no platform chosen; perhaps you should add -Dplatform= with one of: alpha, beta')
assert !log.contains("\tat ")
return true

def log = new File(basedir, "build.log").text
def msi = new File(basedir, "target/ops-alpha-2026.3.msi")
def run = { String... command ->
    def process = new ProcessBuilder(command).redirectErrorStream(true).start()
    def output = process.inputStream.text
    assert process.waitFor() == 0 : output
    output
}

assert log.contains("not signed, because there is no <signCertificate>")
assert log =~ /signed with .*signer.p12/
assert log =~ /msi: .*ops-alpha-2026.3.msi \(up to date, \d+ KiB\)/
assert log =~ /<signPasswordFile> names .*pom.xml, which has to have one line, the password/
assert !log.contains("a secret of tests")

def properties = run("msiinfo", "export", msi.path, "Property")
["ProductName\tkettle-alpha", "ProductVersion\t26.3.0", "Manufacturer\tKettles & Sons", "ARPCOMMENTS\tBoils water.",
    "ARPHELPLINK\thttps://example.com/kettle"].each { assert properties.contains(it) }
assert run("msiinfo", "export", msi.path, "File") =~ /\tboil.cmd\t/
assert run("msiinfo", "streams", msi.path).contains("DigitalSignature")
return true

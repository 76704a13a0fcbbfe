// What makes such packages is not everywhere. Also makes the key that the product is signed with.
for (program in ["wixl", "msibuild", "msiinfo", "osslsigncode"]) {
    if (!System.getenv("PATH").split(File.pathSeparator).any { new File(it, program).canExecute() }) {
        assert System.getenv("CI") != "true" : "$program is not installed"
        println "not packed: $program is not installed"
        return false
    }
}
new File(basedir, "password").text = "a secret of tests\n"
new File(basedir, "signer.p12").delete()
def keytool = [new File(System.getProperty("java.home"), "bin/keytool").path, "-genkeypair", "-alias", "signer", "-dname",
    "CN=Kettles", "-keyalg", "RSA", "-keysize", "2048", "-ext", "eku=codeSigning", "-storetype", "PKCS12", "-storepass:file",
    new File(basedir, "password").path, "-keystore", new File(basedir, "signer.p12").path].execute()
assert keytool.waitFor() == 0 : keytool.text
return true

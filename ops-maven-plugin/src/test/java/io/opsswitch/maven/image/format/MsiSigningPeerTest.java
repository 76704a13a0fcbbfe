/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.format.msi.Signing;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signs packages, and shows them to the program that verifies them. */
class MsiSigningPeerTest {

    private static final String PASSWORD = "open sesame";

    @TempDir
    static Path keys;

    private static Path store;
    private static Path passwordFile;

    @TempDir
    Path folder;

    private Path msi;

    @BeforeAll
    static void makeKeys() throws Exception {
        Peers.require("wixl", "msibuild", "osslsigncode", "openssl");
        passwordFile = Files.writeString(keys.resolve("password"), PASSWORD + "\n");
        store = make("good.p12", "-validity", "30", "-ext", "eku=codeSigning");
    }

    /** Make a file with a key and a certificate of its own. */
    private static Path make(String name, String... options) throws Exception {
        Path file = keys.resolve(name);
        String[] start = {
            Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
            "-genkeypair",
            "-alias",
            "signer",
            "-dname",
            "CN=Jo the Signer",
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            file.toString()
        };
        Peers.run(concat(start, options));
        return file;
    }

    private static String[] concat(String[] start, String... end) {
        return Stream.concat(Arrays.stream(start), Arrays.stream(end)).toArray(String[]::new);
    }

    @BeforeEach
    void choose() {
        msi = folder.resolve("toaster.msi");
    }

    private Packing image(Signing signing) throws Exception {
        Path program = Files.writeString(folder.resolve("program"), "x");
        return ServiceImages.signed(ServiceImages.of(folder, program, "1.0", Map.of()), signing);
    }

    private void sign(Path certificate, @Nullable Path key, @Nullable Path password) throws Exception {
        Format.MSI.write(image(new Signing(certificate, key, password, "")), msi);
    }

    private static Path pem(Path store, String name, String... options) throws Exception {
        Path file = keys.resolve(name);
        String[] start = {
            "openssl",
            "pkcs12",
            "-in",
            store.toString(),
            "-passin",
            "file:" + passwordFile,
            "-passout",
            "pass:" + PASSWORD,
            "-out",
            file.toString()
        };
        Peers.run(concat(start, options));
        return file;
    }

    private static int verify(Path msi, Path authority) throws Exception {
        return new ProcessBuilder("osslsigncode", "verify", "-CAfile", authority.toString(), "-in", msi.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void signsSoThatAChangeOfAnyFileShows() throws Exception {
        sign(store, null, passwordFile);
        Path certificate = pem(store, "certificate.pem", "-nokeys");
        assertThat(verify(msi, certificate)).isZero();
        byte[] bytes = Files.readAllBytes(msi);
        int cabinet = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("MSCF");
        assertThat(cabinet).isPositive();
        bytes[cabinet + 200] ^= 1;
        assertThat(verify(Files.write(folder.resolve("changed.msi"), bytes), certificate))
                .isNotZero();
        assertThat(Peers.run("msiinfo", "export", msi.toString(), "Property")).contains("ProductName\ttoaster-p");
    }

    @Test
    void givesTheSameBytesTwice() throws Exception {
        sign(store, null, passwordFile);
        byte[] first = Files.readAllBytes(msi);
        sign(store, null, passwordFile);
        assertThat(msi).hasBinaryContent(first);
    }

    @Test
    void takesCertificateAndKeyFromPemFiles() throws Exception {
        Path certificate = pem(store, "one.pem", "-nokeys");
        Path key = pem(store, "key.pem", "-nocerts");
        sign(certificate, key, passwordFile);
        assertThat(verify(msi, certificate)).isZero();
        Path both = pem(store, "both.pem", "-noenc");
        sign(both, null, null);
        assertThat(verify(msi, certificate)).isZero();
        assertSaid(() -> sign(certificate, null, null), "there is no private key in " + certificate);
        assertSaid(() -> sign(certificate, key, null), "the private key in " + key + " has a password");
        Path wrong = Files.writeString(folder.resolve("wrong"), "x");
        assertSaid(() -> sign(certificate, key, wrong), "the package could not be signed with " + certificate);
    }

    @Test
    void wantsTheAuthoritiesAboveTheSignerWithItsCertificate() throws Exception {
        String key = keys.resolve("root.key").toString();
        Path root = keys.resolve("root.pem");
        Peers.run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                key,
                "-out",
                root.toString(),
                "-subj",
                "/CN=Root");
        Path request = keys.resolve("leaf.csr");
        Path leafKey = keys.resolve("leaf.key");
        Peers.run(
                "openssl",
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                leafKey.toString(),
                "-out",
                request.toString(),
                "-subj",
                "/CN=Leaf");
        Path purpose = Files.writeString(keys.resolve("purpose"), "extendedKeyUsage=codeSigning\n");
        Path leaf = keys.resolve("leaf.pem");
        Peers.run(
                "openssl",
                "x509",
                "-req",
                "-in",
                request.toString(),
                "-CA",
                root.toString(),
                "-CAkey",
                key,
                "-CAcreateserial",
                "-extfile",
                purpose.toString(),
                "-out",
                leaf.toString());

        assertSaid(
                () -> sign(leaf, leafKey, null),
                "perhaps " + leaf + " lacks the certificates of the authorities above the signer's");
        assertThat(msi).doesNotExist();
        Path chain = keys.resolve("chain.p12");
        Peers.run(
                "openssl",
                "pkcs12",
                "-export",
                "-inkey",
                leafKey.toString(),
                "-in",
                leaf.toString(),
                "-certfile",
                root.toString(),
                "-passout",
                "pass:" + PASSWORD,
                "-out",
                chain.toString());
        sign(chain, null, passwordFile);
        assertThat(verify(msi, root)).isZero();
        Path both = Files.writeString(keys.resolve("chain.pem"), Files.readString(leaf) + Files.readString(root));
        sign(both, leafKey, null);
        assertThat(verify(msi, root)).isZero();
    }

    @Test
    void saysWhatIsWrongWithACertificate() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong"), "guess");
        Path nothing = folder.resolve("nothing");
        assertSaid(
                () -> sign(store, null, wrong), "the password of " + store + " is not the one in <signPasswordFile>");
        assertSaid(() -> sign(store, null, null), "the password of " + store + " is not given");
        assertSaid(() -> sign(nothing, null, null), "<signCertificate> names " + nothing + ", which is no file");
        assertSaid(() -> sign(store, null, nothing), "<signPasswordFile> names " + nothing + ", which is no file");
        assertSaid(() -> sign(wrong, null, null), wrong + ", which is neither a PKCS#12 nor a PEM file");
        Path old = make("old.p12", "-startdate", "-10d", "-validity", "5", "-ext", "eku=codeSigning");
        assertSaid(
                () -> sign(old, null, passwordFile),
                "the certificate of CN=Jo the Signer in " + old + " is valid until");
        Path server = make("server.p12", "-ext", "eku=serverAuth");
        assertSaid(() -> sign(server, null, passwordFile), "is not for the signing of code");
        assertThat(msi).doesNotExist();
    }

    @Test
    void asksAnAuthorityForATimestampAndSaysSoWhenItHasNone() throws Exception {
        try (TimestampAuthority authority = new TimestampAuthority(Files.createDirectory(folder.resolve("tsa")))) {
            Format.MSI.write(image(new Signing(store, null, passwordFile, authority.url())), msi);
            Path trusted = pem(store, "trusted.pem", "-nokeys");
            String output = Peers.run(
                    "osslsigncode",
                    "verify",
                    "-CAfile",
                    trusted.toString(),
                    "-TSA-CAfile",
                    authority.certificate().toString(),
                    "-in",
                    msi.toString());
            assertThat(output).contains("Timestamp Server Signature verification: ok");
            String nowhere = authority.url() + "/nowhere";
            assertSaid(
                    () -> Format.MSI.write(image(new Signing(store, null, passwordFile, nowhere)), msi),
                    nowhere + " did not answer");
        }
    }

    private static void assertSaid(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining(PASSWORD);
    }

    @Test
    void namesAProgramThatIsMissingAndWhereDebianHasIt() throws Exception {
        assertThat(elsewhere(Files.createDirectory(folder.resolve("empty"))))
                .contains(
                        "the format msi needs the program wixl, which is not on the PATH; perhaps you should install it"
                                + " (in Debian, the package wixl)");
        Path some = Files.createDirectory(folder.resolve("some"));
        script(some.resolve("wixl"), "exit 0");
        assertThat(elsewhere(some)).contains("the program msibuild", "(in Debian, the package msitools)");
        script(some.resolve("msibuild"), "exit 0");
        assertThat(elsewhere(some)).contains("the program osslsigncode", "(in Debian, the package osslsigncode)");
    }

    private static void script(Path file, String command) throws Exception {
        Files.writeString(file, "#!/bin/sh\n" + command + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void keepsThePasswordOutOfTheListOfProcesses() throws Exception {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        Path words = folder.resolve("words");
        script(programs.resolve("osslsigncode"), "echo \"$@\" >>" + words + "\nexec /usr/bin/osslsigncode \"$@\"");
        String output = elsewhere(programs, Path.of("/usr/bin"), Path.of("/bin"));
        assertThat(output).contains("written").doesNotContain(PASSWORD);
        assertThat(words).content().contains("sign -pkcs12", "verify").doesNotContain(PASSWORD);
    }

    /** Sign in a JVM that finds programs in these folders only. */
    private String elsewhere(Path... path) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        Files.createTempDirectory(folder, "main").toString(),
                        store.toString(),
                        passwordFile.toString())
                .redirectErrorStream(true);
        builder.environment()
                .put(
                        "PATH",
                        String.join(
                                File.pathSeparator,
                                List.of(path).stream().map(Path::toString).toList()));
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Signs a package in a JVM of its own. */
    static final class Main {

        private Main() {}

        public static void main(String[] words) throws Exception {
            Path folder = Path.of(words[0]);
            Path program = Files.writeString(folder.resolve("program"), "x");
            Signing signing = new Signing(Path.of(words[1]), null, Path.of(words[2]), "");
            Packing packing = ServiceImages.signed(ServiceImages.of(folder, program, "1.0", Map.of()), signing);
            try {
                Format.MSI.write(packing, folder.resolve("a.msi"));
                System.out.println("written");
            } catch (ImageException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}

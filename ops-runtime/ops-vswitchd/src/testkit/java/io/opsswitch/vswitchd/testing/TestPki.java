/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.testing;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.opsswitch.ovsdb.tls.TlsSettings;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Assertions;

/** Keys and certificates made with openssl in a folder: NAME.key and NAME.pem. */
public final class TestPki {

    /** How openssl is told of a key of RSA. */
    public static final String[] RSA = {"rsa:2048"};

    /** How openssl is told of a key on an elliptic curve. */
    public static final String[] EC = {"ec", "-pkeyopt", "ec_paramgen_curve:P-256"};

    private final Path folder;

    /** Keep them in a folder, which is made if need be. */
    public TestPki(Path folder) throws Exception {
        this.folder = Files.createDirectories(folder);
    }

    /** Return the file of a key. */
    public String key(String name) {
        return folder.resolve(name + ".key").toString();
    }

    /** Return the file of a certificate. */
    public String certificate(String name) {
        return folder.resolve(name + ".pem").toString();
    }

    /** Make a CA. */
    public void authority(String name) throws Exception {
        List<String> command = new ArrayList<>(List.of("req", "-x509", "-nodes", "-days", "2", "-newkey"));
        command.addAll(List.of(EC));
        command.addAll(List.of("-subj", "/CN=" + name, "-keyout", key(name), "-out", certificate(name)));
        openssl(command.toArray(String[]::new));
    }

    /** Make a key, and a certificate for it that is signed by a CA. */
    public void issue(String name, String authority, int days, String... algorithm) throws Exception {
        List<String> command = new ArrayList<>(List.of("req", "-nodes", "-newkey"));
        command.addAll(List.of(algorithm));
        String request = folder.resolve(name + ".csr").toString();
        command.addAll(List.of("-subj", "/CN=" + name, "-keyout", key(name), "-out", request));
        openssl(command.toArray(String[]::new));
        openssl(
                "x509",
                "-req",
                "-in",
                request,
                "-CA",
                certificate(authority),
                "-CAkey",
                key(authority),
                "-CAcreateserial",
                "-days",
                Integer.toString(days),
                "-out",
                certificate(name));
    }

    /** Return the settings of an identity that believes a CA. */
    public TlsSettings settings(String name, String authority) {
        return TlsSettings.of(key(name), certificate(name), certificate(authority));
    }

    /** Return Open vSwitch's options for an identity. */
    public String[] options(String name, String authority) {
        return new String[] {
            "--private-key=" + key(name),
            "--certificate=" + certificate(name),
            "--ca-cert=" + (authority.equals("none") ? "none" : certificate(authority))
        };
    }

    /** Return what a client of Java's needs to be this identity; it believes any server. */
    public SSLContext clientContext(String name) throws Exception {
        return context(name);
    }

    /** Return what a server of Java's needs to be this identity, and to send its CA along; it believes any client. */
    public SSLContext serverContext(String name, String authority) throws Exception {
        return context(name, "-certfile", certificate(authority));
    }

    private SSLContext context(String name, String... more) throws Exception {
        String store = folder.resolve(name + ".p12").toString();
        List<String> command = new ArrayList<>(List.of("pkcs12", "-export", "-passout", "pass:x"));
        command.addAll(List.of("-inkey", key(name), "-in", certificate(name), "-out", store));
        command.addAll(List.of(more));
        openssl(command.toArray(String[]::new));
        KeyStore keys = KeyStore.getInstance(new File(store), "x".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "x".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        return context;
    }

    /** Run openssl. */
    public void openssl(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(args));
        Path out = Files.createTempFile(folder, "openssl", ".out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        Assertions.assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        Assertions.assertEquals(0, process.exitValue(), () -> command + ": " + out);
    }
}

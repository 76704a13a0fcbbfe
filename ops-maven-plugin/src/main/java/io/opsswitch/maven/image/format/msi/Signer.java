/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format.msi;

import io.opsswitch.maven.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Signs a package as Windows wants it (Authenticode), and verifies that. The key's password is in no list of processes: the
 * program reads it from its file.
 */
record Signer(Signing signing, MsiProduct product, Path work) {

    /** The authorities that the system trusts; not every system has it. */
    private static final Path AUTHORITIES = Path.of("/etc/ssl/certs/ca-certificates.crt");

    /** Sign a package in the work folder as another file there. */
    void sign(String unsigned, String signed) throws IOException, ImageException {
        Certificates certificates = Certificates.read(signing);
        List<String> arguments = new ArrayList<>(List.of("sign"));
        addKey(arguments, certificates);
        arguments.addAll(List.of("-h", "sha256", "-n", product.name()));
        if (!product.settings().url().isEmpty()) {
            arguments.addAll(List.of("-i", product.settings().url()));
        }
        // Else it would be the present.
        arguments.addAll(List.of("-time", String.valueOf(Summary.time(product).getEpochSecond())));
        if (!signing.timestampUrl().isEmpty()) {
            arguments.addAll(List.of("-ts", signing.timestampUrl()));
        }
        // Has the names and times of the package's parts signed too.
        arguments.addAll(List.of("-add-msi-dse", "-in", unsigned, "-out", signed));
        Tool.Result result = Tool.OSSLSIGNCODE.run(work, arguments);
        if (result.status() != 0) {
            throw new ImageException("the package could not be signed with " + signing.certificate()
                    + "; perhaps its key or password is not the right one, or "
                    + (signing.timestampUrl().isEmpty() ? "" : signing.timestampUrl() + " did not answer, or ")
                    + "this helps: " + result.output());
        }
        verify(signed, certificates);
    }

    private void addKey(List<String> arguments, Certificates certificates) {
        Path file = absolute(signing.certificate());
        Path key = signing.key();
        if (certificates.isPem()) {
            arguments.addAll(List.of("-certs", file.toString()));
            arguments.addAll(List.of("-key", (key == null ? file : absolute(key)).toString()));
        } else {
            arguments.addAll(List.of("-pkcs12", file.toString()));
        }
        Path password = signing.passwordFile();
        if (password != null) {
            arguments.addAll(List.of("-readpass", absolute(password).toString()));
        }
    }

    private static Path absolute(Path file) {
        return file.toAbsolutePath();
    }

    private void verify(String signed, Certificates certificates) throws IOException, ImageException {
        Path trusted = work.resolve("trusted.pem");
        String system = Files.isReadable(AUTHORITIES) ? Files.readString(AUTHORITIES) : "";
        Files.writeString(trusted, certificates.pem() + system);
        Tool.Result result = Tool.OSSLSIGNCODE.run(
                work, List.of("verify", "-CAfile", trusted.getFileName().toString(), "-in", signed));
        if (result.status() != 0) {
            throw new ImageException("the signature of the package could not be verified; perhaps "
                    + signing.certificate() + " lacks the certificates of the authorities above the signer's: "
                    + result.output());
        }
    }
}

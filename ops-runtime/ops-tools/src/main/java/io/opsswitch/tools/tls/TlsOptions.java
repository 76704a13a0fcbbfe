/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.tls;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.daemon.OptionParser;
import io.opsswitch.common.daemon.OptionParser.Arg;
import io.opsswitch.ovsdb.tls.TlsSettings;
import org.jspecify.annotations.Nullable;

/** The TLS options that Open vSwitch's programs share. Not safe for use by several threads. */
public final class TlsOptions implements OptionParser.Handler {

    /** What the programs' help says about them. */
    public static final String HELP = """
            TLS, for ssl: and pssl: remotes (a FILE may be db:DB,TABLE,COLUMN):
              -p, --private-key=FILE   own private key, PEM
              -c, --certificate=FILE   own certificate, PEM
              -C, --ca-cert=FILE       CA certificate of the peers, or "none" to trust all
              --bootstrap-ca-cert=FILE the same; made at the first connection if missing
              --peer-ca-cert=FILE      CA certificate to send to peers
              --ssl-protocols=LIST     TLSv1.2 or TLSv1.3; a list, "A-B", or "A+"
              --ssl-ciphers=LIST       what TLS 1.2 may use, as in openssl-ciphers(1)
              --ssl-ciphersuites=LIST  what TLS 1.3 may use

            """;

    private @Nullable String privateKey;
    private @Nullable String certificate;
    private @Nullable String caCert;
    private @Nullable String bootstrapCaCert;
    private @Nullable String peerCaCert;
    private @Nullable String protocols;
    private @Nullable String ciphers;
    private @Nullable String ciphersuites;

    /** Add the options to a program's own. */
    public void addTo(OptionParser parser) {
        parser.option("private-key", 'p', Arg.REQUIRED, this)
                .option("certificate", 'c', Arg.REQUIRED, this)
                .option("ca-cert", 'C', Arg.REQUIRED, this)
                .option("bootstrap-ca-cert", Arg.REQUIRED, this)
                .option("peer-ca-cert", Arg.REQUIRED, this)
                .option("ssl-protocols", Arg.REQUIRED, this)
                .option("ssl-ciphers", Arg.REQUIRED, this)
                .option("ssl-ciphersuites", Arg.REQUIRED, this);
    }

    @Override
    public void handle(String name, @Nullable String value) {
        switch (name) {
            case "private-key" -> privateKey = value;
            case "certificate" -> certificate = value;
            case "ca-cert" -> caCert = value;
            case "bootstrap-ca-cert" -> bootstrapCaCert = value;
            case "peer-ca-cert" -> peerCaCert = value;
            case "ssl-protocols" -> protocols = value;
            case "ssl-ciphers" -> ciphers = value;
            default -> ciphersuites = value;
        }
    }

    /**
     * Return what was set.
     *
     * @throws ExitException if it does not go together
     */
    public TlsSettings settings() throws ExitException {
        if (caCert != null && bootstrapCaCert != null) {
            throw new ExitException("--ca-cert and --bootstrap-ca-cert exclude each other; leave one out");
        }
        boolean bootstrap = bootstrapCaCert != null;
        return new TlsSettings(
                privateKey,
                certificate,
                bootstrap ? bootstrapCaCert : caCert,
                bootstrap,
                peerCaCert,
                protocols,
                ciphers,
                ciphersuites);
    }
}

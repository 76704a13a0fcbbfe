/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one end shows to the other: a private key and the certificates that lead from it to a CA. Immutable. */
record Identity(PrivateKey key, List<X509Certificate> chain) {

    static Identity load(String keyFile, String certificateFile, @Nullable String peerCaFile) throws TlsException {
        PrivateKey key = PemFile.read(keyFile).privateKey();
        List<X509Certificate> chain =
                new ArrayList<>(PemFile.read(certificateFile).certificates());
        if (!PrivateKeys.match(key, chain.get(0).getPublicKey())) {
            throw new TlsException("Private key does not match certificate public key: " + keyFile + " and "
                    + certificateFile + " are not of one pair");
        }
        if (peerCaFile != null) {
            for (X509Certificate more : PemFile.read(peerCaFile).certificates()) {
                if (!chain.contains(more)) {
                    chain.add(more);
                }
            }
        }
        for (int i = 0; i + 1 < chain.size(); i++) {
            if (!chain.get(i).getIssuerX500Principal().equals(chain.get(i + 1).getSubjectX500Principal())) {
                String where = peerCaFile == null ? certificateFile : certificateFile + " and " + peerCaFile;
                throw new TlsException(where + ": certificate " + (i + 1) + " ("
                        + chain.get(i).getSubjectX500Principal() + ") is not signed by the one that follows it ("
                        + chain.get(i + 1).getSubjectX500Principal() + "); put them in the order of signing");
            }
        }
        return new Identity(key, List.copyOf(chain));
    }

    X509Certificate[] certificates() {
        return chain.toArray(X509Certificate[]::new);
    }
}

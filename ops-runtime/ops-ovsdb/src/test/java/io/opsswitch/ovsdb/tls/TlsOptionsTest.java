/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsOptionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TLSv1.2+         | TLSv1.2 or later",
                "TLSv1.3+         | TLSv1.3 or later",
                "TLSv1.2-TLSv1.3  | TLSv1.2 - TLSv1.3",
                "TLSv1.3-TLSv1.2  | TLSv1.2 - TLSv1.3",
                "TLSv1.3,TLSv1.2  | TLSv1.2 - TLSv1.3",
                "TLSv1.2 TLSv1.3  | TLSv1.2 - TLSv1.3",
                "TLSv1.2          | TLSv1.2 - TLSv1.2"
            })
    void understandsRangesAndListsOfProtocols(String text, String range) throws Exception {
        assertThat(ProtocolRange.parse(text)).hasToString(range);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2-TLSv1.3,TLSv1.3+", "TLSv1.2+TLSv1.3", "TLSv1+", "TLSv1.1", "later", "+", "-"})
    void refusesProtocolsThatOpenVSwitchRefuses(String text) {
        assertThatThrownBy(() -> ProtocolRange.parse(text)).hasMessageEndingWith(": SSL/TLS protocol not recognized");
    }

    @Test
    void refusesAnEmptyListOfProtocols() {
        assertThatThrownBy(() -> ProtocolRange.parse(" , ")).hasMessage("SSL/TLS protocol settings invalid");
    }

    @Test
    void knowsOnlyCiphersThatTheJdkHas() throws Exception {
        // From 24 on a JDK leaves out those without forward secrecy unless it is told otherwise; so does our server
        // then.
        List<String> everywhere = CipherList.tls12("ALL").stream()
                .filter(name -> !name.startsWith("TLS_RSA_"))
                .toList();
        assertThat(supported()).containsAll(everywhere).containsAll(CipherList.TLS13);
        assertThat(CipherList.tls12("ALL")).doesNotHaveDuplicates().hasSize(27);
    }

    private static List<String> supported() throws NoSuchAlgorithmException {
        return List.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
    }

    @Test
    void selectsCiphersAsOpensslDoes() throws Exception {
        assertThat(CipherList.tls12("ECDHE+AESGCM:!ECDSA"))
                .containsExactly("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
        assertThat(CipherList.tls12("AES256-SHA:ECDHE-RSA-CHACHA20-POLY1305:+AES256-SHA"))
                .containsExactly("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_RSA_WITH_AES_256_CBC_SHA");
        assertThat(CipherList.tls12("DEFAULT:@SECLEVEL=2:!ECDHE-ECDSA-AES256-GCM-SHA384"))
                .hasSize(26)
                .doesNotContain("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
        assertThat(CipherList.tls12("HIGH:!aNULL:!MD5:!kRSA:!SHA1")).hasSize(15);
        // What ! removes stays away, what - removes may come back.
        assertThat(CipherList.tls12("AES128-SHA:!AES256:AES256-SHA")).containsExactly("TLS_RSA_WITH_AES_128_CBC_SHA");
        assertThat(CipherList.tls12("AES128-SHA:-AES128-SHA:AES256-SHA:AES128-SHA"))
                .containsExactly("TLS_RSA_WITH_AES_256_CBC_SHA", "TLS_RSA_WITH_AES_128_CBC_SHA");
    }

    @Test
    void saysWhatIsWrongWithACipherString() {
        assertThatThrownBy(() -> CipherList.tls12("FOO")).hasMessageContaining("unknown cipher or property \"FOO\"");
        assertThatThrownBy(() -> CipherList.tls12("aNULL")).hasMessageStartingWith("no cipher match");
        assertThatThrownBy(() -> CipherList.tls12("DEFAULT:@SECLEVEL=5"))
                .hasMessageContaining("\"@SECLEVEL=5\" is not supported");
        assertThatThrownBy(() -> CipherList.tls13("TLS_AES_128_CCM_SHA256"))
                .hasMessageContaining("no TLS 1.3 ciphersuite that this program has");
    }
}

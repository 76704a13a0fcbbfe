/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.it.GuestClaims.Claim;
import java.io.BufferedReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuestClaimsTest {

    private static GuestClaims of(String... lines) {
        return new GuestClaims(new BufferedReader(new StringReader(String.join("\n", lines))));
    }

    private static List<Claim> all(GuestClaims claims) {
        List<Claim> list = new ArrayList<>();
        claims.forEachRemaining(list::add);
        return list;
    }

    @Test
    void readsClaimsWithWhatIsSaidAboutThem() {
        GuestClaims claims = of("starting", "ok   one", "FAIL two", "     why", "end 2");
        assertThat(all(claims))
                .containsExactly(
                        new Claim("one", true, List.of()), new Claim("two", false, List.of("     why", "end 2")));
        assertThatCode(claims::requireEnd).doesNotThrowAnyException();
    }

    @Test
    void missesTheEndOfAScriptThatStoppedHalfWay() {
        GuestClaims claims = of("ok   one", "ok   two");
        all(claims);
        assertThatThrownBy(claims::requireEnd).hasMessageContaining("stopped after 2 claims");
    }

    @Test
    void missesClaimsThatWereNotPrinted() {
        GuestClaims claims = of("ok   one", "end 2");
        all(claims);
        assertThatThrownBy(claims::requireEnd).hasMessageContaining("2 claims, of which 1");
    }

    @Test
    void isNotContentWithoutAnyClaim() {
        GuestClaims claims = of("no such file", "end 0");
        assertThat(all(claims)).isEmpty();
        assertThatThrownBy(claims::requireEnd).isInstanceOf(AssertionError.class);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Our ovs-vswitchd on a real Linux kernel, with Open vSwitch's own programs as witnesses: one test for each claim of
 * src/guest/switch.sh. Runs in the guest (profile {@code kernel-datapath}), while the script does.
 */
class KernelSwitchSuite {

    @TestFactory
    Stream<DynamicTest> claims() throws IOException {
        Process script = new ProcessBuilder(
                        System.getProperty("ops.guest.script"), System.getProperty("ops.guest.image"))
                .redirectErrorStream(true)
                .start();
        GuestClaims claims = new GuestClaims(
                new BufferedReader(new InputStreamReader(script.getInputStream(), StandardCharsets.UTF_8)));
        Stream<DynamicTest> tests = StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(claims, Spliterator.ORDERED), false)
                .map(claim -> dynamicTest(claim.text(), () -> {
                    if (!claim.holds()) {
                        throw new AssertionError(claim.text() + ":\n" + String.join("\n", claim.details()));
                    }
                }));
        return Stream.concat(tests, Stream.of(dynamicTest("the script came to its end", claims::requireEnd)));
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Run a test, or all tests of a class, only where every one of these features is in the image under test. Elsewhere it is
 * skipped, and says which feature was missing on which platform.
 *
 * <p>Several annotations on one element, and those on the classes around it, must all hold. An annotation of your own that
 * carries this one means the same. As with the conditions of JUnit itself, subclasses do not inherit it.
 *
 * <p>What is in the image is read from its manifest, which is found as {@link io.opsswitch.features.Features#current}
 * says: in a build that runs {@code ops:configure}, nothing needs to be set. Without a manifest, or when its Kconfig tree has no
 * such symbol, the test fails: a misspelt name must not hide a test for ever.
 *
 * <pre>{@code
 * @RequiresFeature("OPS_NTPD")
 * class NtpTest {
 *     @Test
 *     @RequiresFeature({"OPS_BGPD", "OPS_IPV6"})
 *     void ...
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Repeatable(RequiresFeatures.class)
@ExtendWith(FeatureCondition.class)
public @interface RequiresFeature {

    /** Return the symbols that must be enabled, such as {@code OPS_NTPD}. */
    String[] value();
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.embedded.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Start a switch with one bridge for each test, and hand it to parameters of type {@code OpsSwitch}. On a test it holds
 * instead of what is on the class. For more than one bridge, or a switch for all tests of a class, register an {@link
 * OpsSwitchExtension}.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OpsSwitchExtension.class)
public @interface WithSwitch {

    /** Return the name of the bridge. */
    String bridge() default "br0";

    /** Return the names of its dummy ports; the first has the OpenFlow number 1. */
    String[] ports() default {"p1", "p2"};

    /** Return its controllers, such as {@code tcp:127.0.0.1:6653}. */
    String[] controllers() default {};

    /** Return the versions of OpenFlow that it speaks, such as {@code OpenFlow13}; none for all. */
    String[] protocols() default {};

    /** Return whether it forwards nothing without being told. */
    boolean secure() default false;

    /** Return whether time stands still until the test advances it. */
    boolean virtualTime() default true;
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Holds several {@link RequiresFeature} annotations of one element; the compiler puts it there. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@ExtendWith(FeatureCondition.class)
public @interface RequiresFeatures {

    /** Return the annotations. */
    RequiresFeature[] value();
}

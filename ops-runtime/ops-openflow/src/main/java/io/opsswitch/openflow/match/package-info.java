/* SPDX-License-Identifier: Apache-2.0 */
/** Which packets a flow is for: values and masks of fields, and their forms on the wire and in text. */
@NullMarked
package io.opsswitch.openflow.match;

import org.jspecify.annotations.NullMarked;

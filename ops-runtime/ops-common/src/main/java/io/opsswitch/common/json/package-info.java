/* SPDX-License-Identifier: Apache-2.0 */
/** JSON values, their reader, writer and the framing of a stream of them; on the streaming API of Jackson only. */
@NullMarked
package io.opsswitch.common.json;

import org.jspecify.annotations.NullMarked;

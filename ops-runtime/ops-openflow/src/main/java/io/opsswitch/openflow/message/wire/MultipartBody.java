/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.wire;

import java.util.List;

/**
 * A body that is a list of entries, which may be spread over several messages.
 *
 * @param <E> what the entries are
 */
public interface MultipartBody<E> extends Body {

    /** Return the entries, in the order of the message. */
    List<E> entries();
}

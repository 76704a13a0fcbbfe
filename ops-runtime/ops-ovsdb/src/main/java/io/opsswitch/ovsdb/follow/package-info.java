/* SPDX-License-Identifier: Apache-2.0 */
/** Following a database of another server: which server is of use, what it holds and what changes there. */
@NullMarked
package io.opsswitch.ovsdb.follow;

import org.jspecify.annotations.NullMarked;

/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.follow;

import io.opsswitch.ovsdb.uplink.UplinkOptions;

/**
 * How a database is followed. Immutable.
 *
 * @param leaderOnly whether a member of a cluster is of use only as its leader, and a relay never
 * @param changeAware whether the server is told not to disconnect us when the database changes as a whole
 * @param shuffle whether the servers are tried in random order
 */
public record FeedOptions(boolean leaderOnly, boolean changeAware, boolean shuffle, UplinkOptions uplink) {}

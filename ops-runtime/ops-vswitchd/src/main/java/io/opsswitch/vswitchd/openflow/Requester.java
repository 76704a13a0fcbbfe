/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

/**
 * Who asked for a change of tables: the cause of their events.
 *
 * @param transaction that of the message
 */
record Requester(Controller controller, int transaction) {}

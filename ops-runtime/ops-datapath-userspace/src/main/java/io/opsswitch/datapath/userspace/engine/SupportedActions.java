/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.frame.HeaderSetter;
import java.util.Locale;

/** Which actions the {@link ActionExecutor} can do. Looked at once, so that it need not look for each packet. */
final class SupportedActions {

    private SupportedActions() {}

    /**
     * Refuse actions that this datapath cannot do.
     *
     * @throws IllegalArgumentException if there is one; the message names it
     */
    static void require(Actions actions) {
        require(actions, 0, actions.end());
    }

    private static void require(Actions actions, int from, int to) {
        for (int at = from; at < to; at = actions.next(at)) {
            switch (actions.opcode(at)) {
                case Action.OUTPUT,
                        Action.PUSH_VLAN,
                        Action.POP_VLAN,
                        Action.PUSH_MPLS,
                        Action.POP_MPLS,
                        Action.TRUNC,
                        Action.RECIRC,
                        Action.USERSPACE,
                        Action.METER,
                        Action.TUNNEL_PUSH,
                        Action.TUNNEL_POP,
                        Action.DROP -> {
                    // Done by the executor.
                }
                case Action.HASH -> {
                    int algorithm = actions.argument(at);
                    if (algorithm != Action.HASH_L4 && algorithm != Action.HASH_SYMMETRIC_L4) {
                        refuse("hash by algorithm " + algorithm);
                    }
                }
                case Action.SAMPLE, Action.CLONE, Action.DEC_TTL ->
                    require(actions, actions.nestedStart(at), actions.next(at));
                case Action.CHECK_PKT_LEN -> {
                    require(actions, actions.nestedStart(at), actions.shorterStart(at));
                    require(actions, actions.shorterStart(at), actions.next(at));
                }
                case Action.SET, Action.SET_MASKED -> {
                    KeyGroup group = actions.setGroup(at);
                    if (!Metadata.supports(group) && !HeaderSetter.supports(group)) {
                        refuse("set of " + group.name().toLowerCase(Locale.ROOT));
                    }
                }
                default -> refuse(Action.name(actions.opcode(at)));
            }
        }
    }

    private static void refuse(String action) {
        throw new IllegalArgumentException(
                "the userspace datapath cannot do the action " + action + "; leave it out or use a kernel's datapath");
    }
}

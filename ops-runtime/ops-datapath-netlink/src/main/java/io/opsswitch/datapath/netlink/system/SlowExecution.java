/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.DatapathAbilities;
import io.opsswitch.datapath.frame.HeaderSetter;
import java.nio.ByteBuffer;

/**
 * Does actions to a packet of which a kernel cannot do all. Headers that it cannot set are set here; all else is left to
 * it, in several executions: one for each stretch of actions between two such sets.
 *
 * <p>The packet here is always the one that came in, but for those headers: each stretch first repeats what the ones before
 * have changed, without what they have sent. That is right because what is set here (ARP, ICMP, neighbour discovery, parts
 * of IP) stays the same header whatever tags are put in front of it or taken away.
 *
 * <p>Used once.
 */
final class SlowExecution {

    /** Does actions that the kernel has. */
    @FunctionalInterface
    interface Kernel {
        /** Do actions to a packet, whose contents may be changed. */
        void execute(ByteBuffer packet, Actions actions);
    }

    private final DatapathAbilities abilities;
    private final Kernel kernel;
    private final HeaderSetter setter = new HeaderSetter(HeaderSetter.Checksums.COMPLETE);

    SlowExecution(DatapathAbilities abilities, Kernel kernel) {
        this.abilities = abilities;
        this.kernel = kernel;
    }

    /** Do all actions to a packet. */
    void run(ByteBuffer packet, Actions actions) {
        byte[] frame = new byte[packet.remaining()];
        packet.duplicate().get(frame);
        run(frame, Actions.builder(), actions, 0, actions.end());
    }

    private void run(byte[] frame, Actions.Builder changes, Actions actions, int from, int end) {
        Actions.Builder stretch = Actions.builder().addAll(changes.build());
        boolean isSending = false;
        int cut = -1;
        for (int at = from; at < end; at = actions.next(at)) {
            int opcode = actions.opcode(at);
            boolean isSlowClone =
                    opcode == Action.CLONE && abilities.isSlow(actions, actions.nestedStart(at), actions.next(at));
            if (abilities.isSlowSet(actions, at) || isSlowClone) {
                if (isSending) {
                    kernel.execute(ByteBuffer.wrap(frame.clone()), stretch.build());
                }
                if (isSlowClone) {
                    Actions.Builder before = Actions.builder().addAll(changes.build());
                    run(frame.clone(), before, actions, actions.nestedStart(at), actions.next(at));
                } else {
                    setter.set(ByteBuffer.wrap(frame), 0, frame.length, actions, at);
                }
                isSending = false;
                stretch = Actions.builder().addAll(changes.build());
                if (cut >= 0) {
                    stretch.trunc(cut);
                }
                continue;
            }
            stretch.addAll(actions, at, actions.next(at));
            switch (opcode) {
                case Action.TRUNC -> cut = actions.argument(at);
                case Action.OUTPUT, Action.USERSPACE, Action.PSAMPLE -> {
                    isSending = true;
                    cut = -1;
                }
                case Action.SET,
                        Action.SET_MASKED,
                        Action.PUSH_VLAN,
                        Action.POP_VLAN,
                        Action.PUSH_MPLS,
                        Action.POP_MPLS,
                        Action.ADD_MPLS,
                        Action.PUSH_ETH,
                        Action.POP_ETH,
                        Action.PUSH_NSH,
                        Action.POP_NSH,
                        Action.HASH,
                        Action.CT_CLEAR -> changes.addAll(actions, at, actions.next(at));
                default -> isSending = true;
            }
        }
        if (isSending) {
            kernel.execute(ByteBuffer.wrap(frame.clone()), stretch.build());
        }
    }
}

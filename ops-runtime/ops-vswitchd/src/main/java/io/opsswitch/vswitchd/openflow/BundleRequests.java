/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.Messages;
import io.opsswitch.openflow.message.OfMessage;
import io.opsswitch.openflow.message.bundle.BundleAdd;
import io.opsswitch.openflow.message.bundle.BundleControl;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Requests about bundles: open, add, close, commit, discard. */
final class BundleRequests {

    private static final Set<MessageKind> ALLOWED =
            EnumSet.of(MessageKind.FLOW_MOD, MessageKind.GROUP_MOD, MessageKind.PORT_MOD, MessageKind.PACKET_OUT);

    private final Endpoint endpoint;
    private final BundleCommit commit;

    BundleRequests(Endpoint endpoint, BundleCommit commit) {
        this.endpoint = endpoint;
        this.commit = commit;
    }

    void register(Dispatcher dispatcher) {
        dispatcher.on(MessageKind.BUNDLE_CONTROL, Dispatcher.Access.CHANGES, this::control);
        dispatcher.on(MessageKind.BUNDLE_ADD_MESSAGE, Dispatcher.Access.CHANGES, this::add);
    }

    private void control(Request request) {
        BundleControl control = request.body(BundleControl.class);
        Map<Integer, ControllerBundle> bundles = request.from().bundles;
        int id = control.bundle();
        switch (control.type()) {
            case BundleControl.OPEN_REQUEST -> {
                if (bundles.remove(id) != null) {
                    throw error(OpenFlowError.OFPBFC_BAD_ID, id, "it is open already, and discarded now");
                }
                bundles.put(id, new ControllerBundle(request, control.flags(), endpoint.clock.getAsLong()));
            }
            case BundleControl.CLOSE_REQUEST -> {
                ControllerBundle bundle = known(bundles, id);
                checkUsable(bundles, id, bundle, control.flags());
                bundle.isClosed = true;
                bundle.used = endpoint.clock.getAsLong();
            }
            case BundleControl.COMMIT_REQUEST -> {
                ControllerBundle bundle = known(bundles, id);
                bundles.remove(id);
                if (bundle.flags != control.flags()) {
                    throw error(OpenFlowError.OFPBFC_BAD_FLAGS, id, "it was opened with other flags");
                }
                commit.commit(bundle, request);
            }
            case BundleControl.DISCARD_REQUEST -> {
                known(bundles, id);
                bundles.remove(id);
            }
            default ->
                throw error(
                        OpenFlowError.OFPBFC_BAD_TYPE,
                        id,
                        "control messages of type " + control.type() + " are unknown");
        }
        endpoint.reply(request, MessageKind.BUNDLE_CONTROL, new BundleControl(id, control.type() + 1, 0));
    }

    /** Discard the bundles that nobody has touched for some milliseconds, and tell who opened them. */
    void expire(long idleMillis) {
        long limit = endpoint.clock.getAsLong() - idleMillis;
        for (Controller controller : endpoint.controllers) {
            controller.bundles.values().removeIf(bundle -> {
                boolean isOver = bundle.used <= limit;
                if (isOver) {
                    controller.connection.sendError(OpenFlowError.OFPBFC_TIMEOUT, bundle.opener.bytes());
                }
                return isOver;
            });
        }
    }

    private static ControllerBundle known(Map<Integer, ControllerBundle> bundles, int id) {
        ControllerBundle bundle = bundles.get(id);
        if (bundle == null) {
            throw error(OpenFlowError.OFPBFC_BAD_ID, id, "it is not open");
        }
        return bundle;
    }

    /** Discard a bundle that is closed, or has other flags. */
    private static void checkUsable(
            Map<Integer, ControllerBundle> bundles, int id, ControllerBundle bundle, int flags) {
        if (bundle.isClosed) {
            bundles.remove(id);
            throw error(OpenFlowError.OFPBFC_BUNDLE_CLOSED, id, "it is closed already, and discarded now");
        }
        if (bundle.flags != flags) {
            bundles.remove(id);
            throw error(OpenFlowError.OFPBFC_BAD_FLAGS, id, "it was opened with other flags, and is discarded now");
        }
    }

    private void add(Request request) {
        BundleAdd add = request.body(BundleAdd.class);
        if (add.transaction() != request.transaction()) {
            throw error(OpenFlowError.OFPBFC_MSG_BAD_XID, add.bundle(), "the message in it is of another transaction");
        }
        ByteBuffer bytes = ByteBuffer.wrap(add.message());
        checkKind(add.bundle(), bytes);
        OfMessage inner = Messages.decode(bytes, endpoint.parts());
        commit.check(inner, request.from());
        Map<Integer, ControllerBundle> bundles = request.from().bundles;
        long now = endpoint.clock.getAsLong();
        ControllerBundle bundle =
                bundles.computeIfAbsent(add.bundle(), id -> new ControllerBundle(request, add.flags(), now));
        checkUsable(bundles, add.bundle(), bundle, add.flags());
        bundle.used = now;
        if (bundle.entries.size() >= ControllerBundle.MAX_MESSAGES) {
            throw error(
                    OpenFlowError.OFPBFC_MSG_TOO_MANY,
                    add.bundle(),
                    "a bundle has at most " + ControllerBundle.MAX_MESSAGES + " messages, commit before");
        }
        bundle.entries.add(new ControllerBundle.Entry(request, inner));
    }

    private static void checkKind(int id, ByteBuffer bytes) {
        MessageKind kind;
        try {
            kind = Messages.form(bytes.duplicate()).kind();
        } catch (OpenFlowException e) {
            throw error(OpenFlowError.OFPBFC_MSG_UNSUP, id, String.valueOf(e.getMessage()));
        }
        if (!ALLOWED.contains(kind)) {
            throw error(OpenFlowError.OFPBFC_MSG_UNSUP, id, "a bundle has no messages of kind " + kind);
        }
    }

    private static OpenFlowException error(OpenFlowError error, int id, String why) {
        return new OpenFlowException(error, "bundle " + Integer.toUnsignedString(id) + ": " + why);
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.field.TlvLayout;
import io.opsswitch.openflow.message.extension.TlvMapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which options of tunnels the fields {@code tun_metadata} stand for, and where keys have them. Changed by the thread that
 * handles messages, read by all.
 */
final class TlvTable {

    private record State(Map<Integer, TlvMapping> mappings, TlvLayout layout) {}

    private volatile State state = new State(Map.of(), TlvLayout.NONE);

    TlvLayout layout() {
        return state.layout;
    }

    List<TlvMapping> mappings() {
        return List.copyOf(new TreeMap<>(state.mappings).values());
    }

    /**
     * Add options.
     *
     * @throws OpenFlowException if one cannot be added; none is then
     */
    void add(List<TlvMapping> added) {
        Map<Integer, TlvMapping> mappings = new HashMap<>(state.mappings);
        TlvLayout layout = state.layout;
        for (TlvMapping one : added) {
            if (mappings.containsKey(one.index())) {
                throw error(OpenFlowError.NXTTMFC_ALREADY_MAPPED, one, "the field is in use, delete it first");
            }
            boolean isMapped = mappings.values().stream()
                    .anyMatch(other ->
                            other.optionClass() == one.optionClass() && other.optionType() == one.optionType());
            if (isMapped) {
                throw error(OpenFlowError.NXTTMFC_DUP_ENTRY, one, "another field stands for the option already");
            }
            if (layout.used() + one.optionLength() > FlowKey.MAX_TUNNEL_OPTIONS) {
                throw error(
                        OpenFlowError.NXTTMFC_TABLE_FULL,
                        one,
                        "options have " + FlowKey.MAX_TUNNEL_OPTIONS
                                + " bytes together; delete some that no flow uses");
            }
            mappings.put(one.index(), one);
            layout = layout.with(one.index(), one.optionLength(), one.optionLength() == 0);
        }
        state = new State(Map.copyOf(mappings), layout);
    }

    /**
     * Take options away; those that are not there do no harm.
     *
     * @param mayMove whether others may get other places in keys, as no flow knows these: all room can be used again then
     */
    void delete(List<TlvMapping> deleted, boolean mayMove) {
        Map<Integer, TlvMapping> mappings = new HashMap<>(state.mappings);
        TlvLayout layout = state.layout;
        for (TlvMapping one : deleted) {
            if (mappings.remove(one.index()) != null) {
                layout = layout.without(one.index());
            }
        }
        if (mayMove) {
            layout = TlvLayout.NONE;
            for (TlvMapping one : mappings.values()) {
                layout = layout.with(one.index(), one.optionLength(), one.optionLength() == 0);
            }
        }
        state = new State(Map.copyOf(mappings), layout);
    }

    private static OpenFlowException error(OpenFlowError error, TlvMapping mapping, String why) {
        return new OpenFlowException(error, "tun_metadata" + mapping.index() + ": " + why);
    }
}

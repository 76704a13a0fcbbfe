/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.vswitchd.ofproto.Pipeline;
import io.opsswitch.vswitchd.ofproto.Translating;

/** Drops every packet: what a bridge does that waits for a controller to tell it otherwise. Stateless. */
public final class DropPipeline implements Pipeline {

    /** The only instance. */
    public static final DropPipeline INSTANCE = new DropPipeline();

    private DropPipeline() {}

    @Override
    public void process(Translating packet) {
        packet.warn("no rule of a controller matches, dropping");
    }

    @Override
    public String describe() {
        return "drop";
    }
}

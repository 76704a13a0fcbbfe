/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.upcall;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.text.PortNames;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.field.TlvLayout;
import io.opsswitch.vswitchd.ofproto.Place;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.xlate.TablePipeline;
import io.opsswitch.vswitchd.xlate.TraceText;
import io.opsswitch.vswitchd.xlate.Translation;
import io.opsswitch.vswitchd.xlate.Translator;

/**
 * What happens to a packet, for the log. The packet is translated once more only if the text is asked for.
 *
 * @param key the packet as the datapath has it
 */
record Explanation(Translator translator, SwitchSnapshot snapshot, FlowKey key) {

    @Override
    public String toString() {
        Translation translation = translator.explain(snapshot, key);
        translator.release(translation);
        FlowKey flow = key.copy();
        TlvLayout options = TlvLayout.NONE;
        Place place = snapshot.arrivalOf(key);
        if (place != null) {
            flow.set(FlowField.IN_PORT, place.port().number());
            if (place.bridge().pipeline() instanceof TablePipeline tables) {
                options = tables.tunnelOptions();
            }
        }
        return TraceText.of(flow, options, translation, OfNames.NONE, PortNames.NONE);
    }
}

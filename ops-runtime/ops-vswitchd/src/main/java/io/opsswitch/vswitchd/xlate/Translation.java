/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.vswitchd.ofproto.Effect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a translation.
 *
 * @param actions what the datapath shall do with the packet, and with all that agree with it in the bits of the mask
 * @param mask the bits of the key that the decision looked at
 * @param effects what the packets do besides being forwarded
 * @param tags the tags of what was looked up in tables that change by themselves
 * @param notes what was found on the way, in order, for people; only of {@link Translator#explain}
 * @param error why the translation was given up and the packet is dropped; null if all went well
 */
public record Translation(
        Actions actions,
        FlowKey mask,
        List<Effect> effects,
        long tags,
        List<String> notes,
        @Nullable String error) {}

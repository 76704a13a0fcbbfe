/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.FlowKey;

/**
 * Which packets a flow is for.
 *
 * @param key the values; what the mask leaves out may be anything
 * @param mask the bits that are matched
 */
public record FlowMatch(FlowKey key, FlowKey mask) {}

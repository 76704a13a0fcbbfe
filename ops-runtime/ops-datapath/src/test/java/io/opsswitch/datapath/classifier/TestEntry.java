/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.classifier;

import io.opsswitch.datapath.FlowKey;

/** An entry with a number to tell it by. */
final class TestEntry extends ClassifierEntry {
    final int number;

    TestEntry(FlowKey key, FlowKey mask, int number) {
        super(key, mask);
        this.number = number;
    }
}

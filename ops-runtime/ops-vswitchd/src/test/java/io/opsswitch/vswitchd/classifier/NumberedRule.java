/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.classifier;

import io.opsswitch.openflow.match.Match;
import java.util.List;

/** A rule that tests know by a number. */
final class NumberedRule extends ClassifierRule {

    final int number;

    NumberedRule(int number, Match match, int priority, Conjunction... conjunctions) {
        super(match, priority, List.of(conjunctions));
        this.number = number;
    }

    @Override
    public String toString() {
        return "rule " + number;
    }
}

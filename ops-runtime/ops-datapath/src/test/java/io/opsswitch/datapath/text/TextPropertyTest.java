/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Actions;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TextPropertyTest {

    private static final PortNames NAMES = PortNames.of(Map.of(1, "eth1", 2, "10gig", 3, "drop-1"));

    @Property(tries = 2000)
    void readsTheMatchesThatItWrites(@ForAll long seed) throws FlowTextException {
        FlowMatch match = new RandomFlows(new Random(seed)).next();
        String text = FlowFormat.match(match.key(), match.mask());
        assertSame(FlowParser.match(text, PortNames.NONE), match, text);
        String named = FlowFormat.match(match.key(), match.mask(), NAMES, false);
        assertSame(FlowParser.match(named, NAMES), match, named);
        String verbose = FlowFormat.match(match.key(), match.mask(), NAMES, true);
        assertSame(FlowParser.match(verbose, NAMES), match, verbose);
    }

    private static void assertSame(FlowMatch read, FlowMatch written, String text) {
        assertThat(FlowFormat.match(read.key(), read.mask()))
                .as(text)
                .isEqualTo(FlowFormat.match(written.key(), written.mask()));
        assertThat(read.mask()).as(text).isEqualTo(written.mask());
        assertThat(read.key().masked(read.mask())).as(text).isEqualTo(written.key());
    }

    @Property(tries = 2000)
    void readsTheActionsThatItWrites(@ForAll long seed) throws FlowTextException {
        Actions actions = new RandomActions(new Random(seed)).next();
        String text = ActionFormat.text(actions);
        Actions read = ActionParser.actions(text, PortNames.NONE);
        assertThat(ActionFormat.text(read)).isEqualTo(text);
        assertThat(read).as(text).isEqualTo(actions);
        String named = ActionFormat.text(actions, NAMES);
        assertThat(ActionParser.actions(named, NAMES)).as(named).isEqualTo(actions);
    }

    @Property(tries = 3000)
    void hostileTextGivesTheParseErrorOnly(@ForAll long seed) {
        Random random = new Random(seed);
        FlowMatch match = new RandomFlows(random).next();
        String flow = damaged(random, FlowFormat.match(match.key(), match.mask(), NAMES, random.nextBoolean()));
        String actions = damaged(random, ActionFormat.text(new RandomActions(random).next()));
        for (PortNames names : new PortNames[] {PortNames.NONE, NAMES}) {
            try {
                FlowParser.match(flow, names);
            } catch (FlowTextException e) {
                check(e, flow);
            }
            try {
                ActionParser.actions(actions, names);
            } catch (FlowTextException e) {
                check(e, actions);
            }
        }
    }

    private static void check(FlowTextException e, String text) {
        assertThat(e.column()).isBetween(1, text.length() + 1);
        assertThat(e).hasMessageStartingWith("column " + e.column() + ": ");
    }

    private static String damaged(Random random, String text) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(damaged.length() + 1);
            String[] pieces = {
                "(", ")", ",", "/", "0x", "99999999999999999999", "-1", "=", "{", "\u0000", "\u0661", "drop", ":"
            };
            switch (random.nextInt(4)) {
                case 0 -> damaged.setLength(at);
                case 1 -> damaged.insert(at, pieces[random.nextInt(pieces.length)]);
                case 2 -> damaged.delete(at, Math.min(damaged.length(), at + 1 + random.nextInt(5)));
                default -> damaged.insert(at, (char) random.nextInt(0x180));
            }
        }
        return damaged.toString();
    }
}

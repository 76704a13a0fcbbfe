/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Compares actions with a list of what was put in, nested as they are. */
class ActionsPropertyTest {

    /** One action as it was built: its opcode, arguments and the lists nested in it. */
    private record Built(int opcode, List<Object> arguments, List<List<Built>> nested) {}

    @Property(tries = 300)
    void aWalkGivesBackWhatWasBuilt(@ForAll long seed) {
        List<Built> plan = plan(new Random(seed), 0);
        Actions actions = build(plan);
        assertThat(walk(actions, 0, actions.end())).isEqualTo(plan);
        assertThat(actions.isEmpty()).isEqualTo(plan.isEmpty());
    }

    @Property(tries = 300)
    void actionsAreEqualIfTheyWereBuiltAlike(@ForAll long seed, @ForAll long other) {
        List<Built> plan = plan(new Random(seed), 0);
        List<Built> otherPlan = plan(new Random(other), 0);
        assertThat(build(plan)).isEqualTo(build(plan)).hasSameHashCodeAs(build(plan));
        assertThat(build(plan).equals(build(otherPlan))).isEqualTo(plan.equals(otherPlan));
    }

    @Example
    void nestsSixteenDeepAndNoDeeper() {
        Actions actions = nested(Actions.MAX_DEPTH);
        int at = 0;
        for (int i = 0; i < Actions.MAX_DEPTH; i++) {
            assertThat(actions.opcode(at)).isEqualTo(Action.CLONE);
            assertThat(actions.next(at)).isEqualTo(actions.end());
            at = actions.nestedStart(at);
        }
        assertThat(actions.argument(at)).isEqualTo(5);
        assertThatThrownBy(() -> nested(Actions.MAX_DEPTH + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("deeper than 16");
    }

    @Example
    void givesTheWordsThatASetActionChanges() {
        FlowKey value = new FlowKey().set(FlowField.IPV4_SRC, 0x0a000001).set(FlowField.IP_TTL, 9);
        FlowKey mask = new FlowKey().set(FlowField.IPV4_SRC, 0xffffff00L).matchAll(FlowField.ETH_SRC);
        Actions actions =
                Actions.builder().setMasked(KeyGroup.IPV4, value, mask).build();
        assertThat(actions.opcode(0)).isEqualTo(Action.SET_MASKED);
        assertThat(actions.setGroup(0)).isEqualTo(KeyGroup.IPV4);
        assertThat(actions.setCount(0)).as("Ethernet is another group").isEqualTo(1);
        assertThat(actions.setWord(0, 0)).isEqualTo(FlowField.IPV4_SRC.word());
        assertThat(actions.setValue(0, 0)).isEqualTo(0x0a000000_00000000L);
        assertThat(actions.setMask(0, 0)).isEqualTo(0xffffff00_00000000L);
        Actions complete = Actions.builder().set(KeyGroup.ETHERNET, value).build();
        assertThat(complete.setCount(0)).isEqualTo(2);
    }

    @Example
    void namesEveryOpcodeAndUnknownOnesToo() {
        assertThat(Action.name(Action.OUTPUT)).isEqualTo("output");
        assertThat(Action.name(Action.PSAMPLE)).isEqualTo("psample");
        assertThat(Action.name(99)).isEqualTo("action 99");
        assertThat(Actions.builder().output(3).popVlan().build()).hasToString("[output 3, pop_vlan]");
    }

    private static Actions nested(int depth) {
        Actions.Builder builder = Actions.builder();
        clones(depth).accept(builder);
        return builder.build();
    }

    private static Consumer<Actions.Builder> clones(int depth) {
        return depth == 0 ? builder -> builder.output(5) : builder -> builder.copy(clones(depth - 1));
    }

    private static List<Built> plan(Random random, int depth) {
        List<Built> plan = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            plan.add(one(random, depth));
        }
        return plan;
    }

    private static Built one(Random random, int depth) {
        int a = random.nextInt(4);
        long address = random.nextLong() >>> 16;
        switch (random.nextInt(depth < 4 ? 12 : 8)) {
            case 0:
                return new Built(Action.OUTPUT, List.of(a), List.of());
            case 1:
                return new Built(Action.HASH, List.of(a, random.nextInt(2)), List.of());
            case 2:
                return new Built(Action.PUSH_ETH, List.of(address, address >>> a), List.of());
            case 3:
                Action.Upcall upcall = new Action.Upcall(a, new byte[] {(byte) a}, -1, a == 1);
                return new Built(Action.USERSPACE, List.of(upcall), List.of());
            case 4:
                Action.Nsh nsh = new Action.Nsh(0, 63, 1, 3, a, new byte[16]);
                return new Built(Action.PUSH_NSH, List.of(nsh), List.of());
            case 5:
                return new Built(Action.ADD_MPLS, List.of(random.nextInt(), 0x8847, a), List.of());
            case 6:
                return new Built(Action.CT_CLEAR, List.of(), List.of());
            case 7:
                return new Built(Action.PSAMPLE, List.of(a, List.of((byte) a, (byte) 7)), List.of());
            case 8:
                return new Built(Action.SAMPLE, List.of(a), List.of(plan(random, depth + 1)));
            case 9:
                return new Built(Action.CLONE, List.of(), List.of(plan(random, depth + 1)));
            case 10:
                return new Built(Action.DEC_TTL, List.of(), List.of(plan(random, depth + 1)));
            default:
                return new Built(
                        Action.CHECK_PKT_LEN, List.of(a), List.of(plan(random, depth + 1), plan(random, depth + 1)));
        }
    }

    private static Actions build(List<Built> plan) {
        Actions.Builder builder = Actions.builder();
        add(plan).accept(builder);
        return builder.build();
    }

    private static Consumer<Actions.Builder> add(List<Built> plan) {
        return builder -> plan.forEach(built -> add(builder, built));
    }

    private static void add(Actions.Builder builder, Built built) {
        List<Object> arguments = built.arguments();
        switch (built.opcode()) {
            case Action.OUTPUT -> builder.output((int) arguments.get(0));
            case Action.HASH -> builder.hash((int) arguments.get(0), (int) arguments.get(1));
            case Action.PUSH_ETH -> builder.pushEthernet((long) arguments.get(0), (long) arguments.get(1));
            case Action.USERSPACE -> builder.userspace((Action.Upcall) arguments.get(0));
            case Action.PUSH_NSH -> builder.pushNsh((Action.Nsh) arguments.get(0));
            case Action.ADD_MPLS ->
                builder.addMpls((int) arguments.get(0), (int) arguments.get(1), (int) arguments.get(2));
            case Action.CT_CLEAR -> builder.connTrackClear();
            case Action.PSAMPLE -> {
                List<?> cookie = (List<?>) arguments.get(1);
                builder.psample((int) arguments.get(0), new byte[] {(byte) cookie.get(0), (byte) cookie.get(1)});
            }
            case Action.SAMPLE ->
                builder.sample((int) arguments.get(0), add(built.nested().get(0)));
            case Action.CLONE -> builder.copy(add(built.nested().get(0)));
            case Action.DEC_TTL -> builder.decTtl(add(built.nested().get(0)));
            default ->
                builder.checkLength(
                        (int) arguments.get(0),
                        add(built.nested().get(0)),
                        add(built.nested().get(1)));
        }
    }

    private static List<Built> walk(Actions actions, int start, int end) {
        List<Built> found = new ArrayList<>();
        for (int at = start; at < end; at = actions.next(at)) {
            int opcode = actions.opcode(at);
            List<Object> arguments = switch (opcode) {
                case Action.OUTPUT, Action.SAMPLE, Action.CHECK_PKT_LEN -> List.of(actions.argument(at));
                case Action.HASH -> List.of(actions.argument(at), actions.argument(at, 1));
                case Action.PUSH_ETH -> List.of(actions.ethernetAddress(at, 0), actions.ethernetAddress(at, 1));
                case Action.USERSPACE -> List.of(actions.upcall(at));
                case Action.PUSH_NSH -> List.of(actions.nsh(at));
                case Action.ADD_MPLS -> List.of(actions.argument(at), actions.argument(at, 1), actions.argument(at, 2));
                case Action.PSAMPLE ->
                    List.of(actions.argument(at), List.of(actions.cookie(at)[0], actions.cookie(at)[1]));
                default -> List.of();
            };
            List<List<Built>> nested = switch (opcode) {
                case Action.SAMPLE, Action.CLONE, Action.DEC_TTL ->
                    List.of(walk(actions, actions.nestedStart(at), actions.next(at)));
                case Action.CHECK_PKT_LEN ->
                    List.of(
                            walk(actions, actions.nestedStart(at), actions.shorterStart(at)),
                            walk(actions, actions.shorterStart(at), actions.next(at)));
                default -> List.of();
            };
            assertThat(nested.isEmpty() && actions.nestedStart(at) != actions.next(at))
                    .as("%s has nothing nested", Action.name(opcode))
                    .isFalse();
            found.add(new Built(opcode, arguments, nested));
        }
        return found;
    }
}

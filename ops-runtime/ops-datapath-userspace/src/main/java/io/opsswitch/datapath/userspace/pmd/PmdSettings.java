/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.pmd;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.userspace.pmd.RxqAssignment.Policy;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@code Open_vSwitch.other_config} that poll threads go by. Values that are none, or out of range, count as not
 * given.
 *
 * @param cpuMask {@code pmd-cpu-mask}, empty if there is none
 * @param policy {@code pmd-rxq-assign}
 * @param isolates {@code pmd-rxq-isolate}
 * @param balances {@code pmd-auto-lb}
 * @param balanceMinutes {@code pmd-auto-lb-rebal-interval}
 * @param loadPercent {@code pmd-auto-lb-load-threshold}
 * @param improvementPercent {@code pmd-auto-lb-improvement-threshold}
 * @param sleep {@code pmd-sleep-max}
 * @param rememberOneOf {@code emc-insert-inv-prob}
 */
record PmdSettings(
        String cpuMask,
        Policy policy,
        boolean isolates,
        boolean balances,
        long balanceMinutes,
        int loadPercent,
        int improvementPercent,
        SleepLimits sleep,
        long rememberOneOf,
        boolean wantsSignatureCache,
        boolean wantsMetrics,
        long flushMicros) {

    private static final Vlog VLOG = Vlog.module("dpif_netdev");

    private static final int DEFAULT_MINUTES = 1;
    private static final int MAX_MINUTES = 20_000;
    private static final int DEFAULT_LOAD = 95;
    private static final int DEFAULT_IMPROVEMENT = 25;

    /** Keys are remembered at once: a place in the cache is given up rarely enough to make no probability necessary. */
    private static final long DEFAULT_REMEMBER_ONE_OF = 1;

    /** What holds before anybody has said anything. */
    static final PmdSettings DEFAULT = of(Map.of());

    static PmdSettings of(Map<String, String> config) {
        Policy policy = policy(config.get("pmd-rxq-assign"));
        long minutes = number(config, "pmd-auto-lb-rebal-interval", DEFAULT_MINUTES, MAX_MINUTES);
        String sleep = config.get("pmd-sleep-max");
        return new PmdSettings(
                config.getOrDefault("pmd-cpu-mask", ""),
                policy == null ? Policy.CYCLES : policy,
                policy != Policy.GROUP || flag(config, "pmd-rxq-isolate", true),
                flag(config, "pmd-auto-lb", false),
                minutes == 0 ? DEFAULT_MINUTES : minutes,
                (int) number(config, "pmd-auto-lb-load-threshold", DEFAULT_LOAD, 100),
                (int) number(config, "pmd-auto-lb-improvement-threshold", DEFAULT_IMPROVEMENT, 100),
                SleepLimits.of(sleep == null ? config.get("pmd-maxsleep") : sleep),
                number(config, "emc-insert-inv-prob", DEFAULT_REMEMBER_ONE_OF, 0xffff_ffffL),
                flag(config, "smc-enable", false),
                flag(config, "pmd-perf-metrics", false),
                number(config, "tx-flush-interval", 0, 1_000_000));
    }

    private static @Nullable Policy policy(@Nullable String word) {
        if (word == null) {
            return Policy.CYCLES;
        }
        for (Policy policy : Policy.values()) {
            if (policy.word().equals(word)) {
                return policy;
            }
        }
        return null;
    }

    private static boolean flag(Map<String, String> config, String key, boolean otherwise) {
        String text = config.getOrDefault(key, "").toLowerCase(Locale.ROOT);
        return text.equals("true") || otherwise && !text.equals("false");
    }

    private static long number(Map<String, String> config, String key, long otherwise, long max) {
        String text = config.getOrDefault(key, "").strip();
        if (!text.matches("\\d{1,18}")) {
            return otherwise;
        }
        long value = Long.parseLong(text);
        return value > max ? otherwise : value;
    }

    /** Say what has changed, and what was meant that is not done. */
    void logChanges(PmdSettings before, Map<String, String> config, boolean isFirst) {
        if (flushMicros != before.flushMicros) {
            VLOG.info(
                    "tx-flush-interval: %d us are not waited for, packets are sent when the batch they came in with is"
                            + " done",
                    flushMicros);
        }
        if (rememberOneOf != before.rememberOneOf) {
            if (rememberOneOf == 0) {
                VLOG.info("EMC insertion probability changed to zero");
            } else {
                VLOG.info("EMC insertion probability changed to 1/%d (~%.2f%%)", rememberOneOf, 100.0 / rememberOneOf);
            }
        }
        if (wantsMetrics && !before.wantsMetrics) {
            VLOG.info("pmd-perf-metrics: no histograms are collected, nothing changes");
        }
        if (wantsSignatureCache && !before.wantsSignatureCache) {
            VLOG.info("smc-enable: this datapath has no signature match cache, nothing changes");
        }
        if (policy(config.get("pmd-rxq-assign")) == null) {
            VLOG.warn("Unsupported rx queue to PMD assignment mode in pmd-rxq-assign. Defaulting to 'cycles'.");
        }
        if (policy != before.policy) {
            VLOG.info("Rxq to PMD assignment mode changed to: '%s'.", policy.word());
        }
        if (policy != Policy.GROUP && !flag(config, "pmd-rxq-isolate", true)) {
            VLOG.warn("pmd-rxq-isolate can only be set false when using pmd-rxq-assign=group");
        }
        if (isolates != before.isolates) {
            VLOG.info(isolates ? "pmd-rxq-affinity isolates PMD core" : "pmd-rxq-affinity does not isolate PMD core");
        }
        logBalancing(before, isFirst);
    }

    private void logBalancing(PmdSettings before, boolean isFirst) {
        boolean isNews = isFirst || balances != before.balances;
        if (isFirst || balanceMinutes != before.balanceMinutes) {
            VLOG.info("PMD auto load balance interval set to %d mins", balanceMinutes);
            isNews = true;
        }
        if (isFirst || improvementPercent != before.improvementPercent) {
            VLOG.info("PMD auto load balance improvement threshold set to %d%%", improvementPercent);
            isNews = true;
        }
        if (isFirst || loadPercent != before.loadPercent) {
            VLOG.info("PMD auto load balance load threshold set to %d%%", loadPercent);
            isNews = true;
        }
        if (isNews && balances) {
            VLOG.info(
                    "PMD auto load balance is enabled, interval %d mins, pmd load threshold %d%%, improvement threshold"
                            + " %d%%.",
                    balanceMinutes, loadPercent, improvementPercent);
        } else if (isNews) {
            VLOG.info("PMD auto load balance is disabled.");
        }
    }
}

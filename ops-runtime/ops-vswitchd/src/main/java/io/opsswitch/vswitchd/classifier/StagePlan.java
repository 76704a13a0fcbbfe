/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.classifier;

import io.opsswitch.datapath.FlowKey;
import java.util.Arrays;

/**
 * How a mask is gone through: its words at once, and apart for the stages.
 *
 * @param words words in which the mask has bits
 * @param bits the bits of each of them
 * @param stageWords the words, those of the first stage first; one with bits of two stages is there twice
 * @param stageBits the bits of each of them that belong to the stage
 * @param stages the stages in which the mask has bits; the last one if it has none
 * @param stageEnds where in {@code stageWords} each of the stages ends
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and read at every lookup.
record StagePlan(int[] words, long[] bits, int[] stageWords, long[] stageBits, Stage[] stages, int[] stageEnds) {

    static StagePlan of(FlowKey mask) {
        int[] words = new int[FlowKey.WORDS];
        long[] bits = new long[FlowKey.WORDS];
        int size = 0;
        for (int word = 0; word < mask.extent(); word++) {
            if (mask.word(word) != 0) {
                words[size] = word;
                bits[size++] = mask.word(word);
            }
        }
        int[] stageWords = new int[size * Stage.count()];
        long[] stageBits = new long[size * Stage.count()];
        Stage[] stages = new Stage[Stage.count()];
        int[] ends = new int[Stage.count()];
        int at = 0;
        int used = 0;
        for (int stage = 0; stage < Stage.count(); stage++) {
            int before = at;
            for (int i = 0; i < size; i++) {
                long own = bits[i] & Stage.at(stage).bits(words[i]);
                if (own != 0) {
                    stageWords[at] = words[i];
                    stageBits[at++] = own;
                }
            }
            if (at > before || used == 0 && stage == Stage.count() - 1) {
                stages[used] = Stage.at(stage);
                ends[used++] = at;
            }
        }
        return new StagePlan(
                Arrays.copyOf(words, size),
                Arrays.copyOf(bits, size),
                Arrays.copyOf(stageWords, at),
                Arrays.copyOf(stageBits, at),
                Arrays.copyOf(stages, used),
                Arrays.copyOf(ends, used));
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.field;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;

/** Fields in the value and the mask of a match that is being made. */
public final class MatchBits {

    private static final int NO_VLAN_10 = 0xffff;

    private MatchBits() {}

    /** Have a match look at all bits of a field; for all fields but {@code tun_metadata}. */
    public static void exact(Field field, FlowKey value, FlowKey mask, byte[] bytes) {
        wildPieces(field, value, mask);
        field.set(value, bytes);
        for (Piece piece : field.pieces(TlvLayout.NONE)) {
            mask.setWord(piece.word(), mask.word(piece.word()) | piece.exact());
        }
        if (field == Fields.DL_VLAN && ByteBits.get(bytes, 0, 16) == NO_VLAN_10) {
            value.set(FlowField.VLAN_TCI, 0);
            mask.matchAll(FlowField.VLAN_TCI);
        } else if (field == Fields.DL_VLAN || field == Fields.DL_VLAN_PCP || field == Fields.VLAN_PCP) {
            value.set(FlowField.VLAN_TCI, value.get(FlowField.VLAN_TCI) | FlowField.VLAN_PRESENT);
            mask.set(FlowField.VLAN_TCI, mask.get(FlowField.VLAN_TCI) | FlowField.VLAN_PRESENT);
        }
    }

    /** Have a match look at some bits of a field; for all fields but {@code tun_metadata}. */
    public static void masked(Field field, FlowKey value, FlowKey mask, byte[] bytes, byte[] bits) {
        wildPieces(field, value, mask);
        for (Piece piece : field.pieces(TlvLayout.NONE)) {
            long look = ByteBits.get(bits, piece.at(), piece.bits());
            long is = ByteBits.get(bytes, piece.at(), piece.bits()) & look;
            mask.setWord(piece.word(), mask.word(piece.word()) | look << piece.shift());
            value.setWord(piece.word(), value.word(piece.word()) | is << piece.shift());
        }
    }

    /** Have a match not look at a field; for all fields but {@code tun_metadata}. */
    public static void wild(Field field, FlowKey value, FlowKey mask) {
        if (field == Fields.DL_VLAN || field == Fields.VLAN_VID) {
            wildTag(Fields.DL_VLAN_PCP, Fields.DL_VLAN, value, mask);
        } else if (field == Fields.DL_VLAN_PCP || field == Fields.VLAN_PCP) {
            wildTag(Fields.DL_VLAN, Fields.DL_VLAN_PCP, value, mask);
        } else {
            wildPieces(field, value, mask);
        }
    }

    /** One half of a tag; that there is a tag counts as long as the other half does. */
    private static void wildTag(Field other, Field half, FlowKey value, FlowKey mask) {
        wildPieces(other.isWild(mask) ? Fields.VLAN_TCI : half, value, mask);
    }

    private static void wildPieces(Field field, FlowKey value, FlowKey mask) {
        for (Piece piece : field.pieces(TlvLayout.NONE)) {
            long rest = ~(piece.exact() | piece.wordMask());
            value.setWord(piece.word(), value.word(piece.word()) & rest);
            mask.setWord(piece.word(), mask.word(piece.word()) & rest);
        }
    }

    /** Return the bits of a field that a mask looks at, as the mask of a value; not for {@code tun_metadata}. */
    public static byte[] mask(Field field, FlowKey mask) {
        byte[] bits = field.maskValue(mask);
        if (!field.keepsMask() && field.isExact(mask)) {
            ByteBits.fill(bits, 0, bits.length * 8);
        }
        return bits;
    }
}

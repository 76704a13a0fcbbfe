/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the head of a library's file says of the platform it was made for, in the words of jar classifiers. Asked before
 * it is loaded, since what systems say of a foreign library is hard to understand.
 */
final class LibraryFile {
    private static final int HEAD_BYTES = 4096;
    private static final int ELF = 0x7f454c46;
    private static final int ELF_MACHINE = 18;
    private static final int DOS = 0x4d5a;
    private static final int PE_OFFSET = 0x3c;
    private static final int PE = 0x50450000;

    private LibraryFile() {}

    /** Return the name of the library on a platform. */
    static String name(String platform) {
        if (platform.startsWith("windows-")) {
            return "ops-datapath.dll";
        }
        return platform.startsWith("macos-") ? "libops-datapath.dylib" : "libops-datapath.so";
    }

    /** Return the platform a library was made for, such as {@code linux-x86_64}; empty if it is no library. */
    static String platform(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return platform(ByteBuffer.wrap(in.readNBytes(HEAD_BYTES)));
        }
    }

    private static String platform(ByteBuffer head) {
        if (head.limit() >= ELF_MACHINE + 2 && head.getInt(0) == ELF) {
            boolean little = head.get(5) == 1;
            head.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            return "linux-" + elfMachine(head.getShort(ELF_MACHINE) & 0xffff);
        }
        if (head.limit() >= PE_OFFSET + 4 && (head.getShort(0) & 0xffff) == DOS) {
            int at = head.order(ByteOrder.LITTLE_ENDIAN).getInt(PE_OFFSET);
            if (at >= 0
                    && at <= head.limit() - 6
                    && head.order(ByteOrder.BIG_ENDIAN).getInt(at) == PE) {
                return "windows-"
                        + peMachine(head.order(ByteOrder.LITTLE_ENDIAN).getShort(at + 4) & 0xffff);
            }
        }
        return "";
    }

    private static String elfMachine(int number) {
        return switch (number) {
            case 3 -> "x86";
            case 40 -> "arm";
            case 62 -> "x86_64";
            case 183 -> "aarch64";
            case 243 -> "riscv64";
            default -> "machine " + number;
        };
    }

    private static String peMachine(int number) {
        return switch (number) {
            case 0x14c -> "x86";
            case 0x8664 -> "x86_64";
            case 0xaa64 -> "aarch64";
            default -> "machine " + number;
        };
    }
}

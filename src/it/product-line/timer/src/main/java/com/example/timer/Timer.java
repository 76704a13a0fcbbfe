/* SPDX-License-Identifier: Apache-2.0 */
package com.example.timer;

/** Prints what it was built for. */
public final class Timer {
    private Timer() {}

    public static void main(String[] arguments) {
        System.out.println("java " + Config.TOASTER_BEEP + " " + (Config.TOASTER_SECONDS + 1) + " " + Config.TOASTER_NAME);
    }
}

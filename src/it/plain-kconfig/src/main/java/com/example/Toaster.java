/* SPDX-License-Identifier: Apache-2.0 */
package com.example;

/** Uses the constants of the configuration. */
public final class Toaster {

    private Toaster() {}

    public static void main(String[] arguments) {
        if (Config.TIMER) {
            System.out.println("This toaster stops by itself.");
        }
        int slots = Config.SLOTS;
        System.out.println(Config.NAME + " has " + slots + " slots" + (Config.RADIO_MODULE ? ", and a radio to plug in" : ""));
    }
}

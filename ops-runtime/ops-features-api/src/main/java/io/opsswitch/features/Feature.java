/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features;

/**
 * A feature of the switch, found with {@link java.util.ServiceLoader} among the jars of an image.
 *
 * <p>A module that carries a feature names its symbol; the symbol and the artifact belong together by name ({@code
 * OPS_SYSTEM_STATS} and {@code ops-system-stats}). Daemons start only those features that the image's manifest lists,
 * so a jar that was dropped into {@code lib/} by hand stays without effect.
 *
 * <p>The sub-interfaces say what a feature plugs into; the daemon that owns such a place loads them. Those that are
 * {@link StartableFeature startable} can be restarted alone.
 */
public interface Feature {

    /** Return the Kconfig symbol that switches this feature on, such as {@code OPS_SYSTEM_STATS}. */
    String symbol();
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.ovsdb.Remote;
import java.nio.file.Path;

/**
 * Checks targets of controllers. Who may write to the database, perhaps from afar, must not thereby reach any Unix domain
 * socket of this machine, nor overwrite any file: as in Open vSwitch, sockets are those of the folder for them. Stateless.
 */
final class ControllerTarget {

    private ControllerTarget() {}

    /**
     * Return what a target says.
     *
     * @throws IllegalArgumentException if it cannot or must not be used, with a message for the log
     */
    static Remote parse(String target, String bridge, Path rundir) {
        Remote remote = Remote.parse(target, Remote.OPENFLOW_PORT);
        if (!remote.isUnix()) {
            return remote;
        }
        Path folder = rundir.toAbsolutePath().normalize();
        Path path = remote.path().toAbsolutePath().normalize();
        String always = " or connect to \"unix:" + rundir + "/" + bridge
                + ".mgmt\" (which is always available without special configuration).";
        if (remote.isActive() && !path.startsWith(folder)) {
            throw new IllegalArgumentException("Not connecting to socket controller \"" + target
                    + "\" due to possibility for remote exploit.  Instead, specify socket in permitted directory \""
                    + "unix:" + rundir + "/\"" + always);
        }
        boolean isOurs = folder.equals(path.getParent())
                && String.valueOf(path.getFileName()).startsWith(bridge + ".");
        if (remote.isPassive() && !isOurs) {
            throw new IllegalArgumentException("Not adding Unix domain socket controller \"" + target
                    + "\" due to possibility of overwriting local files. Instead, specify path in permitted format"
                    + " \"punix:" + rundir + "/" + bridge + ".*\"" + always);
        }
        return remote;
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.datapath.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** Finds out what {@code Interface.status} says about a device. Stateless. */
final class DeviceStatus {

    private static final String DRIVER_NAME = "driver_name";

    private DeviceStatus() {}

    /** Return the status of a device: its driver, as far as the system tells. */
    static Map<String, String> of(Port port) {
        if (!port.status().isEmpty()) {
            return port.status();
        }
        if (port.type().equals(InterfaceConfig.INTERNAL) || port.type().equals("tap")) {
            return Map.of(DRIVER_NAME, "tun");
        }
        try {
            Path driver = Path.of("/sys/class/net", port.name(), "device", "driver");
            if (Files.isSymbolicLink(driver)) {
                Path name = Files.readSymbolicLink(driver).getFileName();
                return name == null ? Map.of() : Map.of(DRIVER_NAME, name.toString());
            }
        } catch (IOException | InvalidPathException e) {
            // Virtual devices have none, and other systems no such folder.
            return Map.of();
        }
        return Map.of();
    }
}

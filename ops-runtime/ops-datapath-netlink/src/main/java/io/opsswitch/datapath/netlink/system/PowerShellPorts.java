/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.datapath.DatapathException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Has PowerShell do it, with the modules Hyper-V and NetAdapter. Names go as arguments in single quotes, in which nothing
 * but a quote has a meaning.
 */
final class PowerShellPorts implements WindowsPorts {

    private static final long TIMEOUT_SECONDS = 120;
    /** Tells a script's own answer from what else is printed. */
    private static final String MADE = "ops: made";

    /** Runs a script and returns what it printed. */
    @FunctionalInterface
    interface Shell {
        String run(String what, String script) throws DatapathException;
    }

    private final Shell shell;

    PowerShellPorts() {
        this(PowerShellPorts::powershell);
    }

    PowerShellPorts(Shell shell) {
        this.shell = shell;
    }

    private static String quoted(String name) {
        return "'" + name.replace("'", "''") + "'";
    }

    @Override
    public boolean makeInternal(String name) throws DatapathException {
        String script = "if (-not (Get-VMNetworkAdapter -ManagementOS | Where-Object Name -eq " + quoted(name) + ")) {"
                + " $switch = @(Get-VMSwitch | Where-Object { (Get-VMSwitchExtension -VMSwitch $_"
                + " -Name 'Open vSwitch Extension').Enabled })[0];"
                + " if (-not $switch) { throw 'the Open vSwitch Extension is not enabled on a switch' };"
                + " Add-VMNetworkAdapter -ManagementOS -SwitchName $switch.Name -Name " + quoted(name) + ";"
                + " Get-NetAdapter | Where-Object Name -eq ('vEthernet (' + " + quoted(name) + " + ')')"
                + " | Rename-NetAdapter -NewName " + quoted(name) + "; '" + MADE + "' }";
        return shell.run("make the internal port " + name, script).contains(MADE);
    }

    @Override
    public void removeInternal(String name) throws DatapathException {
        shell.run(
                "remove the internal port " + name,
                "Get-VMNetworkAdapter -ManagementOS | Where-Object Name -eq " + quoted(name)
                        + " | Remove-VMNetworkAdapter");
    }

    @Override
    public void setMacAddress(String name, long address) throws DatapathException {
        String digits = String.format(Locale.ROOT, "%012X", address);
        shell.run(
                "set the address of " + name,
                "Set-VMNetworkAdapter -ManagementOS -Name " + quoted(name) + " -StaticMacAddress '" + digits + "'");
    }

    @Override
    public void setMtu(String name, int mtu) throws DatapathException {
        shell.run(
                "set the MTU of " + name, "Set-NetIPInterface -InterfaceAlias " + quoted(name) + " -NlMtuBytes " + mtu);
    }

    @Override
    public void setUp(String name, boolean isUp) throws DatapathException {
        shell.run(
                (isUp ? "enable " : "disable ") + name,
                (isUp ? "Enable" : "Disable") + "-NetAdapter -Confirm:$false -Name " + quoted(name));
    }

    private static String powershell(String what, String script) throws DatapathException {
        String whole = "$ErrorActionPreference = 'Stop'; try { " + script
                + " } catch { [Console]::Error.WriteLine($_); exit 1 }";
        try {
            Process process = new ProcessBuilder(
                            List.of("powershell.exe", "-NoProfile", "-NonInteractive", "-Command", "-"))
                    .redirectErrorStream(true)
                    .start();
            try (var in = process.getOutputStream()) {
                in.write((whole + "\n").getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new DatapathException(
                        "could not " + what + ": PowerShell did not end within " + TIMEOUT_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new DatapathException("could not " + what + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new DatapathException("could not " + what + ": PowerShell cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatapathException("could not " + what + ": interrupted");
        }
    }
}

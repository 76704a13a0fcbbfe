# SPDX-License-Identifier: Apache-2.0
#
# All checks of a host.

function Test-OpsHost {
    <#
    .SYNOPSIS
    Looks at all that Open vSwitch needs on this host, and says what to do.
    .DESCRIPTION
    A row for each check: Name, Result (Pass, Warn, Fail), Found, and Advice, the command to run where something is to be done. Changes
    nothing. Checks of the extension, of adapters and of switches are left out where Hyper-V is missing.
    .EXAMPLE
    Test-OpsHost | Where-Object Result -ne Pass | Format-List
    #>
    [CmdletBinding()]
    param()

    $checks = @('Test-OpsElevation', 'Test-OpsJava', 'Test-OpsHyperV')
    if ((Test-OpsHyperV).Result -eq 'Pass') {
        $checks += 'Test-OpsExtension', 'Test-OpsDriver', 'Test-OpsManagementOS', 'Test-OpsOffload'
    }
    $checks += 'Test-OpsPortFree', 'Test-OpsServices'
    foreach ($check in $checks) {
        try {
            & $check
        } catch {
            # What one check trips over is no reason to keep the others from the user.
            New-OpsCheck ($check -replace '^Test-Ops', '') Warn "the check itself failed: $($_.Exception.Message)"
        }
    }
}

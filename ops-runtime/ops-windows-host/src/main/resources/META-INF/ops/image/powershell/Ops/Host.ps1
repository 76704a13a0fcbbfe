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

    Test-OpsElevation
    Test-OpsJava
    $hyperV = Test-OpsHyperV
    $hyperV
    if ($hyperV.Result -eq 'Pass') {
        Test-OpsExtension
        Test-OpsDriver
        Test-OpsManagementOS
        Test-OpsOffload
    }
    Test-OpsPortFree
    Test-OpsServices
}

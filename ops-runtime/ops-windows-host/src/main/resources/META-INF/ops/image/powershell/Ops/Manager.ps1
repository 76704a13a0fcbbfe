# SPDX-License-Identifier: Apache-2.0
#
# Who configures the switch: ovs-vsctl and managers, by way of the database.

function Set-OpsManager {
    <#
    .SYNOPSIS
    Says where the database server listens and connects to, as ovs-vsctl set-manager does.
    .DESCRIPTION
    Replaces the targets that are there. At first the server listens on its socket only, which the image's own programs use; an ovs-vsctl
    needs a TCP port. Whoever reaches that port commands the switch: a loopback port is for all users of this host, and one
    for others is best protected by a firewall rule (Add-OpsFirewallRule -Service Ovsdb -RemoteAddress ...).
    .PARAMETER Target
    Targets such as ptcp:6640:127.0.0.1 (listen) or tcp:10.0.0.1:6640 (connect); none to take all away.
    .EXAMPLE
    Set-OpsManager -Target ptcp:6640:127.0.0.1
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)][AllowEmptyCollection()][string[]]$Target)

    Assert-OpsAdministrator
    $socket = 'unix:' + (Join-Path (Get-OpsDataPath) 'db.sock')
    if (-not $PSCmdlet.ShouldProcess($socket, "Set the managers to: $($Target -join ' ')")) { return }
    $answer = Invoke-OpsJava -What 'set the managers' -MainClass 'io.opsswitch.windowshost.Managers' `
        -Argument (@($socket) + $Target)
    if ($answer -match '"error":"([^"]*)"') { throw "the database refuses the managers: $($answer.Trim())" }
    if ($answer -notmatch '"count":1') {
        throw ('the database has no row for the switch, so it was not made by these services; run "ovs-vsctl init" on it, or, ' +
            'as nothing is in it, remove conf.db between Stop-Ops and Start-Ops')
    }
}

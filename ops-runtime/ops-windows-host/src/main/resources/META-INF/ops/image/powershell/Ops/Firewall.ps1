# SPDX-License-Identifier: Apache-2.0
#
# Windows' firewall. Nothing is opened that was not asked for.

$script:OpsFirewallGroup = 'Open vSwitch (ops)'
$script:OpsFirewallRules = @(
    [pscustomobject]@{ Service = 'Ovsdb'; Protocol = 'TCP'; Port = 6640 }
    [pscustomobject]@{ Service = 'OpenFlow'; Protocol = 'TCP'; Port = 6653 }
    [pscustomobject]@{ Service = 'Vxlan'; Protocol = 'UDP'; Port = 4789 }
    [pscustomobject]@{ Service = 'Geneve'; Protocol = 'UDP'; Port = 6081 }
)

function Get-OpsFirewallName {
    param([string]$Service)
    return "Ops-$Service-In"
}

function Add-OpsFirewallRule {
    <#
    .SYNOPSIS
    Lets others reach the switch: its database, its OpenFlow listeners, the ends of its tunnels.
    .DESCRIPTION
    Makes an inbound rule for each service that is named; a rule that is there already is replaced.
    .PARAMETER Service
    Ovsdb (TCP 6640), OpenFlow (TCP 6653), Vxlan (UDP 4789), Geneve (UDP 6081).
    .PARAMETER RemoteAddress
    From where; without, from anywhere.
    .EXAMPLE
    Add-OpsFirewallRule -Service Vxlan -RemoteAddress 10.0.0.0/24
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [Parameter(Mandatory)][ValidateSet('Ovsdb', 'OpenFlow', 'Vxlan', 'Geneve')][string[]]$Service,
        [string[]]$RemoteAddress = @('Any')
    )

    Assert-OpsAdministrator
    foreach ($rule in $script:OpsFirewallRules | Where-Object { $Service -contains $_.Service }) {
        $name = Get-OpsFirewallName $rule.Service
        if (-not $PSCmdlet.ShouldProcess("$($rule.Protocol) $($rule.Port)", 'Allow incoming packets')) { continue }
        Get-NetFirewallRule -Name $name -ErrorAction SilentlyContinue | Remove-NetFirewallRule
        $null = New-NetFirewallRule -Name $name -DisplayName "Open vSwitch: $($rule.Service)" -Group $script:OpsFirewallGroup `
            -Direction Inbound -Action Allow -Protocol $rule.Protocol -LocalPort $rule.Port -RemoteAddress $RemoteAddress
    }
}

function Remove-OpsFirewallRule {
    <#
    .SYNOPSIS
    Removes rules that Add-OpsFirewallRule made.
    .PARAMETER Service
    Which; without, all of them.
    .EXAMPLE
    Remove-OpsFirewallRule
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param([ValidateSet('Ovsdb', 'OpenFlow', 'Vxlan', 'Geneve')][string[]]$Service = @('Ovsdb', 'OpenFlow', 'Vxlan', 'Geneve'))

    Assert-OpsAdministrator
    foreach ($one in $Service) {
        $name = Get-OpsFirewallName $one
        if ($PSCmdlet.ShouldProcess($name, 'Remove the firewall rule')) {
            Get-NetFirewallRule -Name $name -ErrorAction SilentlyContinue | Remove-NetFirewallRule
        }
    }
}

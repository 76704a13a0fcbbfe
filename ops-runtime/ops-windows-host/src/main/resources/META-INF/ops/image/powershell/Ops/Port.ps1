# SPDX-License-Identifier: Apache-2.0
#
# Names of ports: what Open vSwitch calls a port of the Hyper-V switch, and which adapter that is.

$script:OpsNamespace = 'root\virtualization\v2'

# The settings of a machine's port on the switch. Their name is the port's name for the extension.
function Get-OpsPortSetting {
    param($Adapter)
    # The adapter's identifier is Microsoft:MACHINE\ADAPTER; a backslash is doubled in a query.
    $id = ($Adapter.Id -replace '\\', '\\') + '\\'
    return Get-WmiObject -Namespace $script:OpsNamespace -Class Msvm_EthernetPortAllocationSettingData `
        -Filter "InstanceID LIKE '$id%'" | Select-Object -First 1
}

function Wait-OpsJob {
    param([string]$What, $Result)
    if ($Result.ReturnValue -eq 0) { return }
    if ($Result.ReturnValue -ne 4096) { throw "could not $($What): Hyper-V answers $($Result.ReturnValue)" }
    do {
        Start-Sleep -Milliseconds 200
        $job = [wmi]$Result.Job
    } while ($job.JobState -le 4)
    if ($job.JobState -ne 7) { throw "could not $($What): $($job.ErrorDescription)" }
}

function Set-OpsPort {
    <#
    .SYNOPSIS
    Gives a machine's network adapter the name by which Open vSwitch knows its port.
    .DESCRIPTION
    The name is kept in the machine's configuration; it is the one to give to ovs-vsctl add-port. Each name can be there once on a host,
    and has up to 15 characters, as Open vSwitch wants.
    .PARAMETER VMNetworkAdapter
    The adapter, from Get-VMNetworkAdapter.
    .PARAMETER PortName
    The name.
    .EXAMPLE
    Get-VMNetworkAdapter -VMName web | Set-OpsPort -PortName web-eth0
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [Parameter(Mandatory, ValueFromPipeline)]$VMNetworkAdapter,
        [Parameter(Mandatory)][ValidateLength(1, 15)][ValidatePattern('^[^\s/]+$')][string]$PortName
    )

    process {
        Assert-OpsAdministrator
        Assert-OpsCmdlet 'Get-VMSwitch'
        $owner = Get-OpsPort | Where-Object { $_.PortName -eq $PortName -and $_.Id -ne $VMNetworkAdapter.Id } |
            Select-Object -First 1
        if ($owner) {
            throw ("$PortName is the port of $($owner.Kind) $($owner.Owner), adapter $($owner.AdapterName); " +
                'a name can be there once on a host')
        }
        $setting = Get-OpsPortSetting $VMNetworkAdapter
        if (-not $setting) {
            throw ("the adapter $($VMNetworkAdapter.Name) of $($VMNetworkAdapter.VMName) has no port; " +
                'connect it to the switch first: Connect-VMNetworkAdapter')
        }
        if ($PSCmdlet.ShouldProcess("$($VMNetworkAdapter.VMName), $($VMNetworkAdapter.Name)", "Name the port $PortName")) {
            $setting.ElementName = $PortName
            $service = Get-WmiObject -Namespace $script:OpsNamespace -Class Msvm_VirtualSystemManagementService
            $result = $service.ModifyResourceSettings([string[]]@($setting.GetText(1)))
            Wait-OpsJob -What "name the port $PortName" -Result $result
        }
    }
}

function New-OpsPortRow {
    param([string]$PortName, [string]$Kind, [string]$Owner, [string]$AdapterName, [string]$MacAddress, [string]$SwitchName,
        [string]$Id)
    # As Open vSwitch prints addresses.
    $address = (($MacAddress -replace '[^0-9A-Fa-f]', '').ToLowerInvariant() -replace '(..)(?!$)', '$1:')
    return [pscustomobject]@{
        PortName = $PortName; Kind = $Kind; Owner = $Owner; AdapterName = $AdapterName; MacAddress = $address
        SwitchName = $SwitchName; Id = $Id
    }
}

function Get-OpsPort {
    <#
    .SYNOPSIS
    Lists the ports of the Hyper-V switches: their names for Open vSwitch, and their addresses.
    .DESCRIPTION
    A row for each adapter of a machine (its port has the name that Set-OpsPort gave, else one that Hyper-V made), each of the host's own
    adapters (its port has the adapter's name) and each physical adapter behind a switch (the same).
    .PARAMETER PortName
    Only ports of this name; may have wildcards.
    .EXAMPLE
    Get-OpsPort | Format-Table PortName, MacAddress, Kind, Owner
    #>
    [CmdletBinding()]
    param([string]$PortName = '*')

    Assert-OpsCmdlet 'Get-VMSwitch'
    $rows = New-Object System.Collections.ArrayList
    foreach ($adapter in @(Get-VM | Get-VMNetworkAdapter)) {
        $setting = Get-OpsPortSetting $adapter
        $name = ''
        if ($setting) { $name = $setting.ElementName }
        $null = $rows.Add((New-OpsPortRow $name 'machine' $adapter.VMName $adapter.Name $adapter.MacAddress `
                    $adapter.SwitchName $adapter.Id))
    }
    $devices = @(Get-NetAdapter -IncludeHidden)
    foreach ($adapter in @(Get-VMNetworkAdapter -ManagementOS)) {
        $device = $devices | Where-Object { $_.DeviceID -eq $adapter.DeviceId } | Select-Object -First 1
        $name = $adapter.Name
        if ($device) { $name = $device.Name }
        $null = $rows.Add((New-OpsPortRow $name 'host' $env:COMPUTERNAME $adapter.Name $adapter.MacAddress `
                    $adapter.SwitchName $adapter.Id))
    }
    foreach ($switch in @(Get-VMSwitch -SwitchType External)) {
        foreach ($description in @($switch.NetAdapterInterfaceDescriptions)) {
            $device = $devices | Where-Object InterfaceDescription -EQ $description | Select-Object -First 1
            if ($device) {
                $null = $rows.Add((New-OpsPortRow $device.Name 'physical' $env:COMPUTERNAME $device.InterfaceDescription `
                            $device.MacAddress $switch.Name ([string]$device.DeviceID)))
            }
        }
    }
    return $rows | Where-Object { $_.PortName -like $PortName }
}

function New-OpsInternalPort {
    <#
    .SYNOPSIS
    Makes an adapter of the host on the switch of the extension, to be a port of type internal.
    .DESCRIPTION
    The daemon makes adapters for internal ports that are added by itself; this is for those who want one beforehand, such as to
    give it addresses. The adapter gets the port's name.
    .PARAMETER Name
    The name of port and adapter.
    .EXAMPLE
    New-OpsInternalPort -Name br0
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)][ValidateLength(1, 15)][ValidatePattern('^[^\s/]+$')][string]$Name)

    Assert-OpsAdministrator
    Assert-OpsCmdlet 'Get-VMSwitch'
    $switch = Get-OpsEnabledSwitch | Select-Object -First 1
    if (-not $switch) { throw 'the extension is enabled on no switch; run Enable-OpsExtension -SwitchName NAME' }
    if (Get-VMNetworkAdapter -ManagementOS | Where-Object Name -EQ $Name) { throw "the host has an adapter $Name already" }
    if ($PSCmdlet.ShouldProcess($switch.Name, "Make the internal port $Name")) {
        Add-VMNetworkAdapter -ManagementOS -SwitchName $switch.Name -Name $Name
        Get-NetAdapter | Where-Object Name -EQ "vEthernet ($Name)" | Rename-NetAdapter -NewName $Name
    }
}

function Remove-OpsInternalPort {
    <#
    .SYNOPSIS
    Removes an adapter that New-OpsInternalPort or the daemon made.
    .PARAMETER Name
    The name of port and adapter.
    .EXAMPLE
    Remove-OpsInternalPort -Name br0
    #>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param([Parameter(Mandatory)][string]$Name)

    Assert-OpsAdministrator
    Assert-OpsCmdlet 'Get-VMSwitch'
    $adapter = Get-VMNetworkAdapter -ManagementOS | Where-Object Name -EQ $Name
    if (-not $adapter) { throw "the host has no adapter $Name on a switch" }
    if ($PSCmdlet.ShouldProcess($Name, 'Remove the internal port')) { $adapter | Remove-VMNetworkAdapter }
}

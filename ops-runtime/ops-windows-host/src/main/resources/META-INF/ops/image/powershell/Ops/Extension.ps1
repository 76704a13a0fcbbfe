# SPDX-License-Identifier: Apache-2.0
#
# The extension of the Hyper-V switch (a driver), which does the forwarding.

# Stopping Hyper-V's management leaves machines and their traffic alone, but not the services that depend on it.
function Restart-OpsVmms {
    $ours = @($script:OpsServices | Where-Object {
            $service = Get-Service -Name $_ -ErrorAction SilentlyContinue
            $service -and $service.Status -eq 'Running'
        })
    Stop-Service -Name vmms -Force
    (Get-Service -Name vmms).WaitForStatus('Stopped', [TimeSpan]::FromSeconds(120))
    Start-Service -Name vmms
    (Get-Service -Name vmms).WaitForStatus('Running', [TimeSpan]::FromSeconds(120))
    foreach ($name in $ours) { Start-Service -Name $name }
}

function Test-OpsTestSigning {
    $run = Invoke-OpsProgram -Path 'bcdedit.exe' -Argument '/enum', '{current}'
    return ($run.Output -match '(?im)^\s*testsigning\s+yes')
}

function Install-OpsExtension {
    <#
    .SYNOPSIS
    Installs the driver of the Open vSwitch extension.
    .DESCRIPTION
    Gives ovsext.inf, ovsext.sys and ovsext.cat of Open vSwitch 3.7 to Windows (netcfg) and restarts Hyper-V's management service;
    machines go on to run. A driver that Microsoft has not signed loads in test signing mode only: bcdedit /set TESTSIGNING ON,
    with Secure Boot off, and a restart. Enable-OpsExtension then puts the driver to work on a switch.
    .PARAMETER Path
    The folder with the three files; without, the image's own windows\extension.
    .PARAMETER Force
    Install a driver that this host will refuse to load as it is set up now.
    .EXAMPLE
    Install-OpsExtension -Path D:\ovsext
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param([string]$Path = (Join-Path $script:OpsHome 'windows\extension'), [switch]$Force)

    Assert-OpsAdministrator
    Assert-OpsCmdlet 'Get-VMSwitch'
    foreach ($file in 'ovsext.inf', 'ovsext.sys', 'ovsext.cat') {
        if (-not (Test-Path -LiteralPath (Join-Path $Path $file) -PathType Leaf)) {
            throw "there is no $file in $Path; perhaps you should name the folder of the driver with -Path"
        }
    }
    $signature = Get-AuthenticodeSignature -LiteralPath (Join-Path $Path 'ovsext.cat')
    if ($signature.Status -ne 'Valid' -and -not (Test-OpsTestSigning) -and -not $Force) {
        throw ("the driver's signature is not valid here ($($signature.StatusMessage.Trim())), so Windows would not load it; " +
            'take a driver signed by Microsoft, or allow test signing (bcdedit /set TESTSIGNING ON) and restart the host')
    }
    $inf = (Resolve-Path -LiteralPath (Join-Path $Path 'ovsext.inf')).ProviderPath
    if ($PSCmdlet.ShouldProcess($inf, 'Install the driver and restart vmms')) {
        $null = Invoke-OpsChecked -What "install $inf" -Path 'netcfg.exe' `
            -Argument '-l', $inf, '-c', 's', '-i', $script:OpsComponent
        Restart-OpsVmms
        Wait-OpsCondition -What "the appearance of the $script:OpsExtension among those of Hyper-V" -Condition {
            @(Get-VMSystemSwitchExtension -ErrorAction SilentlyContinue | Where-Object Name -EQ $script:OpsExtension).Count
        }
    }
}

function Uninstall-OpsExtension {
    <#
    .SYNOPSIS
    Removes the driver of the Open vSwitch extension.
    .DESCRIPTION
    Takes the driver away (netcfg) and restarts Hyper-V's management service. A switch that it is enabled on goes back to Hyper-V's
    own forwarding.
    .EXAMPLE
    Uninstall-OpsExtension -WhatIf
    #>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param()

    Assert-OpsAdministrator
    if ($PSCmdlet.ShouldProcess($script:OpsExtension, 'Remove the driver and restart vmms')) {
        $null = Invoke-OpsChecked -What 'remove the driver' -Path 'netcfg.exe' -Argument '-u', $script:OpsComponent
        Restart-OpsVmms
    }
}

# The switches that the extension is enabled on; it can work on one only.
function Get-OpsEnabledSwitch {
    return @(Get-VMSwitch | Where-Object {
            $extension = Get-VMSwitchExtension -VMSwitch $_ -Name $script:OpsExtension -ErrorAction SilentlyContinue
            $extension -and $extension.Enabled
        })
}

function Enable-OpsExtension {
    <#
    .SYNOPSIS
    Has the Open vSwitch extension forward on a Hyper-V switch.
    .DESCRIPTION
    The extension works on one switch of a host. From here on packets go where the bridges of Open vSwitch say, and nowhere
    until there are some: have another way to the host than through that switch.
    .PARAMETER SwitchName
    The switch, as Get-VMSwitch names it.
    .EXAMPLE
    Enable-OpsExtension -SwitchName external
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)][string]$SwitchName)

    Assert-OpsAdministrator
    Assert-OpsCmdlet 'Get-VMSwitch'
    $switch = Get-VMSwitch -Name $SwitchName -ErrorAction SilentlyContinue
    if (-not $switch) {
        throw ("there is no switch $SwitchName; there are: " + ((Get-VMSwitch | ForEach-Object Name) -join ', ') +
            '. New-VMSwitch makes one')
    }
    $others = @(Get-OpsEnabledSwitch | Where-Object Name -NE $SwitchName)
    if ($others) {
        throw ("the extension works on one switch of a host, and is enabled on $($others[0].Name); " +
            "run Disable-OpsExtension -SwitchName '$($others[0].Name)' first")
    }
    $rival = Get-VMSwitchExtension -VMSwitch $switch |
        Where-Object { $_.ExtensionType -eq 'Forwarding' -and $_.Enabled -and $_.Name -ne $script:OpsExtension } |
        Select-Object -First 1
    if ($rival) {
        throw ("$($rival.Name) forwards on $SwitchName, and a switch has one forwarding extension; " +
            "run Disable-VMSwitchExtension -VMSwitchName '$SwitchName' -Name '$($rival.Name)' first")
    }
    if (-not (Get-VMSwitchExtension -VMSwitch $switch -Name $script:OpsExtension -ErrorAction SilentlyContinue)) {
        throw "the extension is not installed; run Install-OpsExtension"
    }
    if ($PSCmdlet.ShouldProcess($SwitchName, "Enable the $script:OpsExtension")) {
        $null = Enable-VMSwitchExtension -VMSwitch $switch -Name $script:OpsExtension
    }
}

function Disable-OpsExtension {
    <#
    .SYNOPSIS
    Gives a switch back to Hyper-V's own forwarding.
    .DESCRIPTION
    The switch daemon goes on to run and takes the bridges up again when the extension is enabled.
    .PARAMETER SwitchName
    The switch, as Get-VMSwitch names it.
    .EXAMPLE
    Disable-OpsExtension -SwitchName external
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)][string]$SwitchName)

    Assert-OpsAdministrator
    Assert-OpsCmdlet 'Get-VMSwitch'
    if ($PSCmdlet.ShouldProcess($SwitchName, "Disable the $script:OpsExtension")) {
        $null = Disable-VMSwitchExtension -VMSwitchName $SwitchName -Name $script:OpsExtension
    }
}

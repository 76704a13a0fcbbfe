# SPDX-License-Identifier: Apache-2.0
#
# The daemons as services. A file windows\services\NAME.json of the image describes each.

# In the order in which they start.
$script:OpsServices = 'ovsdb-server', 'ovs-vswitchd'

function Get-OpsServiceProgram {
    return (Join-Path $script:OpsHome 'bin\prunsrv.exe')
}

# The program that a service of Windows runs, empty where there is no such service.
function Get-OpsServiceImage {
    param([string]$Name)
    $service = Get-CimInstance -ClassName Win32_Service -Filter "Name='$Name'"
    if ($service) { return [string]$service.PathName }
    return ''
}

# The service program keeps what it runs below this key, and other programs do not.
function Assert-OpsServiceOurs {
    param([string]$Name)
    $image = Get-OpsServiceImage $Name
    $key = "HKLM:\SOFTWARE\WOW6432Node\Apache Software Foundation\Procrun 2.0\$Name"
    if ($image -and -not (Test-Path -LiteralPath $key)) {
        throw ("the service $Name is another program's ($image); perhaps you should uninstall that Open vSwitch first, or " +
            "remove the service: sc.exe delete $Name")
    }
}

# Databases and sockets are for the system and administrators only: who can write them commands the switch. The folder may be
# there already, made by whoever ran a program of the image first.
function New-OpsDataFolder {
    $data = Get-OpsDataPath
    $null = New-Item -ItemType Directory -Force -Path $data, (Join-Path $data 'logs')
    $null = Invoke-OpsChecked -What "take over $data" -Path 'icacls.exe' -Argument $data, '/setowner', '*S-1-5-32-544', '/T', '/Q'
    $null = Invoke-OpsChecked -What "protect $data" -Path 'icacls.exe' -Argument $data, '/inheritance:r',
        '/grant:r', '*S-1-5-18:(OI)(CI)F', '/grant:r', '*S-1-5-32-544:(OI)(CI)F', '/Q'
}

function Install-OpsService {
    <#
    .SYNOPSIS
    Makes services of the daemons of this image.
    .DESCRIPTION
    Installs ovsdb-server and ovs-vswitchd, which start with the system and are started again when they fail. Services of
    another image of ops are replaced; the database stays. Needs an administrator, and Java 17 or later.
    .PARAMETER Remote
    Further places where the database server listens or connects to, such as ptcp:6640:127.0.0.1. Set-OpsManager does the same
    without installing anew.
    .PARAMETER Start
    Start the services too.
    .EXAMPLE
    Install-OpsService -Start
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param([string[]]$Remote = @(), [switch]$Start)

    Assert-OpsAdministrator
    foreach ($name in $script:OpsServices) { Assert-OpsServiceOurs $name }
    if ($PSCmdlet.ShouldProcess((Get-OpsDataPath), 'Make the folder of databases and logs')) { New-OpsDataFolder }
    Uninstall-OpsService
    foreach ($name in $script:OpsServices) {
        if (-not $PSCmdlet.ShouldProcess($name, 'Install the service')) { continue }
        $more = @()
        if ($name -eq 'ovsdb-server') { $more = @($Remote | ForEach-Object { "--remote=$_" }) }
        $lines = Invoke-OpsJava -What "read the description of the service $name" `
            -MainClass 'io.opsswitch.windowshost.ServiceArguments' `
            -Argument (@($script:OpsHome, (Get-OpsDataPath), $name) + $more)
        $arguments = @($lines -split '\r?\n' | Where-Object { $_ })
        $null = Invoke-OpsChecked -What "install the service $name" -Path (Get-OpsServiceProgram) -Argument $arguments
        # One that ends with an error is started again after 1, 10, and then each 60 seconds.
        $null = Invoke-OpsChecked -What "set how $name recovers" -Path 'sc.exe' -Argument 'failure', $name,
            'reset=', '86400', 'actions=', 'restart/1000/restart/10000/restart/60000'
        $null = Invoke-OpsChecked -What "set when $name recovers" -Path 'sc.exe' -Argument 'failureflag', $name, '1'
    }
    if ($Start -and $PSCmdlet.ShouldProcess(($script:OpsServices -join ', '), 'Start')) { Start-Ops }
}

function Uninstall-OpsService {
    <#
    .SYNOPSIS
    Removes the services; the database stays unless you say otherwise.
    .DESCRIPTION
    Stops ovs-vswitchd and ovsdb-server and removes both services. What the extension forwards by flows that it has goes on until
    these end.
    .PARAMETER RemoveData
    Remove the folder of the database and the logs as well.
    .EXAMPLE
    Uninstall-OpsService
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param([switch]$RemoveData)

    Assert-OpsAdministrator
    foreach ($name in @($script:OpsServices[($script:OpsServices.Count - 1)..0])) {
        if (-not (Get-OpsServiceImage $name)) { continue }
        Assert-OpsServiceOurs $name
        if (-not $PSCmdlet.ShouldProcess($name, 'Stop and remove the service')) { continue }
        $null = Stop-OpsService $name
        $null = Invoke-OpsChecked -What "remove the service $name" -Path (Get-OpsServiceProgram) -Argument "//DS//$name"
        Wait-OpsCondition -What "the end of the service $name" -Condition { -not (Get-OpsServiceImage $name) }
    }
    $data = Get-OpsDataPath
    if ($RemoveData -and (Test-Path -LiteralPath $data) -and
        $PSCmdlet.ShouldProcess($data, 'Remove the database and the logs')) {
        Remove-Item -LiteralPath $data -Recurse -Force
    }
}

function Stop-OpsService {
    param([string]$Name)
    $service = Get-Service -Name $Name -ErrorAction SilentlyContinue
    if (-not $service -or $service.Status -eq 'Stopped') { return $false }
    Stop-Service -Name $Name -Force
    (Get-Service -Name $Name).WaitForStatus('Stopped', [TimeSpan]::FromSeconds(90))
    return $true
}

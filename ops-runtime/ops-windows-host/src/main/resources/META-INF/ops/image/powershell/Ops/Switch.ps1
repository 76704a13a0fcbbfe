# SPDX-License-Identifier: Apache-2.0
#
# Starting and stopping the switch, and what is known of it.

# The last line of what tells why a daemon ended: its log, or what it printed before it had one.
function Get-OpsLastWord {
    param([string]$Name)
    $logs = Join-Path (Get-OpsDataPath) 'logs'
    $files = @("$Name.log", "$Name-stderr.*.log") | ForEach-Object { Join-Path $logs $_ }
    $newest = Get-ChildItem -Path $files -ErrorAction SilentlyContinue | Where-Object Length -GT 0 |
        Sort-Object LastWriteTime | Select-Object -Last 1
    if (-not $newest) { return "there is nothing about it in $logs" }
    $line = Get-Content -LiteralPath $newest.FullName -Tail 20 | Where-Object { $_ -match '\S' } | Select-Object -Last 1
    return "$($newest.FullName) ends with: $line"
}

function Start-Ops {
    <#
    .SYNOPSIS
    Starts the switch.
    .DESCRIPTION
    Starts the services ovsdb-server and ovs-vswitchd, which makes an empty database where there is none and converts that of
    another image, keeping the old file as a backup. When the image lacks features that the database has data of, the server does
    not start and nothing is changed.
    .PARAMETER DropData
    Drop data that this image has no place for when the database is converted; the backup keeps it.
    .EXAMPLE
    Start-Ops
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param([switch]$DropData)

    foreach ($name in $script:OpsServices) {
        if (-not (Get-Service -Name $name -ErrorAction SilentlyContinue)) {
            throw "there is no service $name; perhaps you should run Install-OpsService"
        }
    }
    if ($DropData) { Convert-OpsDatabase }
    foreach ($name in $script:OpsServices) {
        if (-not $PSCmdlet.ShouldProcess($name, 'Start the service')) { continue }
        try {
            Start-Service -Name $name
        } catch {
            throw "$name did not start ($($_.Exception.Message)); $(Get-OpsLastWord $name)"
        }
        # One that cannot work ends again at once.
        Start-Sleep -Milliseconds 1500
        if ((Get-Service -Name $name).Status -ne 'Running') { throw "$name ended at once; $(Get-OpsLastWord $name)" }
    }
}

function Convert-OpsDatabase {
    if ((Get-Service -Name 'ovsdb-server').Status -ne 'Stopped') {
        throw 'ovsdb-server has the database open; perhaps you should run Stop-Ops first'
    }
    foreach ($schema in Get-ChildItem -Path (Join-Path $script:OpsHome 'share\openvswitch\*.ovsschema')) {
        $name = $schema.BaseName
        if ($name -eq 'vswitch') { $name = 'conf' }
        $database = Join-Path (Get-OpsDataPath) "$name.db"
        if (Test-Path -LiteralPath $database) {
            Invoke-OpsJava -What "convert $database" -MainClass 'io.opsswitch.tools.OvsdbToolMain' `
                -Argument '--drop-data', 'upgrade', $database, $schema.FullName
        }
    }
}

function Stop-Ops {
    <#
    .SYNOPSIS
    Stops the switch: the services ovs-vswitchd and ovsdb-server.
    .DESCRIPTION
    Flows that the extension has go on to forward until they end; new ones are not made.
    .EXAMPLE
    Stop-Ops
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param()

    foreach ($name in @($script:OpsServices[($script:OpsServices.Count - 1)..0])) {
        if ($PSCmdlet.ShouldProcess($name, 'Stop the service')) { $null = Stop-OpsService $name }
    }
}

function Get-OpsStatus {
    <#
    .SYNOPSIS
    Says how the services are.
    .DESCRIPTION
    A row for each service: its name, whether it is Running, Stopped or Missing, how it starts, and its process.
    .EXAMPLE
    Get-OpsStatus | Format-Table
    #>
    [CmdletBinding()]
    param()

    foreach ($name in $script:OpsServices) {
        $service = Get-CimInstance -ClassName Win32_Service -Filter "Name='$name'"
        if ($service) {
            [pscustomobject]@{
                Name = $name; Status = $service.State; Start = $service.StartMode; ProcessId = $service.ProcessId
            }
        } else {
            [pscustomobject]@{ Name = $name; Status = 'Missing'; Start = ''; ProcessId = 0 }
        }
    }
}

function Get-OpsVersion {
    <#
    .SYNOPSIS
    Says which image this is: its platform and version.
    .EXAMPLE
    Get-OpsVersion
    #>
    [CmdletBinding()]
    param()

    $manifest = Get-Content -Raw -LiteralPath (Join-Path $script:OpsHome 'share\ops\manifest.json') | ConvertFrom-Json
    return [pscustomobject]@{ Platform = $manifest.platform; Version = $manifest.version; Path = $script:OpsHome }
}

function Get-OpsFeature {
    <#
    .SYNOPSIS
    Lists the features of this image.
    .EXAMPLE
    Get-OpsFeature
    #>
    [CmdletBinding()]
    param()

    $text = Get-Content -Raw -LiteralPath (Join-Path $script:OpsHome 'share\ops\image_features')
    return @($text -split '\s+' | Where-Object { $_ })
}

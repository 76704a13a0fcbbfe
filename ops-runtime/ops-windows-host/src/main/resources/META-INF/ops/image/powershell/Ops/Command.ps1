# SPDX-License-Identifier: Apache-2.0
#
# The words of bin\ops.cmd.

function Get-OpsUsage {
    return @"
ops: the switch in $script:OpsHome
usage: ops COMMAND [OPTION]

  start      start the services ovsdb-server and ovs-vswitchd; the database is made, or converted, first.
             When features are missing that an old database has data of, nothing is changed, unless
             --drop-data says that the database need not keep that data (the backup does)
  stop       stop the services
  restart    stop, then start
  status     say how the services are; exit code 0 if both run
  version    print platform and version of the image
  features   print the features of the image
  help       print this

Database, sockets and logs: $(Get-OpsDataPath)
More is in PowerShell: Import-Module '$PSScriptRoot\Ops.psd1'; Get-Command -Module Ops
"@
}

function Invoke-OpsCommand {
    <#
    .SYNOPSIS
    Does what bin\ops.cmd is asked for, and returns its exit code.
    .DESCRIPTION
    For bin\ops.cmd; in PowerShell use Start-Ops, Stop-Ops and Get-OpsStatus.
    .PARAMETER Word
    The words of the command line.
    .EXAMPLE
    Invoke-OpsCommand -Word start, --drop-data
    #>
    [CmdletBinding()]
    param([AllowEmptyCollection()][string[]]$Word = @())

    $words = @($Word)
    $command = ''
    if ($words.Count) { $command = $words[0] }
    $options = @($words | Select-Object -Skip 1)
    $dropData = $false
    foreach ($option in $options) {
        if ($option -ne '--drop-data' -or $command -notin 'start', 'restart') {
            throw "unknown option `"$option`" of `"ops $command`"; run `"ops help`" for the list"
        }
        $dropData = $true
    }
    switch ($command) {
        'start' { Start-Ops -DropData:$dropData | Out-Host }
        'stop' { Stop-Ops }
        'restart' {
            Stop-Ops
            Start-Ops -DropData:$dropData | Out-Host
        }
        'status' {
            $rows = @(Get-OpsStatus)
            foreach ($row in $rows) {
                if ($row.Status -eq 'Running') {
                    [Console]::WriteLine("$($row.Name) is running with pid $($row.ProcessId)")
                } else {
                    [Console]::WriteLine("$($row.Name) is not running ($($row.Status))")
                }
            }
            return [int][bool]($rows | Where-Object { $_.Status -ne 'Running' })
        }
        'version' {
            $version = Get-OpsVersion
            [Console]::WriteLine("platform $($version.Platform)")
            [Console]::WriteLine("version  $($version.Version)")
        }
        'features' { Get-OpsFeature | ForEach-Object { [Console]::WriteLine($_) } }
        'help' { [Console]::WriteLine((Get-OpsUsage)) }
        '' { throw 'a command is missing; run "ops help" for the list' }
        'run' {
            throw 'on Windows the switch runs as services: use "ops start", and watch a log with Get-Content -Wait'
        }
        default { throw "unknown command `"$command`"; run `"ops help`" for the list" }
    }
    return 0
}

# SPDX-License-Identifier: Apache-2.0
#
# What the other topics share. Nothing here is exported.

function Get-OpsDataPath {
    # As the launchers in bin have it.
    if ($env:OVS_RUNDIR) { return $env:OVS_RUNDIR }
    return (Join-Path $env:ProgramData 'openvswitch')
}

function Test-OpsAdministrator {
    $identity = [Security.Principal.WindowsIdentity]::GetCurrent()
    return (New-Object Security.Principal.WindowsPrincipal $identity).IsInRole(
        [Security.Principal.WindowsBuiltInRole]::Administrator)
}

function Assert-OpsAdministrator {
    if (-not (Test-OpsAdministrator)) {
        throw 'this needs the rights of an administrator; start PowerShell with "Run as administrator"'
    }
}

function Assert-OpsCmdlet {
    param([string]$Name)
    if (-not (Get-Command -Name $Name -ErrorAction SilentlyContinue)) {
        throw ("there is no $Name; perhaps you should install Hyper-V with its PowerShell module " +
            '(Install-WindowsFeature Hyper-V -IncludeManagementTools) and restart the host')
    }
}

# One argument of a command line, as programs of Windows take command lines apart.
function ConvertTo-OpsArgument {
    param([string]$Text)
    if ($Text -ne '' -and $Text -notmatch '[\s"]') { return $Text }
    $escaped = $Text -replace '(\\*)"', '$1$1\"'
    $escaped = $escaped -replace '(\\+)$', '$1$1'
    return '"' + $escaped + '"'
}

# Run a program without a shell in between, which would take quotes for its own.
function Invoke-OpsProgram {
    param([string]$Path, [string[]]$Argument = @(), [hashtable]$Environment = @{})
    $start = New-Object System.Diagnostics.ProcessStartInfo
    $start.FileName = $Path
    $start.Arguments = (@($Argument | ForEach-Object { ConvertTo-OpsArgument $_ }) -join ' ')
    $start.UseShellExecute = $false
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $start.StandardOutputEncoding = [Text.Encoding]::UTF8
    foreach ($name in $Environment.Keys) {
        $start.EnvironmentVariables[$name] = $Environment[$name]
    }
    try {
        $process = [System.Diagnostics.Process]::Start($start)
    } catch {
        throw "$Path cannot be run: $($_.Exception.GetBaseException().Message)"
    }
    $errors = $process.StandardError.ReadToEndAsync()
    $output = $process.StandardOutput.ReadToEnd()
    $process.WaitForExit()
    return [pscustomobject]@{
        ExitCode = $process.ExitCode
        Output   = $output
        Errors   = $errors.Result
    }
}

# Run a program that has to succeed, and return its output.
function Invoke-OpsChecked {
    param([string]$What, [string]$Path, [string[]]$Argument = @())
    $run = Invoke-OpsProgram -Path $Path -Argument $Argument
    if ($run.ExitCode -ne 0) {
        $reason = (@($run.Errors, $run.Output) | Where-Object { $_.Trim() } | Select-Object -First 1)
        if (-not $reason) { $reason = "exit code $($run.ExitCode)" }
        throw "could not $($What): $($reason.Trim() -replace '\s*[\r\n]+\s*', '; ')"
    }
    return $run.Output
}

# A property that not every release of Windows has.
function Get-OpsProperty {
    param($Object, [string]$Name)
    if ($null -eq $Object) { return $null }
    $property = $Object.PSObject.Properties[$Name]
    if ($property) { return $property.Value }
    return $null
}

function Wait-OpsCondition {
    param([string]$What, [scriptblock]$Condition, [int]$Seconds = 60)
    $until = (Get-Date).AddSeconds($Seconds)
    while (-not (& $Condition)) {
        if ((Get-Date) -gt $until) { throw "$What did not happen within $Seconds seconds" }
        Start-Sleep -Milliseconds 200
    }
}

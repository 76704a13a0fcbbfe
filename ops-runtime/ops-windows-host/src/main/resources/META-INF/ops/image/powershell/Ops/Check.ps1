# SPDX-License-Identifier: Apache-2.0
#
# The single checks of Test-OpsHost. Each gives rows; nothing is exported, and nothing changed.

function New-OpsCheck {
    param([string]$Name, [ValidateSet('Pass', 'Warn', 'Fail')][string]$Result, [string]$Found, [string]$Advice = '')
    return [pscustomobject]@{ Name = $Name; Result = $Result; Found = $Found; Advice = $Advice }
}

function Test-OpsElevation {
    if (Test-OpsAdministrator) { return New-OpsCheck 'Rights' Pass 'administrator' }
    return New-OpsCheck 'Rights' Fail 'not elevated' 'Start PowerShell with "Run as administrator"; other checks see less without.'
}

# A row for each place that was looked at, up to the one that is taken.
function Test-OpsJava {
    $candidates = @(Get-OpsJavaCandidate)
    $chosen = $candidates | Where-Object { $_.Release -ge $script:OpsJavaRelease } | Select-Object -First 1
    foreach ($candidate in $candidates) {
        $text = Get-OpsJavaText $candidate
        if ($chosen -and $candidate.Path -eq $chosen.Path) { return New-OpsCheck 'Java' Pass $text }
        if ($candidate.Release) {
            New-OpsCheck 'Java' Warn $text "Too old: $script:OpsJavaRelease or later is needed."
        } elseif ($chosen) {
            New-OpsCheck 'Java' Pass $text
        } else {
            New-OpsCheck 'Java' Fail $text "Install a 64-bit Java $script:OpsJavaRelease or later, or set JAVA_HOME for the system."
        }
    }
}

function Test-OpsHyperV {
    $service = Get-Service -Name vmms -ErrorAction SilentlyContinue
    if (-not $service) {
        return New-OpsCheck 'Hyper-V' Fail 'no service vmms' 'Install-WindowsFeature Hyper-V -IncludeManagementTools -Restart'
    }
    if (-not (Get-Command -Name Get-VMSwitch -ErrorAction SilentlyContinue)) {
        return New-OpsCheck 'Hyper-V' Fail 'no PowerShell module' 'Install-WindowsFeature Hyper-V-PowerShell'
    }
    if ($service.Status -ne 'Running') { return New-OpsCheck 'Hyper-V' Fail "vmms is $($service.Status)" 'Start-Service vmms' }
    return New-OpsCheck 'Hyper-V' Pass 'vmms runs'
}

function Test-OpsExtension {
    $installed = @(Get-VMSystemSwitchExtension -ErrorAction SilentlyContinue | Where-Object Name -EQ $script:OpsExtension)
    if (-not $installed) {
        return New-OpsCheck 'Extension installed' Fail 'no' 'Install-OpsExtension -Path FOLDER-OF-THE-DRIVER'
    }
    New-OpsCheck 'Extension installed' Pass "version $($installed[0].Version)"
    $switches = @(Get-OpsEnabledSwitch)
    if (-not $switches) {
        return New-OpsCheck 'Extension enabled' Fail 'on no switch' 'Enable-OpsExtension -SwitchName NAME'
    }
    if ($switches.Count -gt 1) {
        $names = @($switches | ForEach-Object Name) -join ', '
        return New-OpsCheck 'Extension enabled' Fail "on $names" 'Disable-OpsExtension on all but one: it works on one only.'
    }
    New-OpsCheck 'Extension enabled' Pass "on $($switches[0].Name)"
    $running = @(Get-VMSwitchExtension -VMSwitch $switches[0] -Name $script:OpsExtension)[0].Running
    if ($running) { return New-OpsCheck 'Extension running' Pass 'yes' }
    return New-OpsCheck 'Extension running' Fail 'no' 'The driver did not load: see the row Driver, and the system event log.'
}

function Test-OpsDriver {
    $driver = Join-Path $env:SystemRoot 'System32\drivers\OVSExt.sys'
    if (-not (Test-Path -LiteralPath $driver)) {
        return New-OpsCheck 'Driver' Warn "no $driver" 'Install-OpsExtension puts it there.'
    }
    $signature = Get-AuthenticodeSignature -LiteralPath $driver
    $signer = 'nobody'
    if ($signature.SignerCertificate) { $signer = $signature.SignerCertificate.Subject }
    $testSigning = Test-OpsTestSigning
    if ($signature.Status -eq 'Valid' -and $signer -match 'O=Microsoft Corporation') {
        return New-OpsCheck 'Driver' Pass 'signed by Microsoft'
    }
    if ($testSigning) {
        return New-OpsCheck 'Driver' Warn "signed by $signer; the host is in test signing mode" 'Loads, but is for tests only.'
    }
    return New-OpsCheck 'Driver' Fail "signed by $signer, and test signing is off" `
        'Take a driver signed by Microsoft, or: bcdedit /set TESTSIGNING ON (Secure Boot off), and restart.'
}

# What adapters do by themselves with packets, and cannot when these are inside of tunnels that the extension makes.
function Test-OpsOffload {
    foreach ($switch in Get-OpsEnabledSwitch) {
        foreach ($description in @($switch.NetAdapterInterfaceDescriptions)) {
            $adapter = Get-NetAdapter -ErrorAction SilentlyContinue | Where-Object InterfaceDescription -EQ $description |
                Select-Object -First 1
            if (-not $adapter) { continue }
            $name = $adapter.Name
            $rsc = Get-NetAdapterRsc -Name $name -ErrorAction SilentlyContinue
            if ((Get-OpsProperty $rsc 'IPv4Enabled') -or (Get-OpsProperty $rsc 'IPv6Enabled')) {
                New-OpsCheck 'RSC' Warn "$name merges what it receives" "With tunnels: Disable-NetAdapterRsc -Name '$name'"
            } else {
                New-OpsCheck 'RSC' Pass "$name merges nothing"
            }
            $vmq = Get-NetAdapterVmq -Name $name -ErrorAction SilentlyContinue
            if (Get-OpsProperty $vmq 'Enabled') {
                New-OpsCheck 'VMQ' Warn "$name sorts by the outer address" "With tunnels: Disable-NetAdapterVmq -Name '$name'"
            } else {
                New-OpsCheck 'VMQ' Pass "$name has no queues for machines"
            }
            $task = Get-NetAdapterEncapsulatedPacketTaskOffload -Name $name -ErrorAction SilentlyContinue
            # One for all kinds of tunnels, or one for each.
            $kinds = @($task | Where-Object { $_ } | ForEach-Object { $_.PSObject.Properties } |
                    Where-Object { $_.Name -like '*EncapsulatedPacketTaskOffloadEnabled' -and $_.Value })
            if ($kinds) {
                New-OpsCheck 'Tunnel offload' Warn "$name works on packets in tunnels" `
                    "With tunnels: Disable-NetAdapterEncapsulatedPacketTaskOffload -Name '$name'"
            } else {
                New-OpsCheck 'Tunnel offload' Pass "$name leaves packets in tunnels alone"
            }
            $sums = Get-OpsProperty (Get-NetAdapterChecksumOffload -Name $name -ErrorAction SilentlyContinue) 'UdpIPv4Enabled'
            if ($sums -and $sums -ne 'Disabled') {
                New-OpsCheck 'Checksums' Warn "$name makes UDP checksums" `
                    "If tunnelled packets arrive damaged: Disable-NetAdapterChecksumOffload -Name '$name' -UdpIPv4"
            } else {
                New-OpsCheck 'Checksums' Pass "$name makes no UDP checksums"
            }
        }
    }
}

function Test-OpsManagementOS {
    foreach ($switch in Get-OpsEnabledSwitch) {
        if ($switch.SwitchType -ne 'External') {
            return New-OpsCheck 'Way out' Warn "$($switch.Name) is $($switch.SwitchType)" `
                'Tunnels and physical ports need an external switch: New-VMSwitch -NetAdapterName.'
        }
        if ($switch.AllowManagementOS) {
            return New-OpsCheck 'Management OS' Pass "the host has an adapter on $($switch.Name)"
        }
        return New-OpsCheck 'Management OS' Warn "the host has no adapter on $($switch.Name)" `
            "Tunnels and internal ports need one: Set-VMSwitch -Name '$($switch.Name)' -AllowManagementOS `$true"
    }
}

function Get-OpsPortOwner {
    param([string]$Protocol, [int]$Port)
    if ($Protocol -eq 'TCP') {
        $ends = Get-NetTCPConnection -LocalPort $Port -State Listen -ErrorAction SilentlyContinue
    } else {
        $ends = Get-NetUDPEndpoint -LocalPort $Port -ErrorAction SilentlyContinue
    }
    foreach ($end in @($ends | Where-Object { $_ })) {
        $process = Get-Process -Id $end.OwningProcess -ErrorAction SilentlyContinue
        if ($process) { return "$($process.ProcessName) ($($process.Id))" }
        return "process $($end.OwningProcess)"
    }
    return ''
}

function Test-OpsPortFree {
    $service = Get-CimInstance -ClassName Win32_Service -Filter "Name='ovsdb-server'"
    foreach ($rule in $script:OpsFirewallRules) {
        $name = "$($rule.Protocol) $($rule.Port)"
        $owner = Get-OpsPortOwner $rule.Protocol $rule.Port
        if (-not $owner) {
            New-OpsCheck 'Port' Pass "$name is free"
        } elseif ($service -and $service.ProcessId -and $owner -match "\($($service.ProcessId)\)$") {
            New-OpsCheck 'Port' Pass "$name is ovsdb-server's"
        } else {
            New-OpsCheck 'Port' Warn "$name is taken by $owner" "$($rule.Service) needs it, unless you use another port."
        }
    }
}

function Test-OpsServices {
    foreach ($row in Get-OpsStatus) {
        if ($row.Status -eq 'Running') {
            New-OpsCheck 'Service' Pass "$($row.Name) runs"
        } elseif ($row.Status -eq 'Missing') {
            New-OpsCheck 'Service' Fail "$($row.Name) is not installed" 'Install-OpsService -Start'
        } else {
            New-OpsCheck 'Service' Fail "$($row.Name) is $($row.Status)" 'Start-Ops'
        }
    }
}

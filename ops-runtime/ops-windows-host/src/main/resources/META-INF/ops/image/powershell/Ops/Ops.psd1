# SPDX-License-Identifier: Apache-2.0
@{
    RootModule           = 'Ops.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '5d4b7c2e-9a41-4f0e-8c63-2f7f1f0b6a35'
    Author               = 'ops'
    CompanyName          = 'ops'
    Copyright            = 'Apache-2.0'
    Description          = 'Open vSwitch on Hyper-V: services, extension, ports, firewall and checks of this host.'
    # The management of Hyper-V's ports is there in Windows' own PowerShell only.
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Desktop')
    FunctionsToExport    = @(
        'Add-OpsFirewallRule'
        'Disable-OpsExtension'
        'Enable-OpsExtension'
        'Get-OpsFeature'
        'Get-OpsPort'
        'Get-OpsStatus'
        'Get-OpsVersion'
        'Install-OpsExtension'
        'Install-OpsService'
        'Invoke-OpsCommand'
        'New-OpsInternalPort'
        'Remove-OpsFirewallRule'
        'Remove-OpsInternalPort'
        'Set-OpsManager'
        'Set-OpsPort'
        'Start-Ops'
        'Stop-Ops'
        'Test-OpsHost'
        'Uninstall-OpsExtension'
        'Uninstall-OpsService'
    )
    CmdletsToExport      = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    FileList             = @(
        'Ops.psd1', 'Ops.psm1', 'ops.ps1', 'Check.ps1', 'Command.ps1', 'Common.ps1', 'Extension.ps1', 'Firewall.ps1',
        'Host.ps1', 'Java.ps1', 'Manager.ps1', 'Port.ps1', 'Service.ps1', 'Switch.ps1'
    )
    PrivateData          = @{ PSData = @{ Tags = @('OpenvSwitch', 'Hyper-V') } }
}

# SPDX-License-Identifier: Apache-2.0
#
# The switch of this image on a Windows host with Hyper-V. Each topic has a file of its own.

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# The image is two folders above.
$script:OpsHome = (Resolve-Path (Join-Path $PSScriptRoot '..\..')).ProviderPath
$script:OpsExtension = 'Open vSwitch Extension'
$script:OpsComponent = 'OVSExt'

foreach ($topic in 'Common', 'Java', 'Service', 'Switch', 'Extension', 'Firewall', 'Port', 'Manager', 'Check', 'Host', 'Command') {
    . (Join-Path $PSScriptRoot "$topic.ps1")
}

# SPDX-License-Identifier: Apache-2.0
#
# What bin\ops.cmd runs: one command, with errors in one line and an exit code.

$ErrorActionPreference = 'Stop'
try {
    Import-Module (Join-Path $PSScriptRoot 'Ops.psd1') -Force
    exit (Invoke-OpsCommand -Word ([string[]]$args))
} catch {
    [Console]::Error.WriteLine("ops: $($_.Exception.Message)")
    exit 1
}

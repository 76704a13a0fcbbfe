@echo off
rem SPDX-License-Identifier: Apache-2.0
rem
rem Starts and stops the switch of this image on Windows; "ops help" prints its use. What it does is in the PowerShell
rem module Ops beside it.
setlocal EnableExtensions DisableDelayedExpansion

for %%I in ("%~dp0..") do set "OPS_HOME=%%~fI"
set "OPS_SHELL="
for %%I in (powershell.exe) do set "OPS_SHELL=%%~$PATH:I"
if not defined OPS_SHELL (
    echo ops: needs Windows PowerShell 5.1, and there is no powershell.exe on the path 1>&2
    exit /b 1
)
"%OPS_SHELL%" -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -File "%OPS_HOME%\powershell\Ops\ops.ps1" %*
exit /b %ERRORLEVEL%

@echo off
rem SPDX-License-Identifier: Apache-2.0
rem
rem Starts the program whose name this file has, on Windows; launcher.sh is its twin elsewhere. A module that has
rem programs copies it to META-INF/ops/image/bin/ of its jar as NAME.cmd, and puts its table in the place of the line
rem PROGRAMS below.
setlocal EnableExtensions DisableDelayedExpansion

set "OPS_PROGRAM=%~n0"
for %%I in ("%~dp0..") do set "OPS_HOME=%%~fI"

rem The table: name and main class.
set "OPS_MAIN="
rem PROGRAMS
if not defined OPS_MAIN (
    echo %OPS_PROGRAM%: no program of this name in %OPS_HOME% 1>&2
    exit /b 1
)

rem Programs may not write where they are installed. These are the folders of Open vSwitch for Windows.
if not defined ProgramData set "ProgramData=%ALLUSERSPROFILE%"
if not defined OVS_RUNDIR set "OVS_RUNDIR=%ProgramData%\openvswitch"
if not defined OVS_LOGDIR set "OVS_LOGDIR=%ProgramData%\openvswitch\logs"
if not defined OVS_DBDIR set "OVS_DBDIR=%ProgramData%\openvswitch"
if not defined OVS_SYSCONFDIR set "OVS_SYSCONFDIR=%ProgramData%"
for %%I in ("%OVS_RUNDIR%" "%OVS_LOGDIR%" "%OVS_DBDIR%") do if not exist "%%~I\" mkdir "%%~I"

rem A JVM: that of the image, that of JAVA_HOME, the first one on the path.
set "OPS_JAVA="
if exist "%OPS_HOME%\jre\bin\java.exe" set "OPS_JAVA=%OPS_HOME%\jre\bin\java.exe"
if not defined OPS_JAVA if defined JAVA_HOME (
    if not exist "%JAVA_HOME%\bin\java.exe" (
        echo %OPS_PROGRAM%: JAVA_HOME is %JAVA_HOME%, but there is no bin\java.exe in it 1>&2
        exit /b 1
    )
    set "OPS_JAVA=%JAVA_HOME%\bin\java.exe"
)
if not defined OPS_JAVA for %%I in (java.exe) do set "OPS_JAVA=%%~$PATH:I"
if not defined OPS_JAVA (
    echo %OPS_PROGRAM%: needs Java 17 or later, and there is none in %OPS_HOME%\jre, in JAVA_HOME or on the path: install it, or set JAVA_HOME 1>&2
    exit /b 1
)

rem The file "release" spares a second start of the JVM; one without it is believed.
set "OPS_VERSION="
for %%I in ("%OPS_JAVA%\..\..\release") do set "OPS_RELEASE=%%~fI"
if exist "%OPS_RELEASE%" for /f "usebackq tokens=1,2 delims==" %%A in ("%OPS_RELEASE%") do if "%%A"=="JAVA_VERSION" set "OPS_VERSION=%%~B"
if defined OPS_VERSION for /f "delims=.+-_" %%A in ("%OPS_VERSION%") do set "OPS_VERSION=%%A"
if not defined OPS_VERSION set "OPS_VERSION=17"
if %OPS_VERSION% LSS 17 (
    echo %OPS_PROGRAM%: needs Java 17 or later, but %OPS_JAVA% is version %OPS_VERSION%: set JAVA_HOME 1>&2
    exit /b 1
)

rem What a JVM has to say about itself must not get into a program's output. Without an identity Netty looks for one at
rem the network interfaces, and complains loudly where there are none.
set "OPS_OPTIONS=-Djava.awt.headless=true -Dio.netty.machineId=00:00:00:00:00:00:00:01 -Xlog:disable -Xlog:all=error:stderr"
if %OPS_VERSION% GEQ 22 set "OPS_OPTIONS=%OPS_OPTIONS% --enable-native-access=ALL-UNNAMED"
if %OPS_VERSION% GEQ 24 set "OPS_OPTIONS=%OPS_OPTIONS% --sun-misc-unsafe-memory-access=allow"

"%OPS_JAVA%" %OPS_OPTIONS% %OPS_JAVA_OPTS% "-Dops.program=%OPS_PROGRAM%" "-Dops.home=%OPS_HOME%" -cp "%OPS_HOME%\lib\*" %OPS_MAIN% %*
exit /b %ERRORLEVEL%

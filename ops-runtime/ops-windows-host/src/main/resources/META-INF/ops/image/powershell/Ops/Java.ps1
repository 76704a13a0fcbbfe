# SPDX-License-Identifier: Apache-2.0
#
# Finding a JVM, in the order of the launchers in bin, and then where installers of Java leave a note. Nothing is exported.

$script:OpsJavaRelease = 17

function Get-OpsJavaPlace {
    [pscustomobject]@{ Place = "the image's own"; Path = (Join-Path $script:OpsHome 'jre\bin\java.exe') }
    if ($env:JAVA_HOME) {
        [pscustomobject]@{ Place = 'JAVA_HOME'; Path = (Join-Path $env:JAVA_HOME 'bin\java.exe') }
    } else {
        [pscustomobject]@{ Place = 'JAVA_HOME'; Path = '' }
    }
    $found = Get-Command -Name java.exe -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    $onPath = ''
    if ($found) { $onPath = $found.Source }
    [pscustomobject]@{ Place = 'the path'; Path = $onPath }
    foreach ($kind in 'JDK', 'JRE') {
        $key = "HKLM:\SOFTWARE\JavaSoft\$kind"
        foreach ($release in @(Get-ChildItem -Path $key -ErrorAction SilentlyContinue)) {
            $folder = $release.GetValue('JavaHome')
            if ($folder) {
                [pscustomobject]@{ Place = "the registry ($kind)"; Path = (Join-Path $folder 'bin\java.exe') }
            }
        }
    }
}

# Each place with what is there: Home is empty and Release 0 where there is no JVM.
function Get-OpsJavaCandidate {
    foreach ($place in Get-OpsJavaPlace) {
        $folder = ''
        $release = 0
        if ($place.Path -and (Test-Path -LiteralPath $place.Path -PathType Leaf)) {
            # What is on the path may be a stand-in that lies in another folder than its JVM.
            $said = (Invoke-OpsProgram -Path $place.Path -Argument '-XshowSettings:properties', '-version').Errors
            if ($said -match '(?m)^\s*java\.home = (.+?)\s*$') { $folder = $Matches[1] }
            if ($said -match '(?m)^\s*java\.specification\.version = (?:1\.)?(\d+)') { $release = [int]$Matches[1] }
        }
        [pscustomobject]@{ Place = $place.Place; Path = $place.Path; Home = $folder; Release = $release }
    }
}

function Get-OpsJavaText {
    param($Candidate)
    if ($Candidate.Release) { return "$($Candidate.Place): $($Candidate.Path), release $($Candidate.Release)" }
    if ($Candidate.Path) { return "$($Candidate.Place): nothing at $($Candidate.Path)" }
    return "$($Candidate.Place): nothing"
}

function Get-OpsJava {
    $candidates = @(Get-OpsJavaCandidate)
    $first = $candidates | Where-Object { $_.Release -ge $script:OpsJavaRelease } | Select-Object -First 1
    if ($first) { return $first }
    $looked = @($candidates | ForEach-Object { Get-OpsJavaText $_ }) -join '; '
    throw "needs Java $script:OpsJavaRelease or later, 64 bit; looked at $looked. Install one, or set JAVA_HOME"
}

# Run a program of the image by its main class.
function Invoke-OpsJava {
    param([string]$What, [string]$MainClass, [string[]]$Argument = @())
    $java = Get-OpsJava
    $options = @('-Xlog:disable', '-Xlog:all=error:stderr', "-Dops.home=$script:OpsHome", "-Dops.data=$(Get-OpsDataPath)",
        '-cp', (Join-Path $script:OpsHome 'lib\*'), $MainClass)
    return (Invoke-OpsChecked -What $What -Path (Join-Path $java.Home 'bin\java.exe') -Argument ($options + $Argument))
}

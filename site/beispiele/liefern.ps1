# Liefert eine Datei an Hilfenetz / delivers a file to Hilfenetz, Windows 10 oder neuer (curl.exe ist dabei):
#   powershell -File liefern.ps1 -Basis https://hilfenetz.example.org -Quelle beispielverein -Datei angebote.csv
# Neben dem Skript liegt schluessel.txt mit der einen Zeile "Authorization: Bearer hn_...", lesbar nur fuer das Konto,
# das liefert: So steht der Schluessel in keiner Prozessliste. Rueckgabe 0: angenommen und sicher gespeichert.
param(
    [Parameter(Mandatory = $true)][string]$Basis,
    [Parameter(Mandatory = $true)][string]$Quelle,
    [Parameter(Mandatory = $true)][string]$Datei
)
$ErrorActionPreference = 'Stop'
$summe = (Get-FileHash -Algorithm SHA256 -Path $Datei).Hash.ToLower()
$adresse = $Basis.TrimEnd('/') + '/api/v1/feeds/' + $Quelle + '/deliveries'
& curl.exe --fail-with-body --silent --show-error --retry 5 --retry-connrefused --max-time 1800 `
    -X POST -T $Datei `
    -H 'Content-Type: application/octet-stream' `
    -H "Idempotency-Key: $summe" `
    -H "@$PSScriptRoot\schluessel.txt" `
    $adresse
$ende = $LASTEXITCODE
Add-Content -Path "$PSScriptRoot\liefern.log" -Value ("{0} {1} {2}" -f (Get-Date -Format s), $Datei, $ende)
exit $ende

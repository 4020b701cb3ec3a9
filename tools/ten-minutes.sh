#!/usr/bin/env bash
# What docs/getting-started.md says, done by a machine in an empty folder, with the model stub in the place of OpenAI.
# Prints each step with its time, and the record that is on the dashboard at the end.
#   --packages DIR  take the packages from there; else they are packed first
#   --stub FILE     the built model stub; else it is built first
#   --folder DIR    work there and keep it; else in a folder that goes
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
packages= stub= folder=
while [ $# -gt 0 ]; do
  case "$1" in
    --packages) packages=$2 ;;
    --stub) stub=$2 ;;
    --folder) folder=$2 ;;
    *) sed -n '2,6s/^# *//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
  esac
  shift 2
done
work=${folder:-$(mktemp -d)}
mkdir -p "$work"
started=()
finish() {
  for id in "${started[@]}"; do kill "$id" 2>/dev/null || true; done
  wait
  [ -n "$folder" ] || rm -rf "$work"
}
trap finish EXIT

export LC_ALL=C.UTF-8 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
log=$work/log.txt
since=$EPOCHREALTIME
first=
say() {
  awk -v from="$since" -v to="$EPOCHREALTIME" -v step="$1" 'BEGIN { printf "%7.1f s  %s\n", to - from, step }'
  since=$EPOCHREALTIME
}
run() { "$@" > "$log" 2>&1 || { cat "$log" >&2; exit 1; }; }
until_line() { # file, expression: the first line that has it, within two minutes
  for _ in $(seq 1200); do
    if grep -m 1 "$2" "$1" 2>/dev/null; then return 0; fi
    sleep 0.1
  done
  cat "$1" >&2
  exit 1
}
# The programs of the page, in their order; its key becomes the stub's address.
program() {
  awk -v wanted="$1" '/^```csharp$/ { inside = 1; text = ""; next } /^```$/ { if (inside && text ~ /app\.Run\(\);/ && ++n == wanted) printf "%s", text; inside = 0 } inside { text = text $0 "\n" }' "$root/docs/getting-started.md" \
    | sed 's|Environment.GetEnvironmentVariable("OPENAI_API_KEY")|new System.ClientModel.ApiKeyCredential("key"), new OpenAI.OpenAIClientOptions { Endpoint = new Uri(app.Configuration["MODELS"]!) }|' > App/Program.cs
}

if [ -z "$packages" ]; then
  packages=$work/packed
  for project in AiInstrument AiInstrument.Cli; do run dotnet pack "$root/src/$project" --output "$packages" -nologo; done
  say 'before: packages packed'
fi
if [ -z "$stub" ]; then
  run dotnet build "$root/samples/ModelStub" --output "$work/stub" -nologo
  stub=$work/stub/ModelStub.dll
  say 'before: model stub built'
fi
version=$(basename "$packages"/AiInstrument.Cli.*.nupkg .nupkg)
version=${version#AiInstrument.Cli.}
openai=$(sed -n 's/.*Include="OpenAI" Version="\([^"]*\)".*/\1/p' "$root/Directory.Packages.props")

cd "$work"
machine=$(dotnet nuget locals global-packages --list | sed 's/^[^/]*: //')
known="<add key=\"machine\" value=\"$machine\" />"
[ ! -d "$machine/aiinstrument" ] || known=
cat > NuGet.config << END
<configuration>
  <packageSources><add key="packed" value="$packages" /></packageSources>
  <fallbackPackageFolders>$known</fallbackPackageFolders>
  <config><add key="globalPackagesFolder" value="packages" /></config>
</configuration>
END
# Nothing of a folder above reaches the application.
for file in Directory.Build.props Directory.Build.targets; do echo '<Project />' > "$file"; done
echo 'root = true' > .editorconfig
dotnet "$stub" --port 0 > stub.txt 2>&1 & started+=($!)
models=$(until_line stub.txt '^Model stub:' | awk '{ print $3 }')

since=$EPOCHREALTIME
first=$since
run dotnet new web --output App --no-restore
say 'dotnet new web'
run dotnet add App package AiInstrument --version "$version"
run dotnet add App package OpenAI --version "$openai"
say 'dotnet add package AiInstrument, dotnet add package OpenAI'
program 1
run dotnet build App -nologo
say "dotnet build: $(grep -m 1 -o 'Program.cs([0-9,]*): warning AII0002: .*AiScope.Feature around it' "$log")"
run dotnet format analyzers App --diagnostics AII0002 --severity warn --no-restore
say "dotnet format analyzers: $(grep -m 1 -o '\[AiFeature("[^"]*")\]' App/Program.cs) is written at the call"
program 2
run dotnet build App -nologo
say "two lines more, dotnet build: $(grep -m 1 -o '[0-9]* Warning(s)' "$log")"
run dotnet tool install AiInstrument.Cli --tool-path tools --version "$version"
say 'dotnet tool install AiInstrument.Cli'
tools/aiinstrument up --data data --port 0 --otlp-http-port 0 --otlp-grpc-port 0 --no-browser --json > up.txt 2>&1 & started+=($!)
until_line up.txt '^}' > /dev/null
up() { sed -n "s/.*\"$1\": \"\\([^\"]*\\)\".*/\\1/p" up.txt; }
curl --fail --silent --show-error --location --cookie-jar jar --output /dev/null "$(up signIn)"
say "aiinstrument up: signed in at $(up dashboard)"
otlp=$(up otlpHttp)
(cd App && MODELS="${models%/}/v1" OTEL_EXPORTER_OTLP_ENDPOINT=$otlp OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf exec dotnet bin/Debug/net10.0/App.dll --urls http://127.0.0.1:0) > app.txt 2>&1 & started+=($!)
address=$(until_line app.txt 'Now listening on:' | awk '{ print $NF }')
curl --fail --silent --show-error "$address/haiku" > haiku.txt
say "dotnet run, GET /haiku: $(tr '\n' ' ' < haiku.txt)"
for _ in $(seq 1200); do
  curl --fail --silent --show-error --cookie jar "$(up dashboard)api/ai-usage/records?period=1d" > records.json
  ! grep -q '"feature"' records.json || break
  sleep 0.1
done
grep -q '"feature"' records.json || { echo 'No record arrived within two minutes.' >&2; exit 1; }
field() { grep -m 1 -o "\"$1\":\"\\?[^\",}]*" records.json | head -n 1 | sed 's/^[^:]*:"\{0,1\}//'; }
say "on the dashboard: model $(field model), feature $(field feature), route $(field route), $(field costNanoUsd) nano-dollars"
awk -v from="$first" -v to="$EPOCHREALTIME" 'BEGIN { printf "%7.1f s  in all\n", to - from }'

# Sourced: ends with plain words where the .NET SDK is missing or too old.
if ! command -v dotnet >/dev/null; then
  echo "namesake: the .NET SDK 10 is not installed. Get it from https://dotnet.microsoft.com/download/dotnet/10.0 (or: apt-get install dotnet-sdk-10.0), then run this again." >&2
  exit 3
fi
if ! (cd "$root" && dotnet --version >/dev/null 2>&1); then
  echo "namesake: this needs the .NET SDK 10; found only: $(cd / && dotnet --list-sdks | tr '\n' ' '). Get it from https://dotnet.microsoft.com/download/dotnet/10.0, then run this again." >&2
  exit 3
fi
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

#!/usr/bin/env bash
# Publishes the program into a folder, compiled ahead of time where the compiler for this machine is to be had.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
out=$1
. "$root/build/require-sdk.sh"

mkdir -p "$root/artifacts"
# Two commands started at once build once.
exec 9>"$root/artifacts/.publish.lock"
if command -v flock >/dev/null; then flock 9; fi
newest=$(mktemp "$root/artifacts/.stamp.XXXXXX")
trap 'rm -f "$newest"' EXIT
if [ -e "$out/.built" ] && [ -z "$(find "$root/src" "$root/global.json" "$root"/Directory.*.props "$root/BannedSymbols.txt" -newer "$out/.built" -print -quit)" ]; then exit 0; fi

echo "namesake: building (once, until its sources change) ..."
log=$root/artifacts/publish.log
publish() { dotnet publish "$root/src/Namesake.App" -c Release -v quiet -p:PublishDir="$out.new/" --disable-build-servers "$@" >"$log" 2>&1; }
rid=$(dotnet --info | awk '$1 == "RID:" { print $2; exit }')
rm -rf "$out.new"
# Of a package that has changed, an older compilation would be taken: they are told apart by name alone.
if [ -n "$(find "$root/src" -name packages.lock.json -newer "$root/artifacts/.compiled" -print -quit 2>/dev/null || echo first)" ]; then
  rm -rf "$root"/artifacts/obj/*/release_*/R2R
  touch "$root/artifacts/.compiled"
fi
# ReadyToRun needs a compiler package for this very platform; without it the program is the same, only slower to start.
if ! publish -p:PublishReadyToRun=true -r "$rid" --self-contained false; then
  rm -rf "$out.new"
  if ! publish; then
    cat "$log"
    echo "namesake: the build failed" 
    exit 3
  fi
fi
rm -rf "$out"
mv "$out.new" "$out"
# The stamp bears the time at which the build began: what changed meanwhile is built next time.
touch -r "$newest" "$out/.built"

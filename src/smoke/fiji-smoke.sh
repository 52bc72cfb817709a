#!/usr/bin/env bash
# Does Volume SAM work in this Fiji? Without a screen: a macro and a command by its name, compared with the command line
# program. Build first (mvn package), install target/fiji into Fiji (src/docs/install.md), then:
#   src/smoke/fiji-smoke.sh /path/to/Fiji/fiji-linux-x64     (the launcher: on Windows fiji-windows-x64.exe, ...)
# Ends with status 0 if everything agrees.
set -euo pipefail
[ $# -eq 1 ] || { echo "Usage: $0 FIJI_LAUNCHER" >&2; exit 2; }
fiji="$1"
project="$(cd "$(dirname "$0")/../.." && pwd)"
sample="$project/src/main/resources/io/github/volumesam/sample"
out="$project/target/fiji-smoke"
rm -rf "$out"
mkdir -p "$out"

# Fiji ends with status 0 even where a command has failed; what counts is what it has written.
made() {
	[ -s "$1" ] || { echo "FAILED: Fiji has not written $1; its output is above." >&2; exit 1; }
	echo "ok: $1"
}

"$project/target/volume-sam/bin/volume-sam" segment "$sample/mr-brain.zip" --box 28,20,22,25,36 --out "$out/program"

"$fiji" --headless -macro "$project/src/smoke/segment.ijm" "$sample/mr-brain.zip|$out/macro.tif"
made "$out/macro.tif"

"$fiji" --headless --run "Volume SAM Evaluate" \
	"labels=\"$out/macro.tif\",truth=\"$out/program/mr-brain-labels.tif\",output=\"$out/scores.csv\""
made "$out/scores.csv"

# The row of the only object, column Dice.
dice="$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "Dice") c = i } NR == 2 { print $c }' "$out/scores.csv")"
case "$dice" in
	1|1.0*) echo "PASSED: Fiji and the command line program make the same labels." ;;
	*) echo "FAILED: the labels of Fiji and of the command line program differ, Dice $dice." >&2; exit 1 ;;
esac

"""Writes src/unprintable-ranges.ts: the code points that this Python's str.isprintable() denies.

Run with the Python that the project pins: python3.11 scripts/generate-printable.py
"""
import pathlib
import sys
import unicodedata

bounds, printable = [], True
for code in range(sys.maxunicode + 1):
    if chr(code).isprintable() != printable:
        bounds.append(code)
        printable = not printable

# Differences in base 36: small numbers in few characters.
def base36(number):
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
        if number == 0:
            return digits

deltas = [base36(b - a) for a, b in zip([0] + bounds, bounds)]
lines, line = [], ""
for delta in deltas:
    if len(line) + len(delta) > 95:
        lines.append(line)
        line = ""
    line += delta + " "
lines.append(line.rstrip())
quoted = " +\n".join(f'\t"{text}"' for text in lines)

target = pathlib.Path(__file__).parent.parent / "src" / "unprintable-ranges.ts"
target.write_text(f"""\
// Made by scripts/generate-printable.py with Python {sys.version.split()[0]}, Unicode {unicodedata.unidata_version}. Do not edit.

// Where str.isprintable() changes, as differences in base 36.
const DIFFERENCES =
{quoted};

/** Bounds of the ranges that are not printable, in order: first, end (not included), first, end, … */
export const UNPRINTABLE_RANGES: Uint32Array = boundsOf(DIFFERENCES);

function boundsOf(differences: string): Uint32Array {{
	let bound = 0;
	return Uint32Array.from(differences.split(" "), (text) => {{
		bound += Number.parseInt(text, 36);
		return bound;
	}});
}}
""")

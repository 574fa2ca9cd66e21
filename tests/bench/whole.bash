# whole.bash: from the events in the folder $DATA to every figure of the report that peers/whole.py makes too, in the form in
# which they are compared. Sourced by the command of a question.
set -euo pipefail

export TABLES=$DATA FOLLOWS=$SCRATCH/follows NAMES=$SCRATCH/names
rm -f "$FOLLOWS" "$NAMES" # of a run before
"$ROOT/scripts/stage" partials "$DATA/events.ndjson" >"$SCRATCH/partials"
"$ROOT/scripts/stage" reduce <"$SCRATCH/partials" >"$SCRATCH/figures.ndjson"
# Not what is made of another figure, nor what SQL does not say: bursts, ranks, origins.
ndfilter '.value != null and (.figure |
    test("^F(0[1279]|05.*|06|06_[cf].*|10|12.*|13|13_least|21.*|26|36|39|40.*)$") | not)' "$SCRATCH/figures.ndjson" |
  ndmap '(.period? // .topic_id? // .who? // .hour? // .source? // .word? // .field? //
      ([.type?, .action?] | map(strings) | join(" "))) as $of |
    {figure, of: ($of | tostring), value, prev: .prev?}, (select(.figure == "F18") | {figure: "F18_p90", of: .field, value: .p90}) |
    (.value, .prev) |= (if . == null then null else (. * 1000000000 | round) / 1000000000 end)'

# figures.bash: from the events in the folder $DATA to the figures of the report, in the form in which they are compared with
# those of peers/report.py. Sourced by the command of a question.
set -euo pipefail

export TABLES=$DATA
"$ROOT/scripts/stage" partials "$DATA/events.ndjson" >"$SCRATCH/partials"
"$ROOT/scripts/stage" reduce <"$SCRATCH/partials" >"$SCRATCH/figures.ndjson"
ndmap 'select(.figure | startswith("F12") | not) |
  (if .figure == "F11" then .period else .topic_id? // .who? // "" end) as $of | {figure, of: $of, value, prev}' \
  "$SCRATCH/figures.ndjson"

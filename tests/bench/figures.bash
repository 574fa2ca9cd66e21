# figures.bash: from the events in the folder $DATA to those figures of the report that peers/report.py makes too, in the form
# in which they are compared. Sourced by the command of a question.
set -euo pipefail

export TABLES=$DATA MAPPED='10-growth 20-topics 30-leaders'
"$ROOT/scripts/stage" partials "$DATA/events.ndjson" >"$SCRATCH/partials"
# shellcheck disable=SC2086  # its words are sections
"$ROOT/scripts/stage" reduce $MAPPED <"$SCRATCH/partials" >"$SCRATCH/figures.ndjson"
ndmap 'select(.figure | . == "F11" or . == "F11_window" or . == "F32" or . == "F31" or . == "F03" or . == "F08" or
    . == "F03_topic" or . == "F08_topic" or . == "F30") |
  (if .figure == "F11" then .period else .topic_id? // .who? // "" end) as $of | {figure, of: $of, value, prev}' \
  "$SCRATCH/figures.ndjson"

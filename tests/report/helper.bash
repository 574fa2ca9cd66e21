# What the tests of the report share. Load it with: load helper
# shellcheck disable=SC2312  # a test that finds nothing fails

bats_require_minimum_version 1.5.0
export SCRIPTS=$BATS_TEST_DIRNAME/../../scripts
export LC_ALL=C.UTF-8

setup() {
  cd "$BATS_FILE_TMPDIR" || return
}

# make_platform FOLDER [NDGEN OPTION...]: a synthetic platform's events, and the tables that the report reads.
make_platform() {
  local folder=$1 table
  shift
  mkdir -p "$folder"
  ndgen "$@" events -o "$folder/events.ndjson"
  for table in videos topics; do ndgen "$@" "$table" -o "$folder/dim_$table.ndjson"; done
}

# make_whole_platform FOLDER [NDGEN OPTION...]: the same, with every table there is.
make_whole_platform() {
  local folder=$1 table
  shift
  make_platform "$folder" "$@"
  for table in users creators creator_city tabs; do ndgen "$@" "$table" -o "$folder/dim_$table.ndjson"; done
}

# part FOLDER CONDITION: the events of platform for which it is true, with the tables. $day is an event's day.
part() {
  mkdir -p "$1"
  ndfilter --tz Asia/Shanghai "(.time_ms|ms|day) as \$day | ($2)" platform/events.ndjson -o "$1/events.ndjson"
  cp platform/dim_* "$1"
}

# report FOLDER [OPTION...]: the report of a folder's events, in FOLDER_report.
report() {
  local status=0
  "$SCRIPTS/annual-report" -o "$1_report" --events "$@" 2>"$1_messages" || status=$?
  if ((status != 0)); then cat "$1_messages"; fi
  return "$status"
}

# value_of FIGURES CONDITION: the value of the one figure for which it is true.
value_of() {
  ndfilter "$2" "$1" | ndmap -r .value
}

# in_short REPORT: its sentences.
in_short() {
  sed -n '/^### In short/,/^## / s/^- //p' "$1/report.md"
}

# found FIGURES: what the figures say, without what tells of the files that were read.
found() {
  ndmap 'del(.pipeline, .inputs)' "$1"
}

# data NAME: the public data of that name, or the test is skipped.
data() {
  DATA=$BATS_TEST_DIRNAME/../../../shared/data/$1
  if [[ ! -d $DATA ]]; then skip "there is no ../shared/data/$1 beside the project"; fi
}

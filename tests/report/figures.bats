#!/usr/bin/env bats
# The figures on platform_nano: every truth that was planted there is found, and the plausible wrong computations are wrong;
# and each figure can be made by hand, and checked by a stranger.
# shellcheck disable=SC2154  # bats sets stderr

load helper

setup_file() {
  cd "$BATS_FILE_TMPDIR" || return
  if [[ -d $BATS_TEST_DIRNAME/../../../shared/data/platform_nano ]]; then
    cp -r "$BATS_TEST_DIRNAME/../../../shared/data/platform_nano" nano
    chmod -R u+w nano
    printf '%s\n' '{"figure":"F03","word":"reached","value":380e9,"step":1e9,"scale":4e8}' \
      '{"figure":"F04","word":"over","value":110e6,"step":10e6,"scale":1e6}' \
      '{"figure":"F07","word":"reached","value":110000,"step":10000,"scale":1e4}' \
      '{"figure":"F08","word":"reached","value":19e6,"step":1e6,"scale":1e4}' \
      '{"figure":"F09","word":"reached","value":430000,"step":10000,"scale":1e4}' \
      '{"figure":"F10","word":"reached","value":110000,"step":10000,"scale":1e4}' \
      '{"figure":"F11","period":"2024-07","word":"over","value":1e11,"step":1e11,"scale":4e8}' \
      '{"figure":"F12","period":"2024-07","word":"+","value":0.124,"step":0.001}' \
      '{"figure":"F13","period":"2024-07","word":"over","value":0.75,"step":0.01}' \
      '{"figure":"F14","word":"reached","value":95e6,"step":1e6,"scale":1e6}' \
      '{"figure":"F16","word":"exactly","value":8e6,"scale":1e6}' \
      '{"figure":"F17","word":"+","value":0.14,"step":0.01}' \
      '{"figure":"F18","word":"reached","value":13000,"step":1000}' \
      '{"figure":"F19","word":"exactly","value":0.594}' \
      '{"figure":"F20","word":"+","value":0.55,"step":0.01}' \
      '{"figure":"F22","word":"over","value":40e6,"step":10e6,"scale":1e5}' \
      '{"figure":"F23","word":"over","value":400e6,"step":100e6,"scale":1e5}' >claims.ndjson
    "$SCRIPTS/annual-report" -o report --events nano --claims claims.ndjson 2>messages
  fi
}

# nano: the test is skipped where platform_nano is not there.
nano() {
  if [[ ! -d report ]]; then skip 'there is no ../shared/data/platform_nano beside the project'; fi
}

# is CONDITION VALUE: the one figure for which it is true has this value.
is() {
  local value
  value=$(value_of report/figures.ndjson "$1")
  if [[ $value != "$2" ]]; then
    echo "$1: $value, not $2"
    return 1
  fi
}

@test "figures: every truth of platform_nano is found exactly" {
  nano
  ndparse --from json nano/targets.json |
    ndmap '.targets | to_entries | .[] | {key, value}' >targets
  is '.figure == "F11" and .period == "2024-07"' "$(ndfilter '.key == "F11_daily_july24"' targets | ndmap -r '.value | floor')"
  is '.figure == "F12" and .period == "2024-07"' 0.124
  while read -r id value; do is ".figure == \"$id\"" "$value"; done < <(
    ndfilter '.key | startswith("F11") or . == "F12" | not' targets | ndmap -r '"\(.key) \(if .value == (.value|floor) then (.value|floor) else .value end)"'
  )
}

@test "figures: the plausible wrong computations give other values" {
  nano
  is '.figure == "F12_ytd"' 0.09612779491313464
  is '.figure == "F16_viewers"' 11
  is '.figure == "F17_any"' 0.12665198237885464
  is '.figure == "F17_months"' 0.13170650175497242
  is '.figure == "F20_total"' 1.015
  is '.figure == "F23_source" and .source == "kuaishou"' 1500
  [[ $(ndfilter '.figure == "F18"' report/figures.ndjson | ndmap -r .of_all) == 9750 ]]
  # A play counts once for each of its topics, a creator once for each topic.
  [[ $(ndfilter '.figure == "F03_topic"' report/figures.ndjson | ndgroup -a 'n=sum(.value)' | ndmap -r '.n > 950') == true ]]
  [[ $(ndfilter '.figure == "F08_topic"' report/figures.ndjson | ndgroup -a 'n=sum(.value)' | ndmap -r '.n > 1900') == true ]]
}

@test "figures: every claim of the source report is borne out, and a false one is not published" {
  nano
  [[ $(ndfilter -c '.claim != null and .status == "ok"' report/figures.ndjson) == 17 ]]
  sed 's/0\.124/0.125/' claims.ndjson >false.ndjson
  run -3 --separate-stderr "$SCRIPTS/annual-report" -o false_report --events nano --claims false.ndjson
  [[ $stderr == *'F12 2024-07: + 0.125 is claimed, and the value is 0.124'* ]]
  [[ ! -e false_report ]]
  printf '{"figure":"F99","word":"over","value":1,"step":1}\n' >lost.ndjson
  run -3 --separate-stderr "$SCRIPTS/annual-report" -o false_report --events nano --claims lost.ndjson
  [[ $stderr == *'claims on what is no figure: F99'* ]]
  printf '{"figure":"F03","word":"about","value":1}\n' >wrong.ndjson
  run -3 --separate-stderr "$SCRIPTS/annual-report" -o false_report --events nano --claims wrong.ndjson
  [[ $stderr == *'wrong.ndjson: no claim: '* ]]
}

@test "figures: the pipeline of each figure, pasted into a shell, prints the figure" {
  local id
  nano
  ndfilter '.pipeline != null' report/figures.ndjson | nduniq -k figure >each
  while read -r id; do
    ndfilter --arg id "$id" '.figure == $id' each | ndmap -r .pipeline >by_hand
    (cd nano && bash -o pipefail ../by_hand) >made
    ndfilter --arg id "$id" '.figure == $id' report/figures.ndjson |
      ndmap 'del(.pipeline, .inputs, .tool_version, .claim)' >published
    cmp made published
  done < <(ndmap -r .figure each)
}

@test "figures: the year, parts of it, a year without one before it, and a leap day make reports that are verified" {
  local window
  nano
  "$SCRIPTS/verify-report" report
  for window in '--year 2023' '--from 2024-07-10 --to 2024-07-20' '--from 2024-02-29 --to 2024-02-29'; do
    rm -rf part
    # shellcheck disable=SC2086  # they are words
    "$SCRIPTS/annual-report" -o part --events nano $window 2>/dev/null
    "$SCRIPTS/verify-report" part
  done
}

@test "figures: no id of a person stands in what is published" {
  nano
  ndmap -r .user_id nano/dim_users.ndjson | sort >people
  {
    cat report/*.{ndjson,html,md,txt,json} report/figures/* | tr -c 'A-Za-z0-9_' '\n'
    ndfilter . report/cells.ndjson.zst | tr -c 'A-Za-z0-9_' '\n'
  } | sort -u >words
  [[ -s people && -s words ]]
  [[ -z $(comm -12 people words) ]]
}

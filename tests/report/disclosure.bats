#!/usr/bin/env bats
# What is told of few people is hidden, in each table and in all of them together; and no person is named.
# shellcheck disable=SC2154  # bats sets stderr

load helper

# incomes FIELD YEAR CREATORS FIRST YUAN: settled incomes, of so many creators from the FIRST on, of so many yuan each.
incomes() {
  local i
  for ((i = $4; i < $4 + $3; i++)); do
    printf '{"id":"i%s-%s-%s","type":"income","time_ms":%s,"recv_ms":%s,"author_id":"%s%s","status":"settled","settle_month":"%s-03","amount_fen":%s}\n' \
      "$1" "$2" "$i" "$AT" "$AT" "$1" "$i" "$2" "$(($5 * 100))"
  done
}

# made NAME: the report of the incomes of standard input, with plays on the days around; creators are of the field of their id.
made() {
  local year
  mkdir -p "$1"
  cat >"$1/events.ndjson"
  for year in 2023 2024; do
    seq 1 31 | ndparse --from regex --regex '^(?P<d>[0-9]+)$' --types d=int |
      ndmap --arg year "$year" '(("\($year)-03-01T04:00:00Z" | time) + (.d - 1) * 86400) * 1000 | {id: "p\($year)-\(.)", type: "play", time_ms: ., recv_ms: ., author_id: "x1", user_id: "u1"}'
  done >>"$1/events.ndjson"
  ndfilter '.author_id != null' "$1/events.ndjson" | nduniq -k author_id |
    ndmap '{author_id, verticals: [.author_id | gsub("[0-9]"; "")]}' -o "$1/dim_creators.ndjson"
  run --separate-stderr "$SCRIPTS/annual-report" --from 2024-03-01 --to 2024-03-31 -o "$1_report" --events "$1" "${@:2}"
}

# field NAME FIELD EXPRESSION: what the cell of the field says.
field() {
  ndfilter --arg field "$2" '.grouping == "incomes.fields" and .field? == $field' "$1_report/cells.ndjson.zst" | ndmap -r "$3"
}

setup_file() {
  local AT
  cd "$BATS_FILE_TMPDIR" || return
  AT=$(date -d 2024-03-20 +%s000)
  {
    incomes ich 2024 120 0 9000
    incomes agri 2024 99 0 8000
    incomes knowledge 2024 110 0 100
    incomes knowledge 2024 1 110 12000 # more than all others
    incomes media 2024 130 0 7000
    AT=$(date -d 2023-03-20 +%s000)
    incomes ich 2023 112 0 5000
    incomes media 2023 125 5 5000 # five of this year are not of the last
    incomes general 2023 40 0 5000
  } >events
  make_platform platform
  for table in users creators creator_city tabs; do ndgen "$table" -o "platform/dim_$table.ndjson"; done
}

@test "disclosure: incomes of fewer than a hundred people, and of one who has most of them, are hidden" {
  made few <events
  ((status == 0))
  [[ $(field few ich '[.n, .fen, .mean_prev, .both] | tojson') == '[120,108000000,500000,null]' ]]
  [[ $(field few agri '[.n, .fen, .suppressed] | tojson') == '[null,null,true]' ]]
  [[ $(field few knowledge '[.n, .fen, .p90, .suppressed] | tojson') == '[null,null,null,true]' ]]
  # What those of both years have would tell, less all, what the five others have.
  [[ $(field few media '[.n, .n_prev, .both] | tojson') == '[130,125,null]' ]]
  # The greatest income is of one person, and is told nowhere.
  run ! grep -rq '1200000' few_report
  "$SCRIPTS/verify-report" few_report
}

@test "disclosure: what all tables together tell of few people is listed, and fails" {
  made planted <events
  cp -r planted_report touched
  ndfilter . planted_report/cells.ndjson.zst | ndmap 'if .grouping == "incomes.fields" and .field? == "knowledge" then
      {grouping, field, n: 111, n_prev: 0, fen: 2300000, both: 0, creators: 111}
    elif .field? == "x" or .field? == "general" then empty else . end,
    (select(.grouping == "incomes.above") | {grouping: "stories.incentives", year: "2024", fen: 999999999}, {grouping: "incomes.above", n: 460}),
    (select(.grouping == "incomes.fields" and .field? == "ich") | {grouping: "topics.named", topic_id: "t1", creators: 3},
      {grouping: "heritage.counts", year: "2024", people: 104, at3: 90, deep: 85, at10: 20, learn: 84},
      {grouping: "incomes.cities", field: "ich", n: 120, known: 115, low: 111})' -o touched/cells.ndjson.zst
  run "$SCRIPTS/verify-report" touched
  ((status == 1))
  grep -qx 'disclosure: topics.named t1: creators is of 3 people, fewer than 10' <<<"$output"
  grep -qx 'disclosure: heritage.counts 2024: at3 less deep tells of 5 people, fewer than 10' <<<"$output"
  grep -qx 'disclosure: heritage.counts 2024: deep less learn tells of 1 people, fewer than 10' <<<"$output"
  grep -qx 'disclosure: incomes.cities ich: known less low tells of 4 people, fewer than 10' <<<"$output"
  grep -qx 'disclosure: stories.incentives less what incomes.fields tells gives the income of agri' <<<"$output"
  grep -qx 'disclosure: incomes.above less the fields that are told gives 99 creators with income of agri, fewer than 100' <<<"$output"
  grep -qx 'disclosure: incomes.cities ich: n less known tells of 5 people, fewer than 10' <<<"$output"
  [[ $(grep -c '^disclosure: ' <<<"$output") == 7 ]]
}

@test "disclosure: what is hidden and was told by an earlier edition is said" {
  made first --min-group 1 <events
  ((status == 0))
  [[ $(field first agri .n) == 99 ]]
  made second --previous first_report <events
  ((status == 0))
  [[ $stderr == *'F34_field agri: it is hidden, and edition 1 has told it'* ]]
  [[ $(ndfilter '.figure == "F34_field" and .of == "agri"' second_report/corrections.ndjson | ndmap -r '"\(.kind) \(.now)"') == 'redefinition null' ]]
  "$SCRIPTS/verify-report" second_report
}

@test "disclosure: days of few people are not told, only months, and those of too few are hidden" {
  mkdir -p few_users
  ndfilter '.user_id == "u5" or .user_id == "u6"' platform/events.ndjson -o few_users/events.ndjson
  "$SCRIPTS/annual-report" -o few_users_report --events few_users 2>messages
  [[ -z $(ndfilter '.grouping == "community.days"' few_users_report/cells.ndjson.zst) ]]
  [[ $(ndfilter '.figure == "F33"' few_users_report/figures.ndjson | ndmap -r '"\(.status) \(.value) \(.n)"' | sort -u) == 'suppressed null null' ]]
  "$SCRIPTS/verify-report" few_users_report
}

@test "disclosure: the least share of a day is not that of a day of few people" {
  mkdir -p few_day
  cp platform/dim_* few_day
  ndfilter --tz Asia/Shanghai '(.time_ms|ms|day) != "2024-07-10" or .type == "app_open" and (.user_id | endswith("77"))' \
    platform/events.ndjson -o few_day/events.ndjson
  ndfilter --tz Asia/Shanghai -c '(.time_ms|ms|day) == "2024-07-10"' few_day/events.ndjson >count
  (($(cat count) > 0 && $(cat count) < 10))
  "$SCRIPTS/annual-report" -o few_day_report --events few_day 2>messages
  [[ $(ndfilter '.figure == "F13_least"' few_day_report/figures.ndjson | ndmap -r '"\(.status) \(.value)"') == 'suppressed null' ]]
  [[ $(value_of few_day_report/figures.ndjson '.figure == "F13"') == 0.73* ]]
  "$SCRIPTS/verify-report" few_day_report
}

@test "disclosure: where only some thresholds of an interest have people enough, the others are withheld, not unknown" {
  mkdir -p categories
  cp platform/events.ndjson platform/dim_videos.ndjson categories
  "$SCRIPTS/annual-report" -o categories_report --events categories 2>messages
  ndfilter '.figure[0:3] == "F14"' categories_report/figures.ndjson | ndmap -r '"\(.figure) \(.status) \(.value)"' >told
  grep -qx 'F14 suppressed null' told
  grep -qx 'F14_10 suppressed null' told
  grep -q '^F14_3 ok [1-9]' told
  grep -q '^| *5 | *\\\[c\\\] |$' categories_report/report.md
  grep -q 'Deeply interested are those of the line of 5' categories_report/report.md
  run ! grep -q 'the sentence has the line of' categories_report/report.md
}

@test "disclosure: neither an id of a person nor a hash of one is published" {
  local id
  "$SCRIPTS/annual-report" -o report --events platform 2>messages
  ndmap -r .user_id platform/dim_users.ndjson | sort >people
  [[ -s people ]]
  head -n 200 people | while IFS= read -r id; do
    for form in "$id" "\"$id\""; do
      printf '%s' "$form" >one
      xxhsum -q -H2 one
      xxhsum -q -H1 one
      sha256sum one
      md5sum one
    done
  done | cut -d' ' -f1 | cut -c1-16 >hashes
  {
    cat report/*.{ndjson,html,md,txt,json} report/figures/*
    ndfilter . report/cells.ndjson.zst
  } >published
  tr -c 'A-Za-z0-9_' '\n' <published | sort -u >words
  [[ -z $(comm -12 people words) ]]
  run ! grep -qFf hashes published
}

#!/usr/bin/env bats
# annual-report: the report finds what was planted, and says the same for any form of the same events.
# shellcheck disable=SC2154  # bats sets stderr

load helper

# The synthetic platform of one seed and its report, made once for all cases.
setup_file() {
  cd "$BATS_FILE_TMPDIR" || return
  make_platform platform
  "$SCRIPTS/annual-report" -o report --events platform 2>messages
  ndgen targets >targets.ndjson
}

# target NAME: what was planted.
target() {
  ndfilter --arg name "$1" '.target == $name' targets.ndjson | ndmap -r .value
}

@test "annual-report: the headline figures are those that were planted" {
  local figures=report/figures.ndjson
  [[ $(value_of $figures '.figure == "F11" and .period == "2024-07"') == "$(target F11)" ]]
  [[ $(value_of $figures '.figure == "F12" and .period == "2024-07"') == "$(target F12)" ]]
  [[ $(value_of $figures '.figure == "F03"') == "$(target F03)" ]]
  [[ $(value_of $figures '.figure == "F08"') == "$(target F08)" ]]
  [[ $(value_of $figures '.figure == "F31"') == "$(target plays.2024)" ]]
}

@test "annual-report: every topic has the plays and creators that were planted" {
  ndfilter '.kind == "truth" and (.target | startswith("plays.t_")) and .value > 0' targets.ndjson |
    ndmap '{topic_id: .target[6:], value}' | ndsort >planted
  ndfilter '.figure == "F03_topic"' report/figures.ndjson | ndmap '{topic_id, value}' | ndsort >found
  diff planted found
  ndfilter '.kind == "truth" and (.target | startswith("creators.")) and .value > 0' targets.ndjson |
    ndmap '{topic_id: .target[9:], value}' | ndsort >planted
  ndfilter '.figure == "F08_topic"' report/figures.ndjson | ndmap '{topic_id, value}' | ndsort >found
  diff planted found
}

@test "annual-report: topics that are equal at rank 10 are all there, and a topic that was renamed is one" {
  [[ $(value_of report/figures.ndjson '.figure == "F05" and .topic_id == "t_tianshui"') == 0.4 ]]
  ndfilter '.figure == "F05" and .rank == 10' report/figures.ndjson | ndmap -r .topic_id | sort >tied
  [[ $(tr '\n' ' ' <tied) == 't_city t_museum ' ]]
  grep -q 'The first 10 ranks, and the first of each category, of 12 topics; 2 share rank 10\.' report/report.md
  [[ $(grep -c '^| *[0-9]* | .* | 2024-..-.. |' report/report.md) -ge 11 ]]
  run ! grep -q '^| .* 松弛感生活' report/report.md
  # It is called by its last name, and both names are in its dates.
  grep -q '^| *8 | 天水麻辣烫 *| food  *| 2024-03-01 | 2024-04-09 |' report/report.md
  run ! grep -q 甘肃麻辣烫 report/report.md
  ndfilter -n 1 '.figure == "F05"' report/figures.ndjson | ndmap -r .pipeline >by_hand
  (cd platform && bash -o pipefail ../by_hand) | ndfilter -c '.figure == "F05"' >count
  [[ $(cat count) == 12 ]]
}

@test "annual-report: a day that the log has not is named, and the line of months shows it" {
  grep -qx 'There are no plays on 2024-09-03.' report/report.md
  grep -qx '2024-09-03 没有播放。' report/report.zh.md
  grep -q 'There are plays on 365 of these 366 days, the first on 2024-01-01' report/report.md
  grep -q '^| 2024-09 .* 29 / 30 ' report/report.md
  grep -q '^| 2024-05 .* 30 / 31 ' report/report.md
}

@test "annual-report: a licence is in the page, its data and the data package, and without one there is none" {
  "$SCRIPTS/annual-report" -o licensed --events platform --licence CC-BY-4.0 2>/dev/null
  "$SCRIPTS/verify-report" licensed
  grep -qx 'Licence: CC-BY-4.0.' licensed/report.md
  grep -qF '"license":{"@type":"CreativeWork","name":"CC-BY-4.0"}' licensed/index.html
  [[ $(ndmap .licenses licensed/datapackage.json) == '[{"name":"CC-BY-4.0"}]' ]]
  head -n 1 licensed/figures/F12.json |
    grep -q '^{"figure":"F12","citation":"The year 2024 in plays\. Edition 1, as of 2025-01-05\. .*","licence":"CC-BY-4\.0","records":\['
  ndparse --from csv licensed/figures/F12.csv | ndgroup -g licence -a n=count >said
  grep -q '^{"licence":"CC-BY-4.0","n":1[0-9]}$' said
  "$SCRIPTS/annual-report" -o licensed --events platform --licence https://example.org/terms 2>/dev/null
  [[ $(ndmap .licenses licensed/datapackage.json) == '[{"path":"https://example.org/terms"}]' ]]
  grep -qF '"license":"https://example.org/terms"' licensed/index.html
  run ! grep -qi licen report/report.md report/index.html report/datapackage.json report/figures/F12.json report/figures/F12.csv
  run -2 --separate-stderr "$SCRIPTS/annual-report" -o licensed --events platform --licence $'a\nb'
  [[ $stderr == 'annual-report: the licence is one line; see annual-report --help' ]]
}

@test "annual-report: no line of text is wider than a terminal, but in tables" {
  if ! command -v python3 >/dev/null; then skip 'python3 is not installed'; fi
  python3 - report/report.txt report/report.zh.txt <<'PYTHON'
import sys, unicodedata
wide = 0
for path in sys.argv[1:]:
    for block in open(path, encoding="utf-8").read().split("\n\n"):
        lines = block.split("\n")
        if len(lines) > 2 and set(lines[1]) <= set("- "):
            continue
        for line in lines:
            width = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
            if width > 80 or line.endswith(" "):
                wide += 1
                print(path, width, line)
sys.exit(1 if wide else 0)
PYTHON
}

@test "annual-report: the ten creators played most are those that were planted, in their order" {
  ndfilter '.target | startswith("top_creators.")' targets.ndjson |
    ndmap '{who: .target[13:], value}' >planted
  ndfilter '.figure == "F30"' report/figures.ndjson | ndmap '{who, value}' >found
  diff planted found
  [[ $(wc -l <found) == 10 ]]
}

@test "annual-report: the wrong readings give what the targets say" {
  local growth
  growth=$(ndfilter '.type == "play"' platform/events.ndjson |
    ndgroup --tz Asia/Shanghai -g 'day=(.time_ms|ms|day)' -a n=count |
    ndyoy -t day -v n --by month --sum n --from 2024-07-01 --to 2024-07-31 | ndmap -r .pct)
  [[ $growth == "$(target F12_raw)" ]]
  growth=$(ndfilter '.figure == "F03_topic"' report/figures.ndjson | ndgroup -a 'n=sum(.value)' | ndmap -r .n)
  [[ $growth == "$(target F03_joined)" ]]
}

@test "annual-report: a report is made, and nothing else is left" {
  [[ $(cat messages) == 'annual-report: the report is in report/index.html' ]]
  [[ $(ls -A report | tr '\n' ' ') == 'cells.ndjson.zst datapackage.json figures figures.ndjson index.html index.zh.html manifest.ndjson rejects.ndjson report.md report.txt report.zh.md report.zh.txt ' ]]
  [[ ! -s report/rejects.ndjson ]]
  "$SCRIPTS/annual-report" -o report --events platform 2>/dev/null
  [[ -s report/figures/F12.csv && -s report/figures/F12.json ]]
}

@test "annual-report: each of the 26 figures is there, by its id" {
  local id
  for id in $(seq -f 'F%02g' 26); do
    [[ -n $(ndfilter -n 1 --arg id "$id" '.figure == $id' report/figures.ndjson) ]]
  done
}

@test "annual-report: the page is as it was" {
  local golden=$BATS_TEST_DIRNAME/golden form
  for form in md txt; do
    if [[ -n ${UPDATE_GOLDEN-} ]]; then cp "report/report.$form" "$golden/nano.$form"; fi
    diff -u "$golden/nano.$form" "report/report.$form"
  done
}

@test "annual-report: another seed gives the same planted figures" {
  make_platform other --seed 99
  "$SCRIPTS/annual-report" -o other_report --events other 2>/dev/null
  for folder in report other_report; do
    found "$folder/figures.ndjson" | ndfilter '.figure[0:3] as $id | $id < "F13" and $id != "F05" or $id == "F31" or $id == "F32"' >"$folder.planted"
  done
  diff report.planted other_report.planted
}

@test "annual-report: any split, order and compression of the same events give the same figures" {
  local i
  mkdir -p split/2024/07/01
  cp platform/dim_* split
  for i in 1 2 3; do ndgen --shard "$i/4" events | gzip -1 >"split/events-$((9 - i)).ndjson.gz"; done
  ndgen --shard 4/4 events -o split/2024/07/01/events.ndjson
  LC_ALL=C TZ=America/New_York "$SCRIPTS/annual-report" -o split_report --events split 2>/dev/null
  diff <(found report/figures.ndjson) <(found split_report/figures.ndjson)
  cmp report/cells.ndjson.zst split_report/cells.ndjson.zst
}

@test "annual-report: days on which nothing is of a topic have a report without bursts, and nothing is said of columns" {
  run -0 --separate-stderr "$SCRIPTS/annual-report" -o early_report --events platform --from 2023-01-01 --to 2023-01-03
  [[ $stderr == 'annual-report: the report is in early_report/index.html' ]]
  [[ -z $(ndfilter '.figure == "F39" and .value != null' early_report/figures.ndjson) ]]
  "$SCRIPTS/verify-report" early_report
}

@test "annual-report: malformed lines are counted and change no figure" {
  make_platform dirty --dirty 0.5%
  "$SCRIPTS/annual-report" -o dirty_report --events dirty 2>/dev/null
  diff <(found report/figures.ndjson) <(found dirty_report/figures.ndjson)
  ndgen --dirty 0.5% targets | ndfilter '.target == "malformed"' | ndmap -r .value >malformed
  [[ $(wc -l <dirty_report/rejects.ndjson) == "$(cat malformed)" ]]
  [[ $(ndfilter -n 1 . dirty_report/figures.ndjson | ndmap -r '.inputs[0].rejected') == "$(cat malformed)" ]]
}

@test "annual-report: dirty events, out of order, re-sent and late, in 64 files, give the same figures, and what was refused is told" {
  local i file
  mkdir -p rough
  cp platform/dim_* rough
  # The lines in order of their hashes, as it were, dealt out to the files.
  ndgen --dirty 0.1% events | shuf --random-source=platform/events.ndjson | split -n r/64 -d - rough/events-
  # Sent again, and received after the first; and others that were never received in time.
  ndfilter -n 3000 . platform/events.ndjson | ndmap --set 'recv_ms=.recv_ms+60000' >>rough/events-07
  ndfilter '.type == "play"' platform/events.ndjson | ndfilter -n 2000 . |
    ndmap --set 'id="late-"+.id' --set 'recv_ms=1736092800000' >>rough/events-11
  i=0
  for file in rough/events-*; do
    i=$((i + 1))
    case $((i % 3)) in
      0) mv "$file" "$file.ndjson" ;;
      1) gzip -1 <"$file" >"$file.ndjson.gz" && rm "$file" ;;
      *) zstd -q --rm "$file" -o "$file.ndjson.zst" ;;
    esac
  done
  report rough
  diff <(found report/figures.ndjson) <(found rough_report/figures.ndjson)
  cmp report/cells.ndjson.zst rough_report/cells.ndjson.zst
  i=$(ndgen --dirty 0.1% targets | ndfilter '.target == "malformed"' | ndmap -r .value)
  ((i > 100))
  [[ $(wc -l <rough_report/rejects.ndjson) == "$i" ]]
  [[ $(ndfilter -n 1 . rough_report/figures.ndjson | ndmap -r '.inputs[0].rejected') == "$i" ]]
  grep -q "^| malformed lines  *| *[0-9,]* | *$i |" rough_report/report.md
  grep -q "annual-report: $i of [0-9,]* lines could not be read; rejects.ndjson says where they are" rough_messages
  "$SCRIPTS/verify-report" rough_report
}

@test "annual-report: too many malformed lines end it with a message, and no report" {
  make_platform bad --dirty 5%
  run -3 --separate-stderr "$SCRIPTS/annual-report" -o bad_report --events bad
  [[ $stderr == *'more than --max-errors allows'* ]]
  [[ ! -e bad_report ]]
}

@test "annual-report: events without a year before and without tables say so" {
  mkdir -p plain
  ndfilter --tz Asia/Shanghai '(.time_ms|ms|day) >= "2024-01-01" and .type != "income"' platform/events.ndjson -o plain/events.ndjson
  "$SCRIPTS/annual-report" -o plain_report --events plain 2>/dev/null
  grep -q 'there are none of the year before to compare with' plain_report/report.md
  grep -q 'come without a table of topics' plain_report/report.md
  run ! grep -q '^## .*Incomes' plain_report/report.md
}

@test "annual-report: without events it is a usage error or a message" {
  mkdir -p empty
  run -2 --separate-stderr "$SCRIPTS/annual-report" --events empty
  [[ $stderr == "annual-report: there are no events*.ndjson in 'empty'" ]]
  run -2 --separate-stderr "$SCRIPTS/annual-report"
  [[ $stderr == 'annual-report: name the folder of events with --events; see annual-report --help' ]]
  run -2 --separate-stderr "$SCRIPTS/annual-report" --year 2024 --as-of 2024-12-31 --events platform
  [[ $stderr == "annual-report: a report as of 2024-12-31 cannot tell of days up to 2024-12-31; end it before with --to, or name a later day with --as-of; see annual-report --help" ]]
}

@test "annual-report: on platform_nano July 2024 has 281 plays a day, 12.4 % more than in 2023" {
  data platform_nano
  "$SCRIPTS/annual-report" -o nano_report --events "$DATA" 2>/dev/null
  [[ $(value_of nano_report/figures.ndjson '.figure == "F11" and .period == "2024-07"') == 281 ]]
  [[ $(value_of nano_report/figures.ndjson '.figure == "F12" and .period == "2024-07"') == 0.124 ]]
  [[ $(value_of nano_report/figures.ndjson '.figure == "F03"') == 950 ]]
  [[ $(value_of nano_report/figures.ndjson '.figure == "F08"') == 1900 ]]
}

@test "annual-report: on KuaiRand the plays of its two weeks, each counted once" {
  data kuairand_pure
  "$SCRIPTS/import/kuairand" "$DATA" kuairand
  "$SCRIPTS/annual-report" --from 2022-04-24 --to 2022-05-08 -o kuairand_report --events kuairand 2>/dev/null
  ndfilter '.figure == "F11"' kuairand_report/figures.ndjson | ndgroup -a days=count -a 'plays=sum(.value)' >sum
  [[ $(cat sum) == '{"days":15,"plays":200198}' ]]
  grep -q '13,347 plays a day from 2022-04-24 to 2022-05-08; there are none of the year before' kuairand_report/report.md
  "$SCRIPTS/annual-report" --year 2022 -o kuairand_year --events kuairand 2>/dev/null
  in_short kuairand_year | grep -q '^13,347 plays a day on the 15 days with data in 2022; there are none of the year before'
}

@test "annual-report: on Weibo's hot search 16.58 % more titles a day in 2024 than in 2023" {
  data weibo_hot_search
  "$SCRIPTS/import/weibo" "$DATA" weibo
  "$SCRIPTS/annual-report" --measure search --words "listed titles" -o weibo_report --events weibo 2>/dev/null
  [[ $(value_of weibo_report/figures.ndjson '.figure == "F12_window"') == 0.16575* ]]
}

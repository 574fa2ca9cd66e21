#!/usr/bin/env bats
# What a reader of the page sees: names, and columns that say something.

load helper

setup_file() {
  cd "$BATS_FILE_TMPDIR" || return
  make_platform platform
  part few '$day >= "2024-06-24" and $day <= "2024-07-07" or $day >= "2023-06-24" and $day <= "2023-07-07"'
}

@test "page: a path of this machine does not stand on it" {
  mkdir -p "many folders"/2024/07/0{1,2,3,4}
  for day in 1 2 3 4; do
    ndgen --shard "$day/4" events | gzip -1 >"many folders/2024/07/0$day/events-$day.ndjson.gz"
  done
  ndgen --dirty 0.1% --shard 1/4 events -o "many folders/events.ndjson"
  "$SCRIPTS/annual-report" -o paths_report --events "$PWD/many folders/" --from 2024-06-24 --to 2024-07-07 2>/dev/null
  run ! grep -rqF -e "$PWD" -e 'many folders' paths_report
  [[ -z $(ndfilter '.file != "events.ndjson"' paths_report/rejects.ndjson) && -s paths_report/rejects.ndjson ]]
  ndfilter '.figure == "F11" and .period == "2024-07-01"' paths_report/figures.ndjson | ndmap -r .pipeline >by_hand
  grep -qF "' events*.ndjson ????/??/??/events*.ndjson.gz |" by_hand
  # By hand it stops at a malformed line, as it should; without that file it is the figure.
  rm "many folders/events.ndjson"
  sed 's/ events\*.ndjson / /' by_hand >"many folders/by_hand"
  (cd "many folders" && bash -o pipefail by_hand) | grep -q '"period":"2024-07-01"'
}

@test "page: a topic and a creator have their names, or their ids where there is none" {
  mkdir -p named
  cp few/events.ndjson few/dim_videos.ndjson named
  ndgen creators | ndmap --set 'name=if .author_id == "a0" then "麦*田|<b>" else null end' -o named/dim_creators.ndjson
  ndgen topics | ndmap --set 'name=if .topic_id == "t_dance" then null else .name end' -o named/dim_topics.ndjson
  report named --from 2024-06-24 --to 2024-07-07
  grep -qF 'Creator 麦\*田\|\<b> had the most plays from 2024-06-24 to 2024-07-07: ' named_report/report.md
  grep -qF 'Creator 麦*田|<b> had the most plays' named_report/report.txt
  grep -q '^ *1  麦\*田|<b>  ' named_report/report.txt
  grep -q '^ *2  a[0-9]*  ' named_report/report.txt
  run ! grep -q 'by their ids' named_report/report.md
  ndfilter '.figure == "F03_topic" and .topic == null' named_report/figures.ndjson | ndmap -r .topic_id >ids
  while read -r id; do grep -q "^$id " named_report/report.txt; done <ids
  report few --from 2024-06-24 --to 2024-07-07
  grep -q '^Creators stand here by their ids' few_report/report.md
}

@test "page: a report by day has no means of a day, and no column of ones" {
  report few --from 2024-06-24 --to 2024-07-07
  grep -q '^day  *plays  *a year before  *change$' few_report/report.txt
  run ! grep -q 'of a day of\|a day of a day\|plays a day of\|mean daily plays of a day\|days with data' few_report/report.md
  grep -q 'F11, plays of a day: ' few_report/report.md
}

@test "page: what there is none of has no column" {
  part alone '$day >= "2024-06-24" and $day <= "2024-07-07"'
  ndmap --drop category alone/dim_topics.ndjson -o alone/dim_topics.ndjson
  report alone --from 2024-06-24 --to 2024-07-07
  run ! grep -q '  none' alone_report/report.txt
  grep -q '^day  *plays *$' alone_report/report.txt
  grep -q '^topic  *from  *to  *plays' alone_report/report.txt
  run ! grep -q 'for the year before\|compared with those' alone_report/report.md
}

@test "page: topics in which nothing happened make no table" {
  mkdir -p quiet
  cp few/* quiet
  ndmap --set 'start_dt="2019-01-01"' --set 'end_dt="2019-01-02"' few/dim_topics.ndjson -o quiet/dim_topics.ndjson
  report quiet --from 2024-06-24 --to 2024-07-07
  grep -q 'Nothing was played or posted in a trending topic within its dates' quiet_report/report.md
}

@test "page: of several that are first, none is said to be the first" {
  local author
  mkdir -p tied
  for author in a1 a2 a3; do
    printf '{"id":"%s-%s","type":"play","author_id":"%s","time_ms":1719828000000,"recv_ms":1719828000000}\n' \
      "$author" 1 "$author" "$author" 2 "$author"
  done >tied/events.ndjson
  report tied --from 2024-07-01 --to 2024-07-01
  in_short tied_report | grep -qx 'Creator a1 and others had the most plays on 2024-07-01, 2 each.'
  ndmap '.type = "search" | .keyword = "q" + .author_id | del(.author_id)' tied/events.ndjson -o tied/searches
  mv tied/searches tied/events.ndjson
  report tied --from 2024-07-01 --to 2024-07-01 --measure search
  in_short tied_report | grep -qx '“qa1” and others come first on 2024-07-01: 2 searches each.'
  ndfilter '.id != "a3-2" and .id != "a2-2"' tied/events.ndjson -o tied/fewer
  mv tied/fewer tied/events.ndjson
  report tied --from 2024-07-01 --to 2024-07-01 --measure search
  in_short tied_report | grep -qx '“qa1” comes first on 2024-07-01: 2 searches, 50.00% of those that name a keyword.'
}

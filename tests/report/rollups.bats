#!/usr/bin/env bats
# Rollups: a report of days that were aggregated one by one is the report of their events, whatever happened to the runs that made
# the days.
# shellcheck disable=SC2154,SC2312  # bats sets stderr; a test that finds nothing fails

load helper

# What every test begins with, in days/ and rollups/: nine days of two years in folders by day of receipt, a later day that holds
# what was settled for them, and a line that is none; and their report, in days_report/.
setup_file() {
  export LC_ALL=C.UTF-8
  cd "$BATS_FILE_TMPDIR" || return
  make_whole_platform platform
  mkdir days
  cp platform/dim_* days
  ndfilter --tz Asia/Shanghai --let 'day=(.time_ms|ms|day)[5:10]' \
    '($day >= "07-28" and $day <= "08-05") or (.type == "income" and ($day == "08-28" or $day == "09-03"))' platform/events.ndjson |
    by_receipt days
  sed -i '3i {"id":"e0","type":"play"' days/2024/08/02/events.ndjson
  gzip days/2023/08/01/events.ndjson
  report_of days days_report
  make_days rollups
}

setup() {
  cd "$BATS_TEST_TMPDIR" || return
  cp -r "$BATS_FILE_TMPDIR/days" .
  cp -r "$BATS_FILE_TMPDIR/rollups" .
  # Copied files have other times, so that all are read again.
  "$SCRIPTS/rollup" --events days --rollups rollups
}

teardown() {
  if mountpoint -q "$BATS_TEST_TMPDIR/small"; then umount "$BATS_TEST_TMPDIR/small"; fi
}

# by_receipt FOLDER <EVENTS: into its folders by day of receipt (UTC), after what is there.
by_receipt() {
  cat >events.tmp
  ndmap -r '.recv_ms | ms | day | gsub("-"; "/")' events.tmp | paste - events.tmp >events.days
  cut -f 1 events.days | sort -u | sed "s|^|$1/|" | xargs mkdir -p
  awk -F '\t' -v into="$1" '{ day = $1; sub(/^[^\t]*\t/, ""); print >>(into "/" day "/events.ndjson") }' events.days
}

make_days() { "$SCRIPTS/rollup" --events days --rollups "$@"; }

# report_of EVENTS REPORT [OPTION...]
report_of() {
  "$SCRIPTS/annual-report" --events "$1" -o "$2" --from 2024-08-01 --to 2024-08-05 "${@:3}" 2>messages || {
    local status=$?
    cat messages
    return "$status"
  }
}

# same_report [OPTION...]: the report of the days is that of the events.
same_report() {
  report_of days of_events "$@"
  report_of days of_days --rollups rollups "$@"
  diff -r of_events of_days
}

# all_whole FOLDER: each part that a day names is there, can be read to its end and holds what the day says.
all_whole() {
  local -a days=("$1"/????/??/??.ndjson) parts
  if [[ ! -e ${days[0]} ]]; then return; fi
  ndmap '.parts[] | {label, bytes}' "${days[@]}" >expected
  mapfile -t parts < <(ndmap -r --arg folder "$1" '.parts[] | $folder + "/" + .file' "${days[@]}")
  ndmerge --expect expected "${parts[@]}" >/dev/null
}

@test "rollup: a report of the days has the same bytes as one of the events" {
  report_of days of_days --rollups rollups
  diff -r "$BATS_FILE_TMPDIR/days_report" of_days
  [[ $(ndfilter -c '.figure == "F17" and .n > 0' of_days/figures.ndjson) == 1 ]]
  [[ -s of_days/rejects.ndjson ]]
}

@test "rollup: folders are called as they like, and a follow event without a time stops nothing" {
  local names='days [1] a|b \\1 %d'
  printf '%s\n' '{"id":"h1","type":"follow","action":"follow","user_id":"u1","author_id":"c2","time_ms":null,"recv_ms":1722600000000}' \
    >>days/2024/08/02/events.ndjson
  mv rollups "$names"
  make_days "$names"
  run -0 make_days "$names" --list
  [[ -z $output ]]
  report_of days of_events
  report_of days of_days --rollups "$names"
  diff -r of_events of_days
}

@test "rollup: a day of which a part is gone is made again" {
  rm rollups/2024/08/02.*.zst
  make_days rollups
  same_report
}

@test "rollup: days of which there is nothing are said to be so" {
  run -3 "$SCRIPTS/annual-report" --events days --rollups rollups --year 2031 -o none </dev/null
  [[ $output == *"counts from 2031-01-01 to 2031-12-31 or a year before"* ]]
}

@test "rollup: a run that has nothing to do says and changes nothing" {
  find rollups -type f -printf '%P %T@\n' | sort >before
  run -0 make_days rollups
  [[ -z $output ]]
  find rollups -type f ! -name .lock -printf '%P %T@\n' | sort >after
  grep -v '^\.lock ' before | diff - after
}

@test "rollup: the same events and tables make the same days" {
  make_days again
  (cd rollups && find . -name '*.zst' -exec sha256sum {} + | sort -k 2) >before
  (cd again && find . -name '*.zst' -exec sha256sum {} + | sort -k 2) >after
  diff before after
}

@test "rollup: the events of a report that is made of days need not be there" {
  rm -r days/202?
  report_of days of_days --rollups rollups
  diff -r "$BATS_FILE_TMPDIR/days_report" of_days
  # Nor are the days made again without them.
  run -0 make_days rollups
  [[ -z $output ]]
}

@test "rollup: what comes late makes its days again, and no others" {
  # Seen on 3 August, received on the ninth; and a second copy of something, received before the first.
  ndfilter -n 3 '.type == "play"' days/2024/08/03/events.ndjson | ndmap '.id = "late" + .id | .recv_ms += 518400000' | by_receipt days
  ndfilter -n 1 '.type == "play"' days/2024/08/04/events.ndjson | ndmap '.recv_ms -= 1000' >>days/2024/08/04/events.ndjson
  run -3 report_of days of_days --rollups rollups
  [[ $output == *"came or changed after the last rollup; make the days as this report needs them with: rollup --events days --rollups "* ]]
  run -0 make_days rollups --list
  [[ $output == $'2024-08-03\n2024-08-04\n2024-08-05' || $output == $'2024-08-03\n2024-08-04' ]]
  make_days rollups 2>told
  same_report
}

@test "rollup: a follow event that comes late makes the days after it again" {
  ndfilter -n 1 '.type == "follow" and .agent == null' platform/events.ndjson 2>/dev/null ||
    ndfilter -n 1 '.type == "follow" and .agent == null' "$BATS_FILE_TMPDIR/platform/events.ndjson" >follow
  ndmap '.id = "late" | .time_ms = 1722700000000 | .recv_ms = 1722830000000' follow | by_receipt days
  run -0 make_days rollups --list
  [[ $output == *2024-08-05* && $output != *2024-08-02* && $output != *2023* ]]
  make_days rollups 2>told
  same_report
}

@test "rollup: a day of receipt that is missing is told of once, and made when it comes" {
  mv days/2024/08/03 kept
  rm -r rollups
  run -0 --separate-stderr make_days rollups
  [[ $stderr == 'rollup: no events were received on 2023-08-07 to 2023-08-26, '*', 2024-08-03, '*": there is no file in '"*"days/2023/08/07'; when it comes, run this again" ]]
  ((${#stderr_lines[@]} == 1))
  run -0 make_days rollups
  [[ -z $output ]]
  mv kept days/2024/08/03
  make_days rollups
  report_of days of_days --rollups rollups
  diff -r "$BATS_FILE_TMPDIR/days_report" of_days
}

@test "rollup: a clock that was set wrong while files were written or the days were made does no harm" {
  touch -d 1970-01-02 days/2024/08/02/events.ndjson
  touch -d 2099-01-01 days/2024/08/03/events.ndjson rollups/2024/08/02.ndjson
  run -0 make_days rollups
  [[ -z $output ]]
  # A run whose today lies years back looks at no later folder, and takes nothing away.
  run -0 make_days rollups --until 2023-08-02
  [[ -z $output ]]
  report_of days of_days --rollups rollups
  diff -r "$BATS_FILE_TMPDIR/days_report" of_days
  # Events of a device whose clock is wrong make no day, and no report counts them.
  ndfilter -n 1 '.type == "play"' days/2024/08/03/events.ndjson | ndmap '.id = "old" | .time_ms = 86400000' >>days/2024/08/03/events.ndjson
  make_days rollups
  [[ ! -e rollups/1970 ]]
  same_report
}

@test "rollup: other tables, another cut and another zone are refused, with what makes the days again" {
  ndmap '.is_trending = true' days/dim_topics.ndjson -o days/dim_topics.ndjson
  run -3 report_of days of_days --rollups rollups
  [[ $output == *'are not there, or not made of what there is now: 2023-08-01 and '*' others; make the days '*' --for 2024 --tables'* ]]
  # For cron old days are what the tables said then.
  run -0 make_days rollups
  [[ -z $output ]]
  make_days rollups --for 2024 --tables
  same_report
  run -3 report_of days of_days --rollups rollups --as-of 2024-08-06
  [[ $output == *' --for 2024 --as-of 2024-08-06'* ]]
  make_days rollups --for 2024 --as-of 2024-08-06
  same_report --as-of 2024-08-06
  run -2 report_of days of_days --rollups rollups --tz Europe/Berlin
  [[ $output == *"is of play events in days of Asia/Shanghai, not of play events in days of Europe/Berlin"* ]]
  run -2 report_of days of_days --rollups rollups --measure search
  [[ $output == *"not of search events in days"* ]]
  run -2 --separate-stderr make_days rollups --tz UTC
  [[ $stderr == *"is of play events in days of Asia/Shanghai, not of play events in days of UTC"* ]]
  # Another measure has a folder of its own.
  make_days of_searches --measure search
  report_of days of_events --measure search
  report_of days of_days --rollups of_searches --measure search
  diff -r of_events of_days
}

@test "rollup: what days cannot tell stops the report" {
  # One id on two days.
  ndfilter -n 1 '.type == "play"' days/2024/08/03/events.ndjson | ndmap '.time_ms += 86400000 | .recv_ms += 86400000' | by_receipt days
  make_days rollups
  run -3 report_of days of_days --rollups rollups
  [[ $output == *'1 events have the id of an event of another day, and only one of them counts; such a report can be made of the events alone, without --rollups'* ]]
  [[ ! -e of_days ]]
}

@test "rollup: without the ids of the days a report is made, and says what was not looked at" {
  make_days bare --no-ids
  [[ -z $(find bare -name '*.ids.*') ]]
  report_of days of_days --rollups bare
  diff -r "$BATS_FILE_TMPDIR/days_report" of_days
  grep -q 'of the days are kept without ids: whether an event stands on two days was not looked at' messages
}

@test "rollup: a day of which there are no events any more is forgotten; what nobody knows of is kept" {
  local file
  for file in days/2023/*/*/events.ndjson; do
    ndfilter --tz Asia/Shanghai '(.time_ms | ms | day) != "2023-07-28"' "$file" -o "$file"
  done
  make_days rollups
  [[ ! -e rollups/2023/07/28.ndjson && -z $(find rollups/2023/07 -name '28.*') ]]
  same_report
  rm -r rollups/receipts days/202?/07
  make_days rollups
  [[ -e rollups/2024/07/30.ndjson ]]
}

@test "rollup: years that are packed differently are all made" {
  find days/2023 -name '*.ndjson' -exec gzip {} +
  find days/2024/08 -name '*.ndjson' -exec gzip {} +
  rm -r rollups
  make_days rollups
  same_report
}

@test "rollup: a part that is cut, lost or doubled is refused by name" {
  local part
  part=$(ndmap -r '.parts[0].file' rollups/2024/08/02.ndjson)
  cp "rollups/$part" kept
  head -c 300 kept >"rollups/$part"
  run -4 report_of days of_days --rollups rollups
  [[ $output == *"$part"* ]]
  # Without it the day is not there.
  rm "rollups/$part"
  run -3 report_of days of_days --rollups rollups
  [[ $output == *2024-08-02*'with: rollup --events'* ]]
  cp "rollups/$(ndmap -r '.parts[0].file' rollups/2024/08/03.ndjson)" "rollups/$part"
  run -3 report_of days of_days --rollups rollups
  [[ $output == *2024-08-0* ]]
  [[ ! -e of_days ]]
}

@test "rollup: bad input is one line with what, where and what to do, and nothing of the day" {
  gzip days/2024/08/03/events.ndjson
  truncate -s -100 days/2024/08/03/events.ndjson.gz
  run -4 --separate-stderr make_days rollups
  [[ $stderr == *"rollup: of the events in '"*"days', 2024/08/03/events.ndjson.gz cannot be taken in: "*'; mend it and run this again, what is made stays' ]]
  ((${#stderr_lines[@]} == 1))
  all_whole rollups
  run -2 make_days rollups --dya 2024-08-03
  [[ $output == "rollup: no such option '--dya'; see rollup --help" ]]
  run -2 make_days rollups --day 2024-02-30
  [[ $output == 'rollup: there is no day 2024-02-30; see rollup --help' ]]
}

@test "rollup: of two runs at once one works, and the other says so" {
  rm -r rollups
  local first=0 second=0
  make_days rollups 2>first &
  make_days rollups 2>second || second=$?
  wait $! || first=$?
  # One may have begun when the other had ended.
  [[ "$first $second" == '0 75' || "$first $second" == '75 0' || "$first $second" == '0 0' ]]
  if ((first + second == 75)); then grep -q "another run is at work in '.*rollups'" first second; fi
  all_whole rollups
  make_days rollups
  report_of days of_days --rollups rollups
  diff -r "$BATS_FILE_TMPDIR/days_report" of_days
}

@test "rollup: a run that is killed at any moment leaves whole days" {
  local kill job
  rm -r rollups
  for ((kill = 0; kill < ${KILLS:-8}; kill++)); do
    setsid "$SCRIPTS/rollup" --events days --rollups rollups -j 2 2>/dev/null &
    job=$!
    sleep "$(printf '0.%04d' $((RANDOM % 10000)))"
    if ((kill % 2 == 0)); then sleep 1; fi
    # The script alone, or with all that it has started.
    if ((kill % 3 == 0)); then kill -9 "$job" || true; else kill -9 -- -"$job" || true; fi
    wait "$job" || true
    # What it had started holds the lock until it ends.
    if [[ -e rollups/.lock ]]; then flock rollups/.lock true; fi
    all_whole rollups
    if ((kill % 10 == 9)); then rm -r rollups; fi
  done
  make_days rollups
  all_whole rollups
  [[ ! -e rollups/.new ]]
  [[ -z $(find rollups -name '.?*' ! -name .lock) ]]
  report_of days of_days --rollups rollups
  diff -r "$BATS_FILE_TMPDIR/days_report" of_days
}

@test "rollup: a full disk ends the run, and leaves whole days" {
  local size status failed=0
  mkdir small
  mount -t tmpfs -o size=100k none small 2>/dev/null || skip 'no file system can be mounted here'
  for size in 100 200 300 400 600 800 1000 1200; do
    mount -o "remount,size=${size}k" small
    status=0
    "$SCRIPTS/rollup" --events days --rollups small/rollups 2>told || status=$?
    all_whole small/rollups
    if ((status == 4)); then
      failed=$((failed + 1))
      [[ $(grep -vc '^rollup: no events were received on' told) == 1 && $(grep -vc '^rollup: ' told || true) == 0 ]]
    fi
  done
  ((failed > 1))
  mount -o remount,size=20m small
  "$SCRIPTS/rollup" --events days --rollups small/rollups
  report_of days of_days --rollups small/rollups
  diff -r "$BATS_FILE_TMPDIR/days_report" of_days
}

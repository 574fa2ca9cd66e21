#!/usr/bin/env bats
# What the scripts of the report refuse, and that nothing is left of what fails.
# shellcheck disable=SC2154  # bats sets stderr

load helper

setup_file() {
  cd "$BATS_FILE_TMPDIR" || return
  make_platform platform
  part plays '.type == "play" and .agent == null and $day >= "2024-03-01" and $day <= "2024-03-15"'
}

# refused STATUS SCRIPT [WORD...]: it ends with this status, and there is no folder `made`.
refused() {
  local status=$1
  shift
  run "-$status" --separate-stderr "$@"
  [[ -z $output && ! -e made ]]
}

# without TOOL...: prints a PATH on which these tools are not.
without() {
  local tool folder
  folder=$(mktemp -d -p "$BATS_TEST_TMPDIR")
  for tool in $ND_TOOLS; do
    if [[ " $* " != *" $tool "* ]]; then ln -s "$(command -v "$tool")" "$folder/$tool"; fi
  done
  printf '%s:/usr/bin:/bin' "$folder"
}

@test "refusals: a year without events is status 3, and the types and days that are there are named" {
  refused 3 "$SCRIPTS/annual-report" -o made/report --events plays --year 2019
  [[ ${stderr_lines[0]} == 'annual-report: there are no plays in 2019, so there is no report. What is there (days in Asia/Shanghai):' ]]
  grep -q '^play  *[0-9,]*  2024-03-01  2024-03-15$' <<<"$stderr"
}

@test "refusals: events of another type are status 3, and their own is named" {
  refused 3 "$SCRIPTS/annual-report" -o made/report --events plays --measure post
  [[ ${stderr_lines[0]} == *'there are no posts in 2024'* ]]
  grep -q '^play  *[0-9,]*  2024-03-01  2024-03-15$' <<<"$stderr"
  refused 3 "$SCRIPTS/annual-report" -o made/report --events plays --measure search --words 'listed titles'
  [[ ${stderr_lines[0]} == *'there are no listed titles in 2024'* ]]
}

@test "refusals: days without events are status 3, and so is a year that has the year before alone" {
  refused 3 "$SCRIPTS/annual-report" -o made --events plays --from 2024-03-16 --to 2024-03-20
  [[ ${stderr_lines[0]} == *'no plays from 2024-03-16 to 2024-03-20'* ]]
  refused 3 "$SCRIPTS/annual-report" -o made --events plays --year 2025
  [[ ${stderr_lines[0]} == *'no plays in 2025'* ]]
}

@test "refusals: events of agents alone are none, and what cleaning left out is said" {
  mkdir -p agents
  ndmap --set 'agent="spider"' plays/events.ndjson -o agents/events.ndjson
  refused 3 "$SCRIPTS/annual-report" -o made --events agents
  grep -q '^events of automated agents  *\([0-9,]*\)  *\1  *0$' <<<"$stderr"
}

@test "refusals: no event at all, and events of no type or time" {
  mkdir -p none odd
  : >none/events.ndjson
  refused 3 "$SCRIPTS/annual-report" -o made --events none
  printf '%s\n' '{"id":"1","agent":"test"}' >odd/events.ndjson
  refused 3 "$SCRIPTS/annual-report" -o made --events odd
  grep -q '^none  *1  none  *none$' <<<"$stderr"
}

@test "refusals: tools that are not in PATH are named before anything is written" {
  local path some
  # shellcheck disable=SC2086  # they are words
  path=$(without $ND_TOOLS)
  some=$(without ndyoy ndsort)
  mkdir -p log
  printf '%s\n' '{"date":"2024-01-01","title":"a"}' >log/weibo_hot_2024.ndjson
  touch log/{log_1,user_features,video_features_basic}.csv
  PATH=$some refused 2 "$SCRIPTS/annual-report" -o made --events plays
  [[ $stderr == 'annual-report: not in PATH: ndyoy ndsort; build the tools, then put their folder there' ]]
  PATH=$path refused 2 "$SCRIPTS/annual-report" -o made --events plays
  PATH=$some refused 2 "$SCRIPTS/stage" map
  [[ $stderr == 'stage: not in PATH: ndyoy ndsort; '* ]]
  PATH=$some refused 2 "$SCRIPTS/sections/10-growth" reduce
  [[ $stderr == '10-growth: not in PATH: ndyoy ndsort; '* ]]
  PATH=$path refused 2 "$SCRIPTS/import/weibo" log made
  [[ $stderr == 'weibo: not in PATH: ndparse ndmap; '* ]]
  PATH=$path refused 2 "$SCRIPTS/import/kuairand" log made
  [[ $stderr == 'kuairand: not in PATH: ndparse ndmap ndjoin; '* ]]
}

# called FILE...: the tools that scripts call, one a line.
called() {
  grep -hvE '^ *#|^need ' "$@" | grep -owE "${ND_TOOLS// /|}" | sort -u
}

# asked_for FILE: those that it asks for.
asked_for() {
  sed -n 's/^need //p' "$1" | tr ' ' '\n' | sort
}

@test "refusals: the tools that a script asks for are those that it calls" {
  cd "$SCRIPTS" || return
  diff <(called annual-report stage sections/* lib/*.bash) <(asked_for lib/report.bash)
  local import
  for import in import/*; do diff <(called "$import") <(asked_for "$import"); done
}

@test "refusals: input that is not there is named before anything is written" {
  mkdir -p empty half
  touch half/{log_1,user_features}.csv
  refused 2 "$SCRIPTS/annual-report" -o made --events empty
  [[ $stderr == "annual-report: there are no events*.ndjson in 'empty'" ]]
  refused 2 "$SCRIPTS/annual-report" -o made --events nowhere
  [[ $stderr == "annual-report: 'nowhere' is no folder; see annual-report --help" ]]
  refused 2 "$SCRIPTS/import/weibo" empty made
  [[ $stderr == "weibo: there are no weibo_hot_*.ndjson in 'empty'" ]]
  refused 2 "$SCRIPTS/import/weibo" nowhere made
  [[ $stderr == "weibo: 'nowhere' is no folder" ]]
  refused 2 "$SCRIPTS/import/kuairand" empty made
  [[ $stderr == "kuairand: there are no log_*.csv in 'empty'" ]]
  refused 2 "$SCRIPTS/import/kuairand" half made
  [[ $stderr == "kuairand: there are no video_features_basic*.csv in 'half'" ]]
  TABLES=nowhere refused 2 "$SCRIPTS/stage" map
  [[ $stderr == "stage: 'nowhere' is no folder" ]]
  COUNTS=nowhere refused 2 "$SCRIPTS/stage" clean
  FIGURES='' refused 2 "$SCRIPTS/sections/10-growth" page
  [[ $stderr == '10-growth: name the file of the figures in the variable FIGURES' ]]
}

@test "refusals: settings that cannot be are named, in annual-report and in the stages" {
  refused 2 "$SCRIPTS/annual-report" --events plays -o made --from 2024-02-30
  [[ $stderr == 'annual-report: there is no day 2024-02-30; see annual-report --help' ]]
  refused 2 "$SCRIPTS/annual-report" --events plays -o made --year twenty
  refused 2 "$SCRIPTS/annual-report" --events plays -o made --from 2024-03-01 --to 2024-02-01
  FROM=2024-13-01 refused 2 "$SCRIPTS/stage" map
  [[ $stderr == 'stage: there is no day 2024-13-01' ]]
  TO='x[$(touch made)]-12-31' refused 2 "$SCRIPTS/stage" map
  AS_OF=soon refused 2 "$SCRIPTS/sections/10-growth" title
  MEASURE=like refused 2 "$SCRIPTS/stage" map
}

@test "refusals: a report that fails leaves no folder, and an old report as it was" {
  mkdir -p bad old
  ndgen --dirty 5% events -o bad/events.ndjson
  refused 3 "$SCRIPTS/annual-report" -o made/deep/report --events bad
  [[ $stderr == *'nduniq: '* && $stderr != *'{'* ]]
  echo old >old/report.md
  run -3 --separate-stderr "$SCRIPTS/annual-report" -o old --events bad
  [[ $(ls -A old) == report.md && $(cat old/report.md) == old ]]
  refused 2 "$SCRIPTS/annual-report" -o made --events plays --tz Nowhere/Town
  : >file
  run -4 --separate-stderr "$SCRIPTS/annual-report" -o file/report --events plays
  [[ $stderr == *"annual-report: cannot make the folder 'file/report'" ]]
}

@test "refusals: an import that fails leaves no folder" {
  mkdir -p broken
  printf '%s\n' '{"date":"2024-01-01","title":"a"}' '{"date":' >broken/weibo_hot_2024.ndjson
  refused 3 "$SCRIPTS/import/weibo" broken made/events
  printf 'video_id,author_id\n1,2\n' >broken/video_features_basic.csv
  printf 'user_id\n1\n' >broken/user_features.csv
  printf 'user_id,video_id\n1\n' >broken/log_1.csv
  refused 3 "$SCRIPTS/import/kuairand" broken made/events
}

@test "refusals: a report that is stopped leaves nothing" {
  mkfifo slow.ndjson
  mkdir -p waits
  ln -sf ../slow.ndjson waits/events.ndjson
  "$SCRIPTS/annual-report" -o made --events waits 2>/dev/null 3>&- &
  local script=$!
  exec 5>slow.ndjson
  for _ in {1..100}; do
    if compgen -G '.new.*' >/dev/null; then break; fi
    sleep 0.1
  done
  compgen -G '.new.*' >/dev/null
  kill -TERM "$script"
  exec 5>&-
  wait "$script" || true
  [[ -z $(compgen -G '.new.*') ]]
  [[ ! -e made ]]
}

@test "refusals: folders whose names a shell or a tool could misread are folders like any other" {
  local odd="-it's \"a\" \$(touch harmed) & 中文" report="-out of 'it'"
  mkdir -p -- "./$odd" 'a tmp'
  cp plays/* "./$odd"
  TMPDIR='a tmp' "$SCRIPTS/annual-report" --events "$odd" -o "$report" 2>/dev/null
  TMPDIR="$PWD/a tmp" "$SCRIPTS/verify-report" "./$report"
  "$SCRIPTS/verify-report" -- "$report"
  [[ -z $(ls -A 'a tmp') && ! -e harmed ]]
  TMPDIR=nowhere refused 4 "$SCRIPTS/annual-report" --events plays -o made
  [[ $stderr == *'there is no place for files that are needed until the end; name another with TMPDIR' ]]
}

@test "refusals: a tool that breaks in the middle is named, and there is no report" {
  local tool
  mkdir -p broken
  for tool in ndmerge ndtable ndplot; do
    printf '#!/bin/sh\nif [ "$1" = --version ]; then exec %s "$1"; fi\necho "%s: broken" >&2\nexit 3\n' "$(command -v "$tool")" "$tool" >"broken/$tool"
    chmod +x "broken/$tool"
    PATH=$PWD/broken:$PATH refused 3 "$SCRIPTS/annual-report" -o made/report --events plays
    [[ $stderr == *"$tool: broken"* && ${stderr_lines[-1]} == 'annual-report: there is no report' ]]
    [[ -z $(compgen -G '.new.*') ]]
    rm "broken/$tool"
  done
}

@test "refusals: a full disk is status 4, and leaves an old report as it was" {
  mkdir -p small
  mount -t tmpfs -o size=2m none small 2>/dev/null || skip 'a small file system takes root'
  "$SCRIPTS/annual-report" -o small/report --events plays 2>/dev/null
  find small -type f -exec cksum {} + >before
  head -c 2m /dev/zero >small/fill 2>/dev/null || true
  refused 4 "$SCRIPTS/annual-report" -o small/report --events plays
  refused 4 "$SCRIPTS/annual-report" -o small/other --events plays
  rm small/fill
  find small -type f -exec cksum {} + | diff before -
  [[ $(ls -A small) == report ]]
  umount small
}

@test "refusals: what is asked for besides the events is named before anything is read" {
  : >empty_claims
  refused 2 "$SCRIPTS/annual-report" -o made --events plays --claims nowhere
  [[ $stderr == "annual-report: there is no file of claims 'nowhere'; see annual-report --help" ]]
  refused 2 "$SCRIPTS/annual-report" -o made --events plays --claims empty_claims
  refused 2 "$SCRIPTS/annual-report" -o made --events plays --sign nowhere
  [[ $stderr == "annual-report: there is no key 'nowhere'; see annual-report --help" ]]
  refused 2 "$SCRIPTS/annual-report" -o made --events plays --previous plays
  [[ $stderr == "annual-report: there is no report in 'plays'; see annual-report --help" ]]
  refused 2 "$SCRIPTS/annual-report" -o '' --events plays
  refused 2 "$SCRIPTS/annual-report" -o made --events plays --as-of 2024-06-30
  [[ $stderr == "annual-report: a report as of 2024-06-30 cannot tell of days up to 2024-12-31; "*'--to'* ]]
}

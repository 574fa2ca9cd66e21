#!/usr/bin/env bats
# stage: the three stages of a report, by themselves.
# shellcheck disable=SC2154  # bats sets stderr

bats_require_minimum_version 1.5.0

setup_file() {
  export SCRIPTS=$BATS_TEST_DIRNAME/../../scripts
  export LC_ALL=C.UTF-8 TABLES=$BATS_FILE_TMPDIR
  cd "$BATS_FILE_TMPDIR" || return
  ndgen events -o events.ndjson
  ndgen videos -o dim_videos.ndjson
  ndgen topics -o dim_topics.ndjson
  "$SCRIPTS/stage" clean <events.ndjson >clean
  "$SCRIPTS/stage" map <clean >partials
}

setup() {
  cd "$BATS_FILE_TMPDIR" || return
}

@test "stage: clean keeps each event once, by people, received in time" {
  ndgroup -a n=count -a ids='distinct(.id)' -a agents='count(.agent != null)' clean >counts
  [[ $(ndfilter -c '.n == .ids and .agents == 0 and .n > 200000' counts) == 1 ]]
  [[ $(ndfilter -c '.recv_ms >= 1736006400000' clean) == 0 ]]
}

@test "stage: the partials of any parts merge to the same figures" {
  local section
  split -n l/3 clean part.
  for part in part.??; do "$SCRIPTS/stage" map <"$part"; done >parts
  : >each
  for section in "$SCRIPTS"/sections/*; do
    "$SCRIPTS/stage" reduce "${section##*/}" <partials >whole
    "$SCRIPTS/stage" reduce "${section##*/}" <parts >merged
    cmp whole merged
    cat whole >>each
  done
  [[ $(ndmap -r .figure each | sort -u | wc -l) -gt 20 ]]
  "$SCRIPTS/stage" reduce <partials | cmp each -
}

@test "stage: a section whose figures cannot be made ends the stage, whatever the others did" {
  mkdir -p broken
  cp -r "$SCRIPTS/." broken
  printf '#!/bin/sh\nexit 3\n' >broken/sections/20-topics
  run -3 broken/stage reduce 10-growth 20-topics 30-leaders <partials
  [[ -z $output ]]
}

@test "stage: map makes the partials of one section alone" {
  "$SCRIPTS/stage" map 10-growth <clean >one
  "$SCRIPTS/stage" reduce 10-growth <one >figures
  "$SCRIPTS/stage" reduce 10-growth <partials >all
  cmp figures all
  [[ $(ndfilter -c '.grouping != "report.days" and .grouping != null' one) == 0 ]]
}

@test "stage: partials are those of clean and map, whatever the order of the events" {
  export NAMES=$PWD/names FOLLOWS=$PWD/follows
  "$SCRIPTS/stage" partials events.ndjson >whole
  "$SCRIPTS/stage" map <clean | cmp whole -
  ndsort -k 'by=(.id|xxh3)' events.ndjson -o mixed.ndjson
  rm names follows
  run -0 --separate-stderr "$SCRIPTS/stage" partials mixed.ndjson
  [[ $stderr == 'stage: the events are not in the order of their receipt; this takes a little longer' ]]
  ndmerge <<<"$output" >of_mixed
  ndmerge whole | cmp - of_mixed
  # Into a pipe nothing of the first try goes.
  head -n 0 follows >nobody
  export FOLLOWS=$PWD/nobody
  "$SCRIPTS/stage" partials mixed.ndjson 2>messages | ndmerge >of_pipe
  [[ -s of_pipe ]]
  run -2 --separate-stderr "$SCRIPTS/stage" partials
  [[ $stderr == 'stage: name the files of events' ]]
}

@test "stage: the tables that are made of events and other tables are made where they are missing, and asked for" {
  export NAMES=$PWD/names FOLLOWS=$PWD/follows
  rm -f names follows
  MAPPED=10-growth "$SCRIPTS/stage" partials events.ndjson >whole
  [[ ! -e names && ! -e follows ]]
  "$SCRIPTS/stage" partials events.ndjson >whole
  "$SCRIPTS/follows" events.ndjson | cmp - follows
  [[ -s follows && -s names ]]
  # Of these the map was made; else there would be none that anybody knows to follow.
  [[ $(ndmerge --only community.days whole | ndgroup -a 'close=sum(.close)' | ndmap '.close > 0') == true ]]
  # Those that are there are taken: nobody follows anybody.
  head -n 0 follows >nobody
  FOLLOWS=$PWD/nobody "$SCRIPTS/stage" partials events.ndjson >whole
  [[ ! -s nobody ]]
  [[ $(ndmerge --only farming.days whole | ndgroup -a 'n=sum(.followers)' | ndmap '.n == 0 or .n == null') == true ]]
  # Each alone is out of order: the follow events, and all but those.
  ndfilter '.type != "follow"' events.ndjson >others
  ndfilter '.type == "follow"' events.ndjson >only
  {
    tac only
    cat others
  } >first_mixed
  {
    cat only
    tac others
  } >then_mixed
  for mixed in first_mixed then_mixed; do
    rm -f names follows
    run -0 --separate-stderr "$SCRIPTS/stage" partials "$mixed"
    [[ $stderr == 'stage: the events are not in the order of their receipt; this takes a little longer' ]]
    "$SCRIPTS/follows" events.ndjson | cmp - follows
  done
}

@test "stage: partials are read from a file, a pipe, or what is left of a file, and not if they were cut" {
  "$SCRIPTS/stage" reduce 80-rhythm 60-incomes <partials >of_file
  # shellcheck disable=SC2002  # through a pipe
  cat partials | "$SCRIPTS/stage" reduce 80-rhythm 60-incomes | cmp of_file -
  {
    echo something
    cat partials
  } >behind
  {
    read -r line
    [[ $line == something ]]
    "$SCRIPTS/stage" reduce 80-rhythm 60-incomes
  } <behind | cmp of_file -
  for section in 80-rhythm 60-incomes; do
    "$SCRIPTS/sections/$section" reduce <partials
  done | cmp of_file -
  grep -v '"$source".*"grouping":"incomes.months"\|"grouping":"incomes.months".*"$source"' partials >shortened
  run -3 --separate-stderr "$SCRIPTS/stage" reduce <shortened
  [[ $stderr == *"ndmerge: the partials: the groups of grouping 'incomes.months' end without their source record: the input was cut"* ]]
  # What is wrong with all of them is said once.
  sed '$s/./x/' partials >bad
  run -3 --separate-stderr "$SCRIPTS/stage" reduce <bad
  [[ $(grep -c 'the partials:' <<<"$stderr") == 1 ]]
}

@test "stage: a stage or section that there is not is refused" {
  run -2 --separate-stderr "$SCRIPTS/stage" polish
  [[ $stderr == 'stage: say which stage: clean, map, words, partials or reduce' ]]
  run -2 --separate-stderr "$SCRIPTS/stage" reduce 99-nothing
  [[ $stderr == "stage: no section '99-nothing'; there are: $(cd "$SCRIPTS/sections" && echo *)" ]]
}

@test "stage: a tool that fails ends it with the tool's status" {
  run -4 --separate-stderr "$SCRIPTS/stage" clean no-such-file
  [[ $stderr == *"cannot open 'no-such-file'"* ]]
}

@test "stage: the counts of cleaning are a record" {
  mkdir -p steps
  COUNTS=steps "$SCRIPTS/stage" clean <events.ndjson >again 2>messages
  cmp clean again
  [[ ! -s messages ]]
  [[ $(ls steps) == clean ]]
  [[ $(ndmap -r .read steps/clean) == $(wc -l <events.ndjson) ]]
  [[ $(ndmap -r .tallies.agents steps/clean) == $(ndfilter -c '.agent != null' events.ndjson) ]]
  [[ $(ndmap -r .written steps/clean) == $(wc -l <clean) ]]
}

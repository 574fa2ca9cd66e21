#!/usr/bin/env bats
# Engines: what GNU parallel, Spark, Sail and Hadoop's way of sorting make of the parts of clean events is what one run makes of them
# all, also where something is killed; and what an engine loses is refused by name.
# shellcheck disable=SC2154,SC2312  # bats sets stderr; a test that finds nothing fails

load helper

setup_file() {
  export LC_ALL=C.UTF-8
  cd "$BATS_FILE_TMPDIR" || return
  make_whole_platform platform
  export TABLES=$BATS_FILE_TMPDIR/platform FOLLOWS=$BATS_FILE_TMPDIR/follows
  "$SCRIPTS/follows" platform/events.ndjson >follows
  "$SCRIPTS/stage" clean <platform/events.ndjson >clean
  "$SCRIPTS/stage" map <clean >partials
  ndmerge partials >merged
  "$SCRIPTS/stage" reduce <partials >figures
  # Programs that are killed, or fail, once or always.
  mkdir killed failing
  printf '#!/bin/sh\nif mkdir "%s" 2>/dev/null; then kill -9 $$; fi\nexec "%s" "$@"\n' "$PWD/once" "$(command -v ndgroup)" >killed/ndgroup
  printf '#!/bin/sh\necho "ndgroup: this part cannot be used" >&2\nexit 3\n' >failing/ndgroup
  chmod +x killed/ndgroup failing/ndgroup
}

setup() {
  cd "$BATS_FILE_TMPDIR" || return
  rm -rf once
}

# same_as_local PARTIALS: they merge to what the local run has, and make the same figures.
same_as_local() {
  ndmerge "$1" | cmp - merged
  "$SCRIPTS/stage" reduce <"$1" | cmp - figures
}

need_parallel() { command -v parallel >/dev/null || skip 'GNU parallel is not installed'; }

# need_modules MODULE...: a Python that has them, ENGINES_PYTHON or python3, or the test is skipped.
need_modules() {
  local module
  export PYTHON=${ENGINES_PYTHON:-python3}
  for module in "$@"; do
    "$PYTHON" -c "import $module" 2>/dev/null || skip "$PYTHON has no $module; pip install pysail 'pyspark[connect]' hyperqueue cloudpickle, and name that Python with ENGINES_PYTHON"
  done
}

# start_sail: a server of Spark Connect, at $SAIL.
start_sail() {
  "$PYTHON" - >sail 2>sail_messages 3>&- <<'PYTHON' &
import time
from pysail.spark import SparkConnectServer
server = SparkConnectServer("127.0.0.1", 0)
server.start(background=True)
print("sc://127.0.0.1:%d" % server.listening_address[1], flush=True)
time.sleep(600)
PYTHON
  SAIL_JOB=$!
  for _ in {1..300}; do
    if [[ -s sail ]]; then break; fi
    sleep 0.1
  done
  SAIL=$(<sail)
}

teardown() {
  if [[ -n ${SAIL_JOB-} ]]; then kill -9 "$SAIL_JOB" 2>/dev/null || true; fi
}

@test "manifest: parts are whole lines, one after the other, and all of the files" {
  "$SCRIPTS/manifest" --parts 64 clean >manifest
  [[ $(wc -l <manifest) == 64 ]]
  ndwindow -a 'before=lag(.from)' -a 'bytes_before=lag(.bytes)' manifest |
    ndfilter -c '.from != (.before // 0) + (.bytes_before // 0)' >gaps
  [[ $(<gaps) == 0 ]]
  [[ $(ndgroup -a 'n=sum(.bytes)' manifest | ndmap .n) == "$(stat -c %s clean)" ]]
  while read -r from; do
    [[ $from == 0 || $(tail -c "+$from" clean | head -c 1 | od -An -c) == *'\n'* ]]
  done < <(ndmap .from manifest)
  # Lines longer than a part, a file without an end, an empty one, and compressed ones.
  printf '%s\n' '{"a":1111111111111111111}' '{}' '{"a":2}' >lines
  printf '{"b":1}\n{"b":2}' >open
  : >empty
  gzip -c lines >packed
  "$SCRIPTS/manifest" --size 3 lines open empty packed | ndmap '[.from, .bytes, .size]' >found
  diff - found <<OUT
[0,26,null]
[26,3,null]
[29,8,null]
[0,8,null]
[8,7,null]
[null,null,$(stat -c %s packed)]
OUT
  run -2 "$SCRIPTS/manifest" --size 3X lines
  [[ $output == "manifest: '3X' is no size, such as 64M" ]]
  run -4 "$SCRIPTS/manifest" no-such-file
  [[ $output == "manifest: 'no-such-file' is no file that can be read" ]]
}

@test "engines: parallel gives the same bytes, with 64 parts, a worker killed, and started again" {
  need_parallel
  "$SCRIPTS/engines/parallel" parts 64 clean -- --jobs 2 >found
  same_as_local found
  # What is there is kept.
  find parts -type f -printf '%p %T@\n' | sort >before
  "$SCRIPTS/engines/parallel" parts 64 clean >again
  cmp found again
  find parts -type f -printf '%p %T@\n' | grep /parts/ | sort | diff <(grep /parts/ before) -
  PATH=$PWD/killed:$PATH "$SCRIPTS/engines/parallel" of_killed 8 clean -- --jobs 2 >found 2>messages
  [[ -d once ]]
  same_as_local found
}

@test "engines: parallel that is killed with all its jobs goes on where it was" {
  need_parallel
  local job
  setsid "$SCRIPTS/engines/parallel" of_two_runs 32 clean -- --jobs 2 >/dev/null 2>&1 3>&- &
  job=$!
  sleep 1.5
  kill -9 -- -"$job" || true
  wait "$job" || true
  "$SCRIPTS/engines/parallel" of_two_runs 32 clean -- --jobs 2 >found
  same_as_local found
}

@test "engines: a program that fails ends the run with its message, and no partials" {
  need_parallel
  PATH=$PWD/failing:$PATH run -3 --separate-stderr "$SCRIPTS/engines/parallel" of_failing 2 clean
  [[ $stderr == *'ndgroup: this part cannot be used'* && $stderr == *"clean:0"* ]]
  [[ -z $output || $output == '{"$cut"'* ]]
}

@test "engines: a part that is missing, doubled or cut is refused by name" {
  need_parallel
  "$SCRIPTS/engines/parallel" faulty 8 clean >found
  cp faulty/parts/3.ndjson.zst faulty/parts/9.ndjson.zst
  run -3 --separate-stderr "$SCRIPTS/engines/parallel" faulty 8 clean
  [[ $stderr == *"$(sed -n 3p faulty/manifest.ndjson | ndmap -r .label)"* ]]
  rm faulty/parts/9.ndjson.zst
  head -c 1000 faulty/parts/4.ndjson.zst >short
  cp faulty/parts/4.ndjson.zst kept
  cp short faulty/parts/4.ndjson.zst
  run -4 --separate-stderr "$SCRIPTS/engines/parallel" faulty 8 clean
  [[ $stderr == *faulty/parts/4.ndjson.zst* ]]
  cp kept faulty/parts/4.ndjson.zst
  rm faulty/parts/5.ndjson.zst
  run -3 --separate-stderr ndmerge --expect faulty/manifest.ndjson faulty/parts/*
  [[ $stderr == *"$(sed -n 5p faulty/manifest.ndjson | ndmap -r .label)"* ]]
  # One that has read fewer bytes than it should.
  "$SCRIPTS/stage" words >words
  mapfile -d '' -t words <words
  head -c 100000 clean | head -n -1 | (cd "$TABLES" && "${words[@]}" --source "$(sed -n 5p "$BATS_FILE_TMPDIR/faulty/manifest.ndjson" | ndmap -r .label)" \
    -o "$BATS_FILE_TMPDIR/faulty/parts/5.ndjson.zst")
  run -3 --separate-stderr ndmerge --expect faulty/manifest.ndjson faulty/parts/*
  [[ $stderr == *"$(sed -n 5p faulty/manifest.ndjson | ndmap -r .label)"* ]]
  # Other files are not mixed with these.
  run -2 --separate-stderr "$SCRIPTS/engines/parallel" faulty 9 clean
  [[ $stderr == "parallel: '"*"faulty' holds parts of other files or tables, or of another map; name a new folder" ]]
  # Nor is what has the same name and size, and holds something else.
  cp clean as_was
  "$SCRIPTS/engines/parallel" same 3 as_was >partials
  sed 's/"play"/"post"/' clean >as_was
  run -2 --separate-stderr "$SCRIPTS/engines/parallel" same 3 as_was
}

@test "engines: a part that could not be read is none" {
  "$SCRIPTS/stage" words >words
  "$SCRIPTS/manifest" --parts 3 "$PWD/clean" >unread.ndjson
  mkdir unread
  mv clean elsewhere
  (cd "$TABLES" && run -1 "$SCRIPTS/engines/map-part" "$OLDPWD/words" "$OLDPWD/unread.ndjson" 1 "$OLDPWD/unread")
  mv elsewhere clean
  [[ -z $(ls -A unread) ]]
}

@test "engines: Hadoop's contract gives the same bytes: mappers, a sort by the bytes of keys, reducers by keys, input in pieces" {
  local reducer
  rm -rf hadoop
  mkdir hadoop
  "$SCRIPTS/stage" words >words
  mapfile -d '' -t words <words
  split -n l/8 clean hadoop/split.
  for part in hadoop/split.*; do (cd "$TABLES" && "${words[@]}" --keyed "$BATS_FILE_TMPDIR/$part") | ndmerge --keyed --partial; done >hadoop/mapped 2>hadoop/messages
  # What Hadoop does: the text before the first tab is the key; equal keys come to one reducer, in the order of their bytes.
  LC_ALL=C sort -s -t "$(printf '\t')" -k 1,1 hadoop/mapped |
    awk -F '\t' '{ if ($1 != last) { last = $1; n = (n + 1) % 3 } print >("hadoop/reducer." n) }'
  for reducer in hadoop/reducer.*; do
    (
      head -c 5000
      sleep 0.05
      cat
    ) <"$reducer" | ndmerge --keyed --partial 2>>hadoop/messages | cut -f 2-
  done >hadoop/partials
  ndmerge <hadoop/partials 2>>hadoop/messages | cmp - merged
}

@test "engines: Sail gives the same bytes, with 64 parts and a child killed; one that fails says why" {
  need_modules pyspark pyarrow pysail
  start_sail
  "$SCRIPTS/engines/spark" of_sail 64 clean -- --remote "$SAIL" >found 2>messages || { cat messages && false; }
  same_as_local found
  PATH=$PWD/killed:$PATH "$SCRIPTS/engines/spark" of_killed_sail 8 clean -- --remote "$SAIL" >found 2>messages || { cat messages && false; }
  [[ -d once ]]
  same_as_local found
  PATH=$PWD/failing:$PATH run ! --separate-stderr "$SCRIPTS/engines/spark" of_failing_sail 2 clean -- --remote "$SAIL"
  [[ $stderr == *'clean:'*': ndgroup: this part cannot be used'* ]]
  [[ -z $output || $output == '{"$cut"'* ]]
}

@test "engines: Spark with two executors gives the same bytes, and with a child killed" {
  need_modules pyspark pyarrow
  command -v java >/dev/null || skip 'there is no JVM'
  PATH=$PWD/killed:$PATH "$SCRIPTS/engines/spark" of_spark 64 clean -- --master 'local-cluster[2,1,1024]' >found 2>messages || { cat messages && false; }
  [[ -d once ]]
  same_as_local found
}

@test "engines: HyperQueue gives the same bytes, and with a worker's program killed the part is made by the next run" {
  need_modules hyperqueue
  "$SCRIPTS/engines/hyperqueue" of_hyperqueue 16 clean >found 2>messages || { cat messages && false; }
  same_as_local found
  PATH=$PWD/killed:$PATH run ! --separate-stderr "$SCRIPTS/engines/hyperqueue" of_killed_queue 8 clean
  [[ -d once && (-z $output || $output == '{"$cut"'*) ]]
  "$SCRIPTS/engines/hyperqueue" of_killed_queue 8 clean >found 2>messages || { cat messages && false; }
  same_as_local found
  PATH=$PWD/failing:$PATH run ! --separate-stderr "$SCRIPTS/engines/hyperqueue" of_failing_queue 2 clean
  [[ $stderr == *'part '*': ndgroup: this part cannot be used'* ]]
}

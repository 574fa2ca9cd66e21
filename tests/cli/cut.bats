#!/usr/bin/env bats
# How a failure travels down a pipe: several programs in a row.

load helper

setup() {
  cd "$BATS_TEST_TMPDIR" || return
  unset ND_TZ NO_COLOR TZ COLUMNS
  export LC_ALL=C.UTF-8
  seq 1 5000 | sed 's/.*/{"n":&,"type":"play"}/' >good.ndjson
  { head -n 3000 good.ndjson && echo '{"n":1,' && tail -n 2000 good.ndjson; } >bad.ndjson
  set +o pipefail
}

# says FILE TEXT...: FILE is exactly the lines.
says() {
  local file=$1
  shift
  printf '%s\n' "$@" | diff -u - "$file"
}

@test "three tools in a row: each says where it began, the last one writes nothing" {
  local status=0
  ndparse bad.ndjson 2>err1 | ndfilter '.n > 5' 2>err2 | ndgroup -g type -o out 2>err3 || status=$?
  ((status == 3))
  grep -q '^ndparse: bad.ndjson:3001:8: ' err1
  says err2 'ndfilter: the input was cut off: ndparse failed at bad.ndjson:3001:8'
  says err3 'ndgroup: the input was cut off: ndparse failed at bad.ndjson:3001:8'
  [[ ! -e out ]]
}

@test "a blocking tool that had written nothing passes the failure on" {
  local status=0
  ndgroup -g type bad.ndjson 2>err1 | ndsort -k n 2>err2 | ndtop -k n 2>err3 >out || status=$?
  ((status == 3))
  says err3 'ndtop: the input was cut off: ndgroup failed at bad.ndjson:3001:8'
  [[ ! -s out ]]
}

@test "a record that fails, an expression, a missing file and a full disk are told apart" {
  local text
  text=$(ndmap '.n + 1' <<<'{"n":"x"}' 2>/dev/null || true)
  [[ $text == '{"$cut":"ndmap -:1 data"' ]]
  text=$(ndfilter '.n >' good.ndjson 2>/dev/null || true)
  [[ $text == '{"$cut":"ndfilter usage"' ]]
  text=$(ndsort -k n nowhere 2>/dev/null || true)
  [[ $text == '{"$cut":"ndsort io"' ]]
}

@test "the next program's --rejects and --max-errors do not swallow it" {
  local status=0
  ndparse bad.ndjson 2>/dev/null | ndfilter true --rejects refused --max-errors 100 -o out 2>messages || status=$?
  ((status == 3))
  says messages 'ndfilter: the input was cut off: ndparse failed at bad.ndjson:3001:8'
  [[ ! -e out && ! -s refused ]]
}

@test "another stream glued to it does not hide it, whatever the next tool looks for" {
  local status condition
  for condition in true '.n == 4999' '.type == "play"' '.type == "none"' '.n > 4998 and .type == "play"'; do
    status=0
    {
      ndparse bad.ndjson 2>/dev/null || true
      cat good.ndjson
    } | ndfilter "$condition" >out 2>messages || status=$?
    ((status == 3)) || { echo "$condition: $status" && return 1; }
    says messages 'ndfilter: the input was cut off: ndparse failed at bad.ndjson:3001:8'
  done
}

@test "no other reader of JSON takes it for a record" {
  local program
  ndfilter true bad.ndjson 2>/dev/null | cat >cut.ndjson
  [[ $(tail -n 1 cut.ndjson) == '{"$cut":"ndfilter bad.ndjson:3001:8 syntax"' ]]
  run ! jq -c . cut.ndjson
  run ! python3 -c 'import json, sys
for line in sys.stdin: json.loads(line)' <cut.ndjson
  for program in gojq mlr; do
    if ! command -v "$program" >/dev/null; then continue; fi
    if [[ $program == mlr ]]; then run ! mlr --ijsonl --ojsonl cat cut.ndjson; else run ! gojq -c . cut.ndjson; fi
  done
}

@test "nothing of it means anything to a shell, and nothing of the user is in it" {
  local name='$(touch pwned)`touch pwned`;touch pwned "x" '"'"'y'"'"'.ndjson'
  cp bad.ndjson "$name"
  ndfilter true "$name" 2>/dev/null | tail -n 1 >cut.ndjson
  [[ $(cat cut.ndjson) == '{"$cut":"ndfilter __touch_pwned__touch_pwned__touch_pwned__x___y_.ndjson:3001:8 syntax"' ]]
  sh <cut.ndjson 2>/dev/null || true
  xargs echo <cut.ndjson >/dev/null 2>&1 || true
  [[ ! -e pwned ]]
}

@test "head before it is no failure; what head let through is whole" {
  ndparse bad.ndjson 2>/dev/null | head -n 3 | ndgroup >out
  [[ $(cat out) == '{"n":3}' ]]
}

@test "a reader that went away is told nothing, and the tool ends quietly" {
  ndparse good.ndjson 2>messages | head -n 1 >out
  [[ ! -s messages && $(cat out) == '{"n":1,"type":"play"}' ]]
}

@test "it goes through a socket, as a child process of another program has it" {
  python3 - <<'PYTHON' >out
import socket, subprocess
ours, theirs = socket.socketpair()
tool = subprocess.Popen(["ndfilter", "true", "bad.ndjson"], stdout=theirs, stderr=subprocess.DEVNULL)
theirs.close()
data = b""
while chunk := ours.recv(65536):
    data += chunk
print(data.split(b"\n")[-1].decode())
PYTHON
  [[ $(cat out) == '{"$cut":"ndfilter bad.ndjson:3001:8 syntax"' ]]
}

@test "counts and raw text are not followed by it" {
  [[ -z $(ndfilter -c true bad.ndjson 2>/dev/null) ]]
  [[ $(ndmap -r .type bad.ndjson 2>/dev/null | tail -n 1) == play ]]
  [[ -z $(ndfilter -vc --nope 2>/dev/null) ]]
}

@test "a signal while the pipe is full leaves whole lines and the cut line" {
  python3 - <<'PYTHON'
import json, signal, subprocess, sys, time
lines = b"".join(b'{"n":%d,"text":"%s"}\n' % (n, b"x" * 300) for n in range(60000))
open("large.ndjson", "wb").write(lines)
for wait in (0.05, 0.1, 0.2):
    tool = subprocess.Popen(["ndfilter", "true", "large.ndjson"], stdout=subprocess.PIPE)
    time.sleep(wait)
    tool.send_signal(signal.SIGTERM)
    time.sleep(0.1)
    data = tool.stdout.read()
    assert tool.wait() == -signal.SIGTERM, tool.returncode
    *records, last = data.split(b"\n")
    for record in records:
        json.loads(record)
    assert last == b'{"$cut":"ndfilter signal"', last[:80]
PYTHON
}

@test "a reader that does not read does not keep a signalled tool alive" {
  python3 - <<'PYTHON'
import signal, subprocess, time
open("large.ndjson", "wb").write(b'{"n":1}\n' * 3000000)
tool = subprocess.Popen(["ndfilter", "true", "large.ndjson"], stdout=subprocess.PIPE)
time.sleep(0.3)
tool.send_signal(signal.SIGTERM)
assert tool.wait(timeout=5) == -signal.SIGTERM
PYTHON
}

@test "a reader of a side output that goes away is a failure, not the end" {
  # More than any pipe holds.
  { yes '{"t":"some text to fill a pipe with","a":1}' | head -n 60000 && echo '{"a":2}'; } >late.ndjson
  local status=0
  # shellcheck disable=SC2312  # what is judged is the tool
  nduniq -k a --dropped >(head -n 1 >/dev/null) late.ndjson 2>messages >out || status=$?
  ((status == 4))
  grep -q '^nduniq: cannot write .*: Broken pipe' messages
  echo '{"a":2}' >table
  status=0
  # shellcheck disable=SC2312
  ndjoin -k a --unmatched >(head -n 1 >/dev/null) table late.ndjson -o joined 2>messages || status=$?
  ((status == 4))
  [[ ! -e joined ]]
  status=0
  sed 's/1}/1/' late.ndjson >broken
  # shellcheck disable=SC2312
  ndfilter true --rejects >(head -n 1 >/dev/null) broken 2>messages >out || status=$?
  ((status == 4))
}

@test "what is wrong in a table is passed on with its place, and a table that was cut off too" {
  printf '{"k":1}\n{"k":\n' >table
  [[ $(ndjoin -k k table good.ndjson 2>/dev/null || true) == '{"$cut":"ndjoin table:2:6 syntax"' ]]
  ndfilter true bad.ndjson 2>/dev/null | cat >cut.ndjson
  [[ $(ndjoin -k n cut.ndjson good.ndjson 2>/dev/null || true) == '{"$cut":"ndfilter bad.ndjson:3001:8 syntax"' ]]
}

@test "threads that cannot be started are a failure that travels down the pipe" {
  yes '{"n":1,"type":"play"}' | head -n 400000 >large.ndjson
  local status=0
  # shellcheck disable=SC2312
  (ulimit -v 400000 && ndfilter -j 200 true large.ndjson 2>/dev/null) | ndgroup -o out 2>messages || status=$?
  ((status == 3))
  [[ ! -e out ]]
  # Whether a thread or its memory is refused first is the system's affair.
  grep -qxE 'ndgroup: the input was cut off: ndfilter failed \((io|memory)\)' messages
}

@test "an alarm that was set for it ends a tool, as it ends any program" {
  python3 - <<'PYTHON'
import signal, subprocess
tool = subprocess.Popen(["ndfilter", "true"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                        preexec_fn=lambda: signal.alarm(1))
assert tool.stdout.read() == b'{"$cut":"ndfilter signal"'
assert tool.wait(timeout=5) == -signal.SIGALRM
PYTHON
}

@test "a usage error beside --rejects or --stats travels down the pipe too" {
  [[ $(ndfilter --rejects r --bogus true good.ndjson 2>/dev/null || true) == '{"$cut":"ndfilter usage"' ]]
  [[ $(ndfilter --stats --bogus true good.ndjson 2>/dev/null || true) == '{"$cut":"ndfilter usage"' ]]
  [[ -z $(ndfilter -o out --bogus true good.ndjson 2>/dev/null || true) ]]
}

@test "counts say what was written, not what was to be" {
  local status=0
  echo '{"a":1}' | ndfilter --stats=counts true >/dev/full 2>/dev/null || status=$?
  ((status == 4))
  grep -q '"bytes_written":0,' counts
}

#!/usr/bin/env bats
# What holds for every tool: run once for each, named by ND_TOOL.

load helper

# told KIND: the words of the tool's own lines of this kind (tests/calls.py), one line each. None of them is status 1.
told() {
  local lines
  lines=$(grep -E "^#: $1( |\$)" "$BATS_TEST_DIRNAME/$ND_TOOL.bats") || return
  sed "s/^#: $1 *//" <<<"$lines"
}

# How the tool is called on records.ndjson: the words between its name and the files.
setup_call() {
  local words
  printf '%s\n' '{"k":"x","v":1,"t":"2023-07-01"}' '{"k":"y","v":2,"t":"2024-07-01"}' \
    '{"k":"x","v":3,"t":"2024-07-02"}' >records.ndjson
  printf '%s\n' '{"k":"x","name":"X"}' '{"k":"y","name":"Y"}' >table.ndjson
  words=$(told frame) || { echo "say in $ND_TOOL.bats how $ND_TOOL is called, see tests/calls.py" && return 1; }
  eval "call=($words)"
  if words=$(told frame-input); then
    eval "$words" <records.ndjson >input.ndjson
    mv input.ndjson records.ndjson
  fi
  reads=1
  if [[ $(told reads) == nothing ]]; then reads=0; fi
}

setup() {
  cd "$BATS_TEST_TMPDIR" || return
  unset ND_TZ NO_COLOR TZ COLUMNS
  export LC_ALL=C.UTF-8
  setup_call
  records=("$ND_TOOL" "${call[@]}")
  if ((reads)); then records+=(records.ndjson); fi
}

# What the tool writes is text for people, not records: nothing travels down a pipe.
writes_text() {
  [[ $(told writes) == text ]]
}

# in_pipe FILE COMMAND...: runs it with its standard output in a pipe; FILE gets what came through. Its exit status.
in_pipe() {
  local file=$1 statuses
  shift
  # shellcheck disable=SC2312  # PIPESTATUS has it
  "$@" 2>"$BATS_TEST_TMPDIR/.messages" | cat >"$file"
  statuses=("${PIPESTATUS[@]}")
  return "${statuses[0]}"
}

# ends_with_cut FILE TEXT: the file ends with the cut line of TEXT at a line's start, without newline; nothing of the
# kind where the tool writes text.
ends_with_cut() {
  local last
  last=$(tail -n 1 "$1")
  if writes_text; then
    [[ $last != *'$cut'* ]]
    return
  fi
  [[ $last == "{\"\$cut\":\"$2\"" ]] || { echo "ends with: $last" && return 1; }
  [[ $(tail -c 1 "$1") == '"' ]]
}

needs_input() {
  if ((!reads)); then skip "$ND_TOOL reads no records"; fi
}

@test "-h fits one screen and shows two examples" {
  run -0 --separate-stderr "$ND_TOOL" -h
  [[ -z $stderr ]]
  ((${#lines[@]} <= 24))
  local line examples=0
  for line in "${lines[@]}"; do
    if ((${#line} > 80)); then echo "$line" && return 1; fi
    if [[ $line == '  # '* ]]; then examples=$((examples + 1)); fi
  done
  ((examples == 2))
  [[ $output == *"usage: $ND_TOOL"* ]]
}

@test "--help has every section" {
  run -0 --separate-stderr "$ND_TOOL" --help
  [[ -z $stderr ]]
  local section
  for section in DESCRIPTION OPTIONS EXAMPLES 'EXIT STATUS' MEMORY 'SEE ALSO'; do
    grep -qx "$section" <<<"$output" || { echo "no $section" && return 1; }
  done
}

@test "--help and --version win over a command line that lacks something" {
  run -0 --separate-stderr "$ND_TOOL" --version
  [[ $output =~ ^"$ND_TOOL"' (annals) '[0-9]+\.[0-9]+\.[0-9]+$ && -z $stderr ]]
  run -0 --separate-stderr "$ND_TOOL" -V
  [[ $output =~ ^"$ND_TOOL"' (annals) ' ]]
}

@test "help that cannot be written is exit 4" {
  fails_on_full_disk "$ND_TOOL" --help
}

@test "an unknown option is exit 2 with what was meant" {
  misused "no such option '--versoin'; did you mean '--version'?" "$ND_TOOL" --versoin
  misused "no such option '-?'" "$ND_TOOL" '-?'
}

@test "a value that is missing, and one that is none of the choices, are exit 2" {
  misused "option '--generate' needs a value: WHAT" "$ND_TOOL" --generate
  misused "--generate: 'bsah' is none of man, bash, zsh, fish; did you mean 'bash'?" "$ND_TOOL" --generate=bsah
}

@test "a time zone that there is not is exit 2, whether or not a function asks for it" {
  "$ND_TOOL" --help >help
  if ! grep -q -e ' --tz ' help; then skip "$ND_TOOL has no --tz"; fi
  run -2 --separate-stderr "${records[@]}" --tz Mars
  [[ $stderr == "$ND_TOOL: no such time zone 'Mars'; names are like Asia/Shanghai"* ]]
  ND_TZ=Mars run -2 "${records[@]}"
  run -0 "${records[@]}" --tz Asia/Shanghai
}

@test "options may stand after operands, and -- ends them" {
  "${records[@]}" >plain
  "${records[@]}" --output=after
  cmp plain after
  if ((reads)); then
    cp records.ndjson ./-odd.ndjson
    "$ND_TOOL" "${call[@]}" -- -odd.ndjson >odd
    cmp plain odd
  fi
}

@test "a missing file is exit 4 and named" {
  needs_input
  fails 4 "$ND_TOOL: cannot open 'no-such-file': No such file or directory" "$ND_TOOL" "${call[@]}" no-such-file
}

@test "what is plainly something else is named" {
  needs_input
  # named FORM WORDS: the tool refuses the file FORM, and says so.
  named() {
    run -3 --separate-stderr "$ND_TOOL" "${call[@]}" "$1" -o out
    if [[ $stderr != "$ND_TOOL: $1:1:"*"$2"* || -e out ]]; then echo "$1: $stderr" && return 1; fi
  }
  printf 'k,v,t\nx,1,2024-01-01\n' >comma
  printf 'k\tv\tt\nx\t1\t2024-01-01\n' >tab
  printf '{\n  "k": "x"\n}\n' >pretty
  printf '[\n  {"k": "x"}\n]\n' >list
  printf '<!DOCTYPE html>\n<html>\n' >page
  printf '\xfd7zXZ\0\0\4' >xz
  printf 'BZh91AY&SY' >bzip2
  printf 'PAR1\x15\4' >parquet
  printf 'PK\3\4' >zip
  gzip <records.ndjson | gzip >twice
  printf '\xff\xfe{\0' >utf16
  named comma 'ndparse --from csv reads it'
  named tab 'ndparse --from tsv reads it'
  named pretty 'ndparse --from json reads it'
  named list 'ndparse --from json reads it'
  named page 'an HTML page'
  named xz 'xz -dc'
  named bzip2 'bzip2 -dc'
  named parquet Parquet
  named zip 'unzip -p'
  named twice 'gzip -dc'
  named utf16 'UTF-16'
}

@test "a file of an array of records is not taken for a record without fields" {
  needs_input
  { printf '[' && paste -sd, records.ndjson && printf ']'; } | tr -d '\n' >array
  run -3 --separate-stderr "$ND_TOOL" "${call[@]}" array -o out
  [[ $stderr == *'ndparse --from json'* && ! -e out ]]
}

@test "a directory is exit 4" {
  needs_input
  mkdir folder
  run -4 --separate-stderr "$ND_TOOL" "${call[@]}" folder -o out
  [[ $stderr == "$ND_TOOL: "*"'folder'"* && ! -e out ]]
}

@test "standard input, -, a file and gzip are read alike" {
  needs_input
  "$ND_TOOL" "${call[@]}" records.ndjson >plain
  "$ND_TOOL" "${call[@]}" <records.ndjson >input
  cmp plain input
  "$ND_TOOL" "${call[@]}" - <records.ndjson >dash
  cmp plain dash
  gzip -k records.ndjson
  "$ND_TOOL" "${call[@]}" records.ndjson.gz >packed
  cmp plain packed
}

@test "-o FILE.gz and FILE.zst are compressed, with the same bytes whenever they are written" {
  "${records[@]}" >plain
  "${records[@]}" -o out.gz
  gzip -dc out.gz | cmp - plain
  "${records[@]}" -o out.zst
  zstd -dcq out.zst | cmp - plain
  sleep 1.1
  "${records[@]}" -o again.gz
  cmp out.gz again.gz
  ln -s /dev/full full.gz
  fails 4 "$ND_TOOL: cannot write 'full.gz': No space left on device" "${records[@]}" -o full.gz
}

@test "a compressed pipe that is cut off says so to its reader" {
  needs_input
  mkfifo pipe.gz
  printf '{"k":\n' >bad.ndjson
  gzip -dc <pipe.gz >through 2>said &
  run -3 "$ND_TOOL" "${call[@]}" bad.ndjson -o pipe.gz
  local status=0
  wait "$!" || status=$?
  ((status == 1)) && [[ $(<said) == *'unexpected end of file'* ]]
}

@test "the same input gives the same bytes again" {
  "${records[@]}" >first
  "${records[@]}" >second
  cmp first second
  [[ -s first ]]
}

@test "empty input is success" {
  needs_input
  : >empty.ndjson
  if [[ $ND_TOOL == ndmerge ]]; then
    # Partials end with a source record: a file without one was cut.
    fails 3 'ndmerge: empty.ndjson: no source record has come: the input is empty, or was cut at its end' ndmerge empty.ndjson
    return
  fi
  run -0 --separate-stderr "$ND_TOOL" "${call[@]}" empty.ndjson
  [[ -z $stderr ]]
}

@test "a full disk is exit 4" {
  fails_on_full_disk "${records[@]}"
}

@test "a standard output that is closed is exit 4" {
  run -4 --separate-stderr bash -c '"$@" >&-' - "${records[@]}"
  [[ $stderr == "$ND_TOOL: cannot write to standard output: "* ]]
}

@test "a reader that has gone ends the tool with 0" {
  survives_closed_pipe "${records[@]}"
}

@test "-o writes what standard output would have got, and keeps the mode" {
  "${records[@]}" >plain
  echo old >file
  chmod 640 file
  "${records[@]}" -o file
  cmp plain file
  [[ $(stat -c %a file) == 640 ]]
}

@test "a failed run leaves the old file, and nothing beside it" {
  needs_input
  mkdir place
  echo old >place/file
  printf '%s\n' '{"k":"x","v":1' >>records.ndjson
  run -3 --separate-stderr "${records[@]}" -o place/file
  [[ $(cat place/file) == old ]]
  [[ $(ls -A place) == file ]]
}

@test "a bad line is exit 3 with its place" {
  needs_input
  printf '%s\n' '{"k":"x","v":1' >>records.ndjson
  run -3 --separate-stderr "${records[@]}"
  local line
  line=$(wc -l <records.ndjson)
  [[ $stderr == "$ND_TOOL: records.ndjson:$line:"[0-9]*": "* ]]
}

@test "with --rejects, read is used plus rejected, and the rejects hold the bytes" {
  needs_input
  printf '%s\n' 'not json' '{"k":"x","v":1' '' >>records.ndjson
  run -0 --separate-stderr "${records[@]}" --rejects bad --stats=counts
  local counts read used rejected
  counts=$(<counts)
  read=$(sed 's/.*"read":\([0-9]*\).*/\1/' <<<"$counts")
  used=$(sed 's/.*"used":\([0-9]*\).*/\1/' <<<"$counts")
  rejected=$(sed 's/.*"rejected":\([0-9]*\).*/\1/' <<<"$counts")
  ((rejected == 2 && read == used + rejected && read > 2))
  [[ $(wc -l <bad) == 2 ]]
  grep -q '"raw":"not json"' bad
  run -3 --separate-stderr "${records[@]}" --rejects bad --max-errors 1
}

@test "two outputs may not be one file" {
  needs_input
  misused "'same' is named by both --output and --rejects" "$ND_TOOL" "${call[@]}" records.ndjson -o same --rejects same
  [[ ! -e same ]]
}

@test "a bad line travels down the pipe, behind the records before it" {
  needs_input
  "${records[@]}" >whole
  printf '%s\n' '{"k":"x","v":1' '{"k":"x","v":1}' >>records.ndjson
  local status=0 line
  in_pipe out "${records[@]}" || status=$?
  ((status == 3))
  line=$(($(wc -l <records.ndjson) - 1))
  # Blocking tools have written nothing, streaming ones what was before.
  local place
  place=$(sed -n "1s/.*\(records.ndjson:$line:[0-9]*\): .*/\1/p" .messages)
  ends_with_cut out "$ND_TOOL $place syntax"
}

@test "a usage error and a file that is not there travel down the pipe" {
  local status=0
  in_pipe out "$ND_TOOL" --no-such-option || status=$?
  ((status == 2))
  ends_with_cut out "$ND_TOOL usage"
  needs_input
  status=0
  in_pipe out "$ND_TOOL" "${call[@]}" no-such-file || status=$?
  ((status == 4))
  ends_with_cut out "$ND_TOOL io"
}

@test "help, success and files are never followed by a cut line" {
  needs_input
  in_pipe out "$ND_TOOL" --help
  run -1 grep -F '$cut' out
  in_pipe out "${records[@]}"
  run -1 grep -F '$cut' out
  printf '%s\n' '{"k":"x","v":1' >>records.ndjson
  local status=0
  in_pipe out "${records[@]}" -o out2 || status=$?
  ((status == 3))
  [[ ! -s out && ! -e out2 ]]
  status=0
  in_pipe out "${records[@]}" -o out2 --rejects out2 || status=$?
  ((status == 2))
  [[ ! -s out && ! -e out2 ]]
  "${records[@]}" >out3 2>/dev/null || true
  run -1 grep -F '$cut' out3
}

@test "input that was cut off is exit 3, is no record, and is passed on" {
  needs_input
  local cut='{"$cut":"ndparse events.ndjson:17:42 syntax"' status=0 words
  { cat records.ndjson && printf '%s' "$cut"; } >cut.ndjson
  for words in '' '--rejects bad' '--rejects bad --max-errors 5' '--validate'; do
    if [[ $words == --validate && $ND_TOOL == ndparse ]]; then continue; fi
    status=0
    # shellcheck disable=SC2086  # words are words
    in_pipe out "$ND_TOOL" "${call[@]}" $words --stats=counts cut.ndjson || status=$?
    ((status == 3)) || { echo "status $status with $words" && return 1; }
    [[ $(cat .messages) == "$ND_TOOL: the input was cut off: ndparse failed at events.ndjson:17:42" ]]
    ends_with_cut out 'ndparse events.ndjson:17:42 syntax'
    if [[ $words == --rejects* ]]; then [[ ! -s bad ]]; fi
    grep -q '"rejected":0,' counts
  done
  # As a line among others, and with a record stuck to it.
  { printf '%s\n' "$cut" && cat records.ndjson; } >cut.ndjson
  status=0
  in_pipe out "$ND_TOOL" "${call[@]}" cut.ndjson || status=$?
  ((status == 3))
  { printf '%s' "$cut" && cat records.ndjson; } >cut.ndjson
  status=0
  in_pipe out "$ND_TOOL" "${call[@]}" cut.ndjson || status=$?
  ((status == 3))
  [[ $(cat .messages) == *'the input was cut off: ndparse failed at events.ndjson:17:42' ]]
}

@test "a cut line stands behind a last record without its newline" {
  needs_input
  { head -c -1 records.ndjson && printf '{"$cut":"ndgroup usage"'; } >cut.ndjson
  local status=0
  in_pipe out "$ND_TOOL" "${call[@]}" --rejects bad cut.ndjson || status=$?
  ((status == 3))
  [[ $(cat .messages) == "$ND_TOOL: the input was cut off: ndgroup failed (usage)" && ! -s bad ]]
  ends_with_cut out 'ndgroup usage'
}

@test "rejects or counts that cannot be written travel down the pipe, behind the records" {
  needs_input
  local words status
  "${records[@]}" >whole
  printf '%s\n' '{"k":"x","v":1' >>records.ndjson
  for words in '--rejects /dev/full' '--rejects bad --stats=/dev/full'; do
    status=0
    # shellcheck disable=SC2086  # words are words
    in_pipe out "${records[@]}" $words || status=$?
    ((status == 4))
    grep -q "^$ND_TOOL: cannot write '/dev/full': No space left on device" .messages
    ends_with_cut out "$ND_TOOL io"
  done
}

@test "a signal that ends the tool travels down the pipe" {
  needs_input
  mkfifo input
  local signal statuses
  for signal in TERM HUP INT; do
    # A subshell of its own, in which SIGINT is not ignored as it is for what bash starts with &.
    env ND_SIGNAL="$signal" python3 - "$ND_TOOL" "${call[@]}" input <<'PYTHON' >out
import os, signal, subprocess, sys, time
signal.signal(signal.SIGINT, signal.SIG_DFL)
tool = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE)
writer = open("input", "wb", buffering=0)
writer.write(open("records.ndjson", "rb").read())
time.sleep(0.15)
tool.send_signal(getattr(signal, "SIG" + os.environ["ND_SIGNAL"]))
sys.stdout.write(tool.stdout.read().decode())
status = tool.wait()
if status != -getattr(signal, "SIG" + os.environ["ND_SIGNAL"]):
    sys.exit("ended with %d" % status)
PYTHON
    ends_with_cut out "$ND_TOOL signal"
  done
}

@test "what is read is not written to: by redirection, by an option, by another name" {
  needs_input
  cp records.ndjson before
  ln records.ndjson other
  run -2 bash -c '"$@" records.ndjson >>other' - "$ND_TOOL" "${call[@]}"
  [[ $output == *"'records.ndjson' is also the output"* ]]
  run -2 bash -c '"$@" <records.ndjson >>other' - "$ND_TOOL" "${call[@]}"
  [[ $output == *"standard input is also the output"* ]]
  run -2 --separate-stderr "${records[@]}" --rejects other
  [[ $stderr == *"'other' is an input; --rejects would overwrite it"* ]]
  run -2 --separate-stderr "${records[@]}" --stats=other
  [[ $stderr == *"'other' is an input; --stats would overwrite it"* ]]
  run -2 bash -c '"$@" --rejects records.ndjson <other' - "$ND_TOOL" "${call[@]}"
  [[ $output == *"'records.ndjson' is an input; --rejects would overwrite it"* ]]
  run -2 bash -c '"$@" --stats=other - <records.ndjson' - "$ND_TOOL" "${call[@]}"
  [[ $output == *"'other' is an input; --stats would overwrite it"* ]]
  run -2 bash -c '"$@" --rejects out >out' - "${records[@]}"
  [[ $output == *"'out' is standard output and the file of --rejects"* ]]
  cmp records.ndjson before
  # -o replaces the file when it has been read.
  "${records[@]}" >expected
  "${records[@]}" -o records.ndjson
  cmp expected records.ndjson
}

@test "--stats counts after a failure too, into a file or behind the tool's name" {
  needs_input
  printf '%s\n' '{"k":"x","v":1' >>records.ndjson
  run -3 --separate-stderr "${records[@]}" --stats=counts -o out
  [[ $stderr != *'"read"'* ]]
  local used
  used=$(($(wc -l <records.ndjson) - 1))
  grep -qx "{\"tool\":\"$ND_TOOL\",\"read\":$((used + 1)),\"used\":$used,\"rejected\":1,.*}" counts
  run -3 --separate-stderr "${records[@]}" --stats -o out
  [[ $stderr == *"$ND_TOOL: {\"tool\":\"$ND_TOOL\",\"read\":$((used + 1)),\"used\":$used,\"rejected\":1,"* ]]
}

@test "a word behind --stats is an operand, and never written to" {
  needs_input
  cp records.ndjson before
  run -0 --separate-stderr "$ND_TOOL" "${call[@]}" --stats records.ndjson -o out
  [[ $stderr == *'"read":'* ]]
  cmp records.ndjson before
  [[ -s out ]]
}

@test "refused records are told of in one line, unless they were allowed for" {
  needs_input
  local count
  count=$(grep -c . records.ndjson)
  printf '%s\n' '{"k":"x","v":1' >>records.ndjson
  run -0 --separate-stderr "${records[@]}" --rejects bad -o out
  [[ $stderr == "$ND_TOOL: 1 of $((count + 1)) records was refused; it is in 'bad'" ]]
  run -0 --separate-stderr "${records[@]}" --rejects bad --max-errors 1 -o out
  [[ -z $stderr ]]
}

@test "records with nothing but a carriage return between them are no single record" {
  needs_input
  tr '\n' '\r' <records.ndjson >cr.ndjson
  run -3 --separate-stderr "$ND_TOOL" "${call[@]}" cr.ndjson -o out
  [[ $stderr == *"tr '\\r' '\\n'"* && ! -e out ]]
}

@test "two records on one line are one bad record, whatever stands between them" {
  needs_input
  local between
  for between in '' ' ' ',' 'x'; do
    { sed -n 1p records.ndjson | tr -d '\n' && printf '%s' "$between" && tail -n +2 records.ndjson; } >joined.ndjson
    run -3 --separate-stderr "$ND_TOOL" "${call[@]}" joined.ndjson -o out
    [[ $stderr == "$ND_TOOL: joined.ndjson:1"* && ! -e out ]] || { echo "between '$between': $stderr" && return 1; }
  done
}

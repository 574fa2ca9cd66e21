#!/usr/bin/env bats
# What holds for every tool: run once for each, named by ND_TOOL.

load helper

# How the tool is called on records.ndjson: the words between its name and the files.
setup_call() {
  printf '%s\n' '{"k":"x","v":1,"t":"2023-07-01"}' '{"k":"y","v":2,"t":"2024-07-01"}' \
    '{"k":"x","v":3,"t":"2024-07-02"}' >records.ndjson
  reads=1
  case $ND_TOOL in
    ndfilter) call=(true) ;;
    ndmap) call=(.) ;;
    ndjoin)
      printf '%s\n' '{"k":"x","name":"X"}' '{"k":"y","name":"Y"}' >table.ndjson
      call=(-k k table.ndjson)
      ;;
    ndgroup) call=(-g k) ;;
    ndmerge)
      ndgroup -g k --partial records.ndjson >partials.ndjson
      mv partials.ndjson records.ndjson
      call=()
      ;;
    ndtop) call=(-k v) ;;
    nduniq | ndsort) call=(-k k) ;;
    ndyoy) call=(-t t -v v --by year --sum v) ;;
    ndtrend) call=(-t t -v v -g k --series) ;;
    ndprint) call=('{k}') ;;
    ndplot) call=(-x t -y v) ;;
    ndparse | ndstat | ndtable) call=() ;;
    ndgen)
      call=(tabs)
      reads=0
      ;;
    *)
      echo "say in frame.bats how $ND_TOOL is called"
      return 1
      ;;
  esac
}

setup() {
  cd "$BATS_TEST_TMPDIR" || return
  unset ND_TZ NO_COLOR TZ COLUMNS
  export LC_ALL=C.UTF-8
  setup_call
  records=("$ND_TOOL" "${call[@]}")
  if ((reads)); then records+=(records.ndjson); fi
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
    run -3 --separate-stderr "$ND_TOOL" "${call[@]}" "$1"
    if [[ $stderr != "$ND_TOOL: $1:1:"*"$2"* || -n $output ]]; then echo "$1: $stderr" && return 1; fi
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
  case $ND_TOOL in
    ndfilter) call=('.k == "x"') ;;
    ndmap) call=('{k}') ;;
    ndtable) call=(-c k) ;;
    *) ;;
  esac
  run -3 --separate-stderr "$ND_TOOL" "${call[@]}" array
  [[ $stderr == *'ndparse --from json'* && -z $output ]]
}

@test "a directory is exit 4" {
  needs_input
  mkdir folder
  run -4 --separate-stderr "$ND_TOOL" "${call[@]}" folder
  [[ $stderr == "$ND_TOOL: "*"'folder'"* && -z $output ]]
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

@test "the same input gives the same bytes again" {
  "${records[@]}" >first
  "${records[@]}" >second
  cmp first second
  [[ -s first ]]
}

@test "empty input is success" {
  needs_input
  : >empty.ndjson
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
  run -0 --separate-stderr "${records[@]}" --rejects bad --stats
  local counts=$stderr read used rejected
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

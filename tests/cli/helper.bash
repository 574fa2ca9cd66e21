# What the tests of the tools share. Load it with: load helper
#
# Every tool's file starts with the same six cases: empty input, one record, a bad line, a missing field, a usage error,
# a closed pipe. What holds for all tools alike is in frame.bats.

bats_require_minimum_version 1.5.0

setup() {
  cd "$BATS_TEST_TMPDIR" || return
  unset ND_TZ NO_COLOR TZ COLUMNS
  export LC_ALL=C.UTF-8
}

# expected: what the test gives on fd 4; nothing if it gives nothing.
expected() {
  if [[ -e /dev/fd/4 ]]; then cat /dev/fd/4; fi
}

# judge WANTED_STATUS WANTED_MESSAGES COMMAND...: runs it; all of status, standard error and output must be as said.
judge() {
  local wanted=$1 messages=$2 status=0
  shift 2
  expected >"$BATS_TEST_TMPDIR/.expected"
  "$@" >"$BATS_TEST_TMPDIR/.actual" 2>"$BATS_TEST_TMPDIR/.messages" 4<&- || status=$?
  printf '%s' "$messages" >"$BATS_TEST_TMPDIR/.wanted"
  diff -u --label 'expected messages' --label 'messages' "$BATS_TEST_TMPDIR/.wanted" "$BATS_TEST_TMPDIR/.messages" || return
  if ((status != wanted)); then
    echo "exit status $status, expected $wanted: $*"
    return 1
  fi
  diff -u --label expected --label actual "$BATS_TEST_TMPDIR/.expected" "$BATS_TEST_TMPDIR/.actual"
}

# check COMMAND...: it must succeed, say nothing, and print exactly the text of fd 4.
check() {
  judge 0 '' "$@"
}

# fails STATUS MESSAGE COMMAND...: it must exit with STATUS, print MESSAGE (one or several lines) on standard error, and
# on standard output exactly the text of fd 4, if there is any.
fails() {
  local status=$1 message=$2
  shift 2
  judge "$status" "$message"$'\n' "$@"
}

# misused MESSAGE COMMAND...: a usage error: status 2, "TOOL: MESSAGE", the hint, and no output.
misused() {
  local message=$1
  shift
  fails 2 "$1: $message"$'\n'"$1: see '$1 --help'" "$@"
}

# wrote_nothing: after `run` of a command that must fail, it has written no record. What it writes into a pipe then is
# the line that says so to the next program.
wrote_nothing() {
  # shellcheck disable=SC2154  # run sets status and output
  ((status >= 2)) && [[ $output == '{"$cut":"'*'"' && $output != *$'\n'* ]]
}

# sets_aside COUNT OF FILE COMMAND...: it must succeed, say that COUNT of OF records were refused and are in FILE, and print
# exactly the text of fd 4.
sets_aside() {
  local count=$1 of=$2 file=$3 words='records were refused; they are in'
  shift 3
  if ((count == 1)); then words='records was refused; it is in'; fi
  judge 0 "$1: $count of $of $words '$file'"$'\n' "$@"
}

# survives_closed_pipe COMMAND...: with a reader that has gone, it must end with 0 and say nothing.
survives_closed_pipe() {
  local statuses
  # shellcheck disable=SC2312  # PIPESTATUS has it
  { sleep 0.2 && "$@" 2>"$BATS_TEST_TMPDIR/.messages"; } | true
  statuses=("${PIPESTATUS[@]}")
  cat "$BATS_TEST_TMPDIR/.messages"
  ((statuses[0] == 0)) && [[ ! -s $BATS_TEST_TMPDIR/.messages ]]
}

# fails_on_full_disk COMMAND...: writing to /dev/full must be exit 4 with a message.
fails_on_full_disk() {
  local status=0
  "$@" >/dev/full 2>"$BATS_TEST_TMPDIR/.messages" || status=$?
  printf '%s: cannot write to standard output: No space left on device\n' "$1" >"$BATS_TEST_TMPDIR/.wanted"
  diff -u --label expected --label messages "$BATS_TEST_TMPDIR/.wanted" "$BATS_TEST_TMPDIR/.messages" || return
  ((status == 4))
}

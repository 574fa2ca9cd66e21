# measure.bash: asks every program every question: first for the answer, then for the time. Sourced by scripts/bench.
#
# Belongs here: running, comparing, timing. Does not belong here: what the numbers come to (report.bash).

# shellcheck disable=SC2034,SC2153  # the settings are those of scripts/bench
set -euo pipefail

# TIMED[QUESTION]: the programs whose answer is right. SLOW[QUESTION/PROGRAM]: 1 if it is timed in one round only.
# KEEP[QUESTION]: 1 if its answers stay, because some differ.
declare -A TIMED=() SLOW=() KEEP=()
# 1 where one of our own tools failed or answered as no peer does.
OURS_WRONG=0

# is_peer PROGRAM
is_peer() { [[ $1 != annals* && $1 != yardstick:* ]]; }

# is_here PROGRAM: whether it can be run on this machine, and is wanted.
is_here() {
  # shellcheck disable=SC2310  # a question
  if is_peer "$1" && [[ -n $PEERS && ,$PEERS, != *,"${1%%+*}",* ]]; then return 1; fi
  case $1 in
    annals* | yardstick:*) ;;
    duckdb | polars | chdb) [[ " $ENGINES_HERE " == *" $1 "* ]] ;;
    simdjson) command -v simdjson_lines >/dev/null ;;
    # a+b is a pipe of the two.
    *) command -v "${1%%+*}" >/dev/null && command -v "${1##*+}" >/dev/null ;;
  esac
}

# script_of QUESTION PROGRAM: the file that holds the command.
script_of() { printf '%s' "$SCRATCH/$1.$2.sh"; }

# write_scripts QUESTION: one file for each program, so that the shell that runs it costs everybody the same.
write_scripts() {
  local program script
  # shellcheck disable=SC2016  # expanded where the command runs
  COMMANDS["$1/wc"]='wc -l "$LINES_OF"'
  for program in wc ${PROGRAMS[$1]}; do
    script=$(script_of "$1" "$program")
    printf 'set -euo pipefail\n%s\n' "${COMMANDS["$1/$program"]//$'\n'/ }" >"$script"
    # Our tools leave the other processors to the reader of their pipe unless told otherwise.
    if [[ $program == annals* && ${COMMANDS["$1/$program"]} != *' | '* ]]; then
      sed -i -E '2s/^(ndgroup|ndfilter|ndmap|ndtop|ndsort) /\1 -j "$THREADS" /' "$script"
    fi
  done
}

# ask QUESTION PROGRAM CORES WORD...: sets what the command sees, then runs WORD... with it, on that many cores.
ask() {
  local question=$1 program=$2 cores=$3 data fields
  shift 3
  data=${FACTS["$question/data"]}
  fields=${FACTS["$question/fields"]:-}
  if [[ $fields == '*' ]]; then fields=${ALL_FIELDS[$data]}; fi
  DATA=$(data_path "$data")
  export DATA SCRATCH ROOT PYTHON FIELDS=$fields SQL=${FACTS["$question/sql.$program"]:-}
  export CREATORS=$FOLDER/creators.ndjson LINES_OF=$DATA
  if [[ -d $DATA ]]; then LINES_OF=$DATA/events.ndjson; fi
  export THREADS=$cores POLARS_MAX_THREADS=$cores GOMAXPROCS=$cores
  taskset -c "0-$((cores - 1))" "$@"
}

# answer QUESTION PROGRAM: runs it once on all cores; the answer and its cost in memory are kept. Its status is returned.
answer() {
  local script status=0
  script=$(script_of "$1" "$2")
  # shellcheck disable=SC2310  # the status is what is asked for
  ask "$1" "$2" "$CORES" python3 "$ROOT/tests/bench/cost.py" "$SCRATCH/cost" \
    bash "$script" >"$SCRATCH/$1.$2.answer" 2>"$SCRATCH/errors" || status=$?
  if ((status == 0)); then
    ndmap --arg question "$1" --arg program "$2" '{question: $question, program: $program} + .' "$SCRATCH/cost" \
      >>"$SCRATCH/costs.ndjson"
  fi
  return "$status"
}

# rows FILE: the values of each record as TSV. Lines that are no JSON are such rows already.
rows() {
  local first
  read -r -n 1 first <"$1" || true
  if [[ $first == '{' ]]; then
    jq -r '[.[] | if . == null then "null" else . end] | @tsv' "$1"
  else
    cat "$1"
  fi
}

# records FILE: each record with its fields in order, without those that hold nothing.
records() { jq -cS 'with_entries(select(.value != null and .value != []))' "$1"; }

# normal FORM FILE: the answer in the one form in which answers are compared, in FILE.normal.
normal() {
  local reader=records
  if [[ -e $2.normal ]]; then return; fi
  if [[ $1 == table* ]]; then reader=rows; fi
  if [[ $1 == *-ordered ]]; then
    "$reader" "$2" >"$2.normal"
  else
    "$reader" "$2" | sort --parallel "$CORES" >"$2.normal"
  fi
}

# same FORM FILE FILE: whether the two answers are one.
same() {
  if cmp -s "$2" "$3"; then return; fi
  # An answer that cannot be read is not the same as another such.
  # shellcheck disable=SC2310
  normal "$1" "$2" && normal "$1" "$3" && cmp -s "$2.normal" "$3.normal"
}

# complain QUESTION PROGRAM TEXT: says why a program is not timed; the answers of the question stay to be looked at.
complain() {
  say "$2 is not timed on $1: $3"
  KEEP[$1]=1
  if [[ $2 == annals* ]]; then OURS_WRONG=1; fi
}

# judge QUESTION PROGRAM: 0 if it answers, and as `annals` does.
judge() {
  local before=$SECONDS form=${FACTS["$1/form"]} mine=$SCRATCH/$1.annals.answer error
  # shellcheck disable=SC2310  # here and below a failure is a result
  if ! answer "$1" "$2"; then
    error=$(tail -n 1 "$SCRATCH/errors")
    complain "$1" "$2" "it fails: $error"
    return 1
  fi
  if ((SECONDS - before > PATIENCE)); then SLOW["$1/$2"]=1; fi
  if [[ $2 == annals || $2 == yardstick:* || $form == none ]]; then return; fi
  # shellcheck disable=SC2310
  if ! same "$form" "$SCRATCH/$1.$2.answer" "$mine"; then
    complain "$1" "$2" "its answer is another: diff $SCRATCH/$1.$2.answer $mine"
    return 1
  fi
  if ((${KEEP[$1]:-0} == 0)); then rm -f "$SCRATCH/$1.$2".{answer,normal}; fi
}

# check QUESTION: finds out who is timed: our own tools, and the peers that answer as they do; nobody if annals does not
# answer.
check() {
  local program peers=0 agreeing=0
  TIMED[$1]=' wc'
  answer "$1" wc
  for program in ${PROGRAMS[$1]}; do
    # shellcheck disable=SC2310
    if ! is_here "$program"; then continue; fi
    # shellcheck disable=SC2310
    if is_peer "$program"; then peers=$((peers + 1)); fi
    # shellcheck disable=SC2310
    if judge "$1" "$program"; then
      TIMED[$1]+=" $program"
      if is_peer "$program"; then agreeing=$((agreeing + 1)); fi
    elif [[ $program == annals ]]; then
      TIMED[$1]=''
      return
    fi
  done
  if ((peers > 0 && agreeing == 0)); then
    say "no peer answers $1 as annals does"
    OURS_WRONG=1
  fi
  if ((${KEEP[$1]:-0} == 0)); then rm -f "$SCRATCH/$1".*.{answer,normal}; fi
}

# time_once QUESTION PROGRAM CORES ROUND
time_once() {
  local script
  script=$(script_of "$1" "$2")
  # What is written goes through a pipe: some programs stop early when they see /dev/null.
  ask "$1" "$2" "$3" hyperfine --shell none --runs 1 --style none --output pipe \
    --command-name "$1 $2 $3" --export-json "$SCRATCH/times/$1.$2.$3.$4.json" \
    "bash $script" >/dev/null
}

# time_question QUESTION: everybody in turn, round after round, on one core and on all.
time_question() {
  local round cores program script
  # What was compared has been read just now; once more, so that the first in turn finds its file warm as all others do.
  script=$(script_of "$1" wc)
  ask "$1" wc "$CORES" bash "$script" >/dev/null
  for ((round = 1; round <= ROUNDS; ++round)); do
    for cores in "${CORE_COUNTS[@]}"; do
      for program in ${TIMED[$1]}; do
        if ((round == 1 || ${SLOW["$1/$program"]:-0} == 0)); then time_once "$1" "$program" "$cores" "$round"; fi
      done
    done
  done
}

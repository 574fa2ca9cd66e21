# questions.bash: reads questions.txt. Sourced by scripts/bench.
#
# Belongs here: the syntax of the file. Does not belong here: what is done with a question (measure.bash).

# shellcheck disable=SC2034,SC2153  # the tables are for the other parts
set -euo pipefail

# Names in the order of the file; FACTS[NAME/data], /form, /title, /needs, /fields, /sql, /sql.ENGINE; PROGRAMS[NAME]: words;
# COMMANDS[NAME/PROGRAM].
QUESTIONS=()
declare -A FACTS=() PROGRAMS=() COMMANDS=()

readonly ENGINES='duckdb polars chdb'

# take_question NAME DATA FORM TITLE...
take_question() {
  QUESTIONS+=("$1")
  FACTS["$1/data"]=$2
  FACTS["$1/form"]=$3
  FACTS["$1/title"]=${*:4}
  PROGRAMS[$1]=''
}

# take_entry QUESTION WORD TEXT: one indented entry.
take_entry() {
  case $2 in
    needs | fields | sql | sql.*) FACTS["$1/$2"]=$3 ;;
    *)
      PROGRAMS[$1]+=" $2"
      COMMANDS["$1/$2"]=$3
      ;;
  esac
}

# add_engines QUESTION: the commands of the SQL engines, which are one command with another word.
add_engines() {
  local engine text
  for engine in $ENGINES; do
    text=${FACTS["$1/sql.$engine"]:-${FACTS["$1/sql"]:--}}
    if [[ $text == - ]]; then continue; fi
    FACTS["$1/sql.$engine"]=$text
    # shellcheck disable=SC2016  # expanded where the command runs
    take_entry "$1" "$engine" '"$PYTHON" "$ROOT/tests/bench/peers/sql.py" '"$engine"
  done
}

# load_questions FILE
load_questions() {
  local line name='' word='' text=''
  while IFS= read -r line || [[ -n $line ]]; do
    case $line in
      '' | '#'*) ;;
      'question '*)
        if [[ -n $word ]]; then take_entry "$name" "$word" "$text"; fi
        read -r _ name line <<<"$line"
        word=''
        # shellcheck disable=SC2086  # DATA, FORM and the words of TITLE
        take_question "$name" $line
        ;;
      '    '*) text+=$'\n'$line ;;
      *)
        if [[ -n $word ]]; then take_entry "$name" "$word" "$text"; fi
        read -r word text <<<"$line"
        ;;
    esac
  done <"$1"
  take_entry "$name" "$word" "$text"
  for name in "${QUESTIONS[@]}"; do add_engines "$name"; done
}

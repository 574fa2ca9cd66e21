# sentences.bash: the one place where the report's sentences on a period are made. Sourced by report.bash.
#
# The headline guard: a sentence on a period needs the period. Where fewer than MIN_COVERAGE percent of its days have data,
# it becomes a sentence on the days with data; growth with such a side is withheld, and the sentence says why.

set -euo pipefail
shopt -s inherit_errexit

readonly MIN_COVERAGE=90

# What the report's days are called in a sentence, and those of the year before.
DURING="from $FROM to $TO" BEFORE='on the same days a year before'
if [[ $FROM == "$TO" ]]; then DURING="on $FROM" BEFORE='on the same day a year before'; fi
if [[ $FROM == *-01-01 && $TO == *-12-31 ]]; then DURING="in $YEAR" BEFORE="in $LAST_YEAR"; fi
export DURING BEFORE

# when DAYS OF WORDS: the period WORDS, or that part of it for which there is data: DAYS of OF days.
when() {
  if (($1 * 100 >= $2 * MIN_COVERAGE)); then
    printf '%s' "$3"
  elif (($1 == 1)); then
    printf 'on the one day with data %s' "$3"
  else
    printf 'on the %s days with data %s' "$1" "$3"
  fi
}

# sentence CONDITION WHEN TEXT [WHEN_BEFORE]: what the one figure says for which CONDITION is true; nothing if it has no
# data. {when} in TEXT is its period, in the words WHEN or as the guard has it; {FIELD} and {FIELD:HOW} are its fields, as
# show has them. With WHEN_BEFORE, the comparison with the year before follows.
sentence() {
  local one days of words
  [[ $3 == *'{when}'* ]] || die 2 "a sentence on a period says {when}: $3"
  one=$(ndfilter -n 1 "($1) and .value != null and
    (if has(\"days\") and has(\"days_of\") then .days > 0 else error(\"the figure \(.figure) needs days and days_of\") end)" \
    "$FIGURES")
  if [[ -z $one ]]; then return; fi
  days=$(show days <<<"$one")
  of=$(show days_of <<<"$one")
  words=$(when "$days" "$of" "$2")
  fill "${3//'{when}'/"$words"}"
  if [[ -n ${4-} ]]; then compared "$4"; fi
  printf '.\n'
}

# fill TEXT: TEXT with the fields of $one in it.
fill() {
  local rest=$1 field how
  while [[ $rest =~ ^([^{]*)\{([a-z_]+)(:([a-z0-9]+))?\}(.*)$ ]]; do
    field=${BASH_REMATCH[2]} how=${BASH_REMATCH[4]} rest=${BASH_REMATCH[5]}
    printf '%s' "${BASH_REMATCH[1]}"
    show "$field" "$how" <<<"$one"
  done
  printf '%s' "$rest"
}

# compared WHEN_BEFORE: how the value of $one changed, or why that cannot be said.
compared() {
  local state change
  state=$(show state <<<"$one")
  change=$(show change pct <<<"$one")
  case $state:$change in
    new:*) printf '; there are none of the year before to compare with' ;;
    ok:0.0% | ok:-0.0%) printf ', as many as %s' "$1" ;;
    ok:-*) printf ', %s fewer than %s' "${change#-}" "$1" ;;
    ok:*) printf ', %s more than %s' "$change" "$1" ;;
    partial:*) withheld ;;
    *) printf '; those of the year before are too few to compare with' ;;
  esac
}

# withheld: why no growth is given.
withheld() {
  local days of
  days=$(show days_prev <<<"$one")
  of=$(show days_prev_of <<<"$one")
  if ((days * 100 < of * MIN_COVERAGE)); then
    printf '; growth is left out, for only %s of %s days of the year before have data' "$days" "$of"
  else
    fill '; growth is left out, for they are too few of its {days_of} days'
  fi
}

# title_of_days: what a report is called that was given no title.
title_of_days() {
  local days
  days=$(ndfilter '.figure == "F32"' "$FIGURES" | show days)
  if [[ $DURING == "in $YEAR" ]] && ((days * 100 >= DAYS_OF * MIN_COVERAGE)); then
    printf 'The year %s in %s' "$YEAR" "$EVENTS_WORD"
  else
    printf '%s ' "${EVENTS_WORD^}"
    when "$days" "$DAYS_OF" "$DURING"
  fi
}

# days_of_data: on how many days of the report, and of the year before, there is data.
days_of_data() {
  local one days of
  one=$(ndfilter '.figure == "F32"' "$FIGURES")
  days=$(show days <<<"$one")
  if ((days == DAYS_OF)); then
    fill "There are $EVENTS_WORD on each of these {days_of} days"
  else
    fill "There are $EVENTS_WORD on {days} of these {days_of} days, the first on {first}, the last on {last}"
  fi
  one=$(ndfilter '.figure == "F11_window"' "$FIGURES")
  days=$(show days_prev <<<"$one")
  of=$(show days_prev_of <<<"$one")
  case $days in
    0) printf '; there are none of the year before to compare with' ;;
    "$of") printf ', and on each of the %s of the year before' "$of" ;;
    *) printf ', and on %s of %s of the year before' "$days" "$of" ;;
  esac
  printf '.\n'
}

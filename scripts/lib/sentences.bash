# sentences.bash: the one place where the report's sentences on a period are made. Sourced by report.bash.
#
# The headline guard: a sentence on a period needs the period. Where fewer than MIN_COVERAGE percent of its days have data,
# it becomes a sentence on the days with data; growth with such a side is withheld, and the sentence says why.

set -euo pipefail
shopt -s inherit_errexit

readonly MIN_COVERAGE=90

# shellcheck disable=SC2034  # sections have them
# What the report's days are called in a sentence, and those of the year before.
name_days() {
  pick "from $FROM to $TO" "$FROM 至 $TO"
  DURING=$REPLY
  pick 'on the same days a year before' '上年同期'
  BEFORE=$REPLY
  if [[ $FROM == "$TO" ]]; then
    pick "on $FROM" "$FROM"
    DURING=$REPLY
    pick 'on the same day a year before' '上年同日'
    BEFORE=$REPLY
  elif [[ $FROM == *-01-01 && $TO == *-12-31 ]]; then
    pick "in $YEAR" "${YEAR}年"
    DURING=$REPLY
    pick "in $LAST_YEAR" "${LAST_YEAR}年"
    BEFORE=$REPLY
  fi
}
name_days

# when DAYS OF WORDS: the period WORDS, or that part of it for which there is data: DAYS of OF days.
when() {
  if (($1 * 100 >= $2 * MIN_COVERAGE)); then
    REPLY=$3
  elif (($1 == 1)); then
    pick "on the one day with data $3" "$3有数据的一天"
  else
    pick "on the $1 days with data $3" "$3有数据的 $1 天"
  fi
}

# one_figure CONDITION: the first figure with a value for which it is true, in $WORK/one, which is empty if there is none.
one_figure() {
  ndfilter -n 1 "($1) and .value != null and
    (if (.days? | type) == \"number\" and (.days_of? | type) == \"number\" then .days > 0
      else error(\"the figure \(.figure) needs days and days_of\") end)" \
    "$FIGURES" >"$WORK/one"
}

# sentence CONDITION WHEN WHEN_BEFORE ENGLISH CHINESE: what the one figure says for which CONDITION is true; nothing if it
# has no data. The texts are templates of ndprint without their full stop; {when} in them is the figure's period, in the
# words WHEN or as the guard has it, {value:mean} its value, whole unless it is small. With WHEN_BEFORE, the comparison with
# the year before follows.
sentence() {
  local days of small state before before_of text mean=,.0f
  one_figure "$1"
  if [[ ! -s $WORK/one ]]; then return; fi
  ndprint '{$guard}' --let 'small=.value | type == "number" and . < 10 and . != floor' \
    --let 'guard="\(.days) \(.days_of) \($small) \(.state // "-") \(.days_prev // 0 | numbers) \(.days_prev_of // 0 | numbers)"' \
    "$WORK/one" >"$WORK/guard"
  read -r days of small state before before_of <"$WORK/guard"
  pick "$4" "$5"
  text=$REPLY
  [[ $text == *'{when}'* ]] || die 2 "a sentence on a period says {when}: $text"
  if [[ $small == true ]]; then mean=.2f; fi
  text=${text//'{value:mean}'/"{value:$mean}"}
  if [[ -n $3 ]]; then
    compared "$3"
    text+=$REPLY
  fi
  when "$days" "$of" "$2"
  spoken "${text//'{when}'/'{$when}'}" --arg when "$REPLY" "$WORK/one"
}

# spoken TEXT WORD...: a template as a sentence in the language and form of the page, by this call of ndprint.
spoken() {
  pick . 。
  ndprint --lang "$PAGE_LANGUAGE" --escape "$ESCAPE" "$1$REPLY" "${@:2}"
}

# compared WHEN_BEFORE: how the value of the figure changed, or why that cannot be said, as the end of a template. It is
# asked by sentence.
compared() {
  case $state in
    ok) pick ", {change:.1% sign # more than|# fewer than|as many as} $1" "，较$1{change:.1% sign 增长#|下降#|持平}" ;;
    new) pick '; there are none of the year before to compare with' '；上年无数据可比' ;;
    partial)
      if ((before * 100 < before_of * MIN_COVERAGE)); then
        pick "; growth is left out, for only $before of $before_of days of the year before have data" \
          "；上年 $before_of 天中只有 $before 天有数据，不作比较"
      else
        pick '; growth is left out, for they are too few of its {days_of} days' '；{days_of} 天中有数据的太少，不作比较'
      fi
      ;;
    *) pick '; those of the year before are too few to compare with' '；上年数量太少，不作比较' ;;
  esac
}

# title_of_days: what a report is called that was given no title.
title_of_days() {
  local days
  days=$(ndfilter '.figure == "F32"' "$FIGURES" | ndprint '{days:d}')
  if [[ $FROM == *-01-01 && $TO == *-12-31 ]] && ((days * 100 >= DAYS_OF * MIN_COVERAGE)); then
    pick "The year $YEAR in $EVENTS_WORD" "${YEAR}年$EVENTS_WORD_ZH报告"
  else
    when "$days" "$DAYS_OF" "$DURING"
    pick "${EVENTS_WORD^} $REPLY" "$REPLY的$EVENTS_WORD_ZH"
  fi
}

# days_of_data: on how many days of the report, and of the year before, there is data.
days_of_data() {
  local days of before before_of first last text
  ndfilter '.figure == "F32"' "$FIGURES" | ndprint '{days:d} {days_of:d} {first} {last}' >"$WORK/guard"
  read -r days of first last <"$WORK/guard"
  ndfilter '.figure == "F11_window"' "$FIGURES" | ndprint '{days_prev:d} {days_prev_of:d}' >"$WORK/guard"
  read -r before before_of <"$WORK/guard"
  if ((days == of)); then
    pick "There are $EVENTS_WORD on each of these $of days" "这 $of 天每天都有$EVENTS_WORD_ZH数据"
  else
    pick "There are $EVENTS_WORD on $days of these $of days, the first on $first, the last on $last" \
      "这 $of 天中有 $days 天有$EVENTS_WORD_ZH数据，最早 $first，最晚 $last"
  fi
  text=$REPLY
  case $before in
    0) pick '; there are none of the year before to compare with.' '；上年无数据可比。' ;;
    "$before_of") pick ", and on each of the $before_of of the year before." "，上年 $before_of 天也是。" ;;
    *) pick ", and on $before of $before_of of the year before." "，上年 $before_of 天中有 $before 天。" ;;
  esac
  REPLY=$text$REPLY
}

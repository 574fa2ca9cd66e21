# sentences.bash: the one place where the report's sentences are made. Sourced by report.bash.
#
# Sections declare them (sentence); then all are made together: one look at the figures finds what each tells of, and one call
# writes those of a language and form.
#
# The headline guard: a sentence on a period needs the period. Where fewer than MIN_COVERAGE percent of its days have data,
# it becomes a sentence on the days with data; growth with such a side is withheld, and the sentence says why.

set -euo pipefail
shopt -s inherit_errexit

readonly MIN_COVERAGE=90
readonly OTHER_FIGURE='\{(F[0-9]+)\.(.*)' # in a sentence's template

# One of what is counted, in English.
# shellcheck disable=SC2153  # both are meant
EVENT_WORD=${EVENTS_WORD%s}
# shellcheck disable=SC2034  # sections have it
if [[ $EVENTS_WORD == searches ]]; then EVENT_WORD=search; fi

# The sentences that were declared, the parts of each at one place: of which figures it is, the figure's fields besides, what
# its period and the one before are called, what it says of one figure and of the first of several.
OF=() WITH=() WHEN=() BEFORE_OF=() SAYS=() SAYS_OF_SEVERAL=()
# The sentences that were written, and the place at which each was declared; key figures, each behind its id.
WRITTEN=() PLACES=() KEY_FIGURES=()
# Of each that tells of something, by its place: the figure, and what the guard needs.
declare -A TELLS_OF=() GUARD=()

# shellcheck disable=SC2034  # sections have them
# What the report's days are called in a sentence, and those of the year before.
name_days() {
  # shellcheck disable=SC2153  # both are meant
  local from="${FROM:0:4}年$((10#${FROM:5:2}))月$((10#${FROM:8:2}))日" to="$((10#${TO:5:2}))月$((10#${TO:8:2}))日"
  pick "from $FROM to $TO" "$from至$to"
  DURING=$REPLY
  pick 'on the same days a year before' '上年同期'
  BEFORE=$REPLY
  if [[ $FROM == "$TO" ]]; then
    pick "on $FROM" "$from"
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

# sentence CONDITION WHEN WHEN_BEFORE ENGLISH CHINESE [several ENGLISH CHINESE] [with FIELDS]: what the first figure with a value
# says for which CONDITION is true; nothing if there is none. The texts are templates of ndprint without their full stop. {when}
# in them is the figure's period, in the words WHEN or as the guard has it; a sentence that is on no period has no WHEN. A spec
# that is count or mean, as in {value:count}, shows a number in full, a mean as a whole number unless it is small, and from a
# million on both as over or nearly what it rounds to (over 380 billion); {F31.value:count} is of another figure, without which
# there is no sentence. With WHEN_BEFORE, the comparison with the year before follows. Where the condition is true
# of several figures, what is said may be another. FIELDS is an expression that gives the figure more fields.
sentence() {
  local when=$2 text=
  pick "$4" "$5"
  if [[ -n $when && $REPLY != *'{when}'* ]]; then die 2 "a sentence on a period says {when}: $REPLY"; fi
  OF+=("$1") WHEN+=("$when") BEFORE_OF+=("$3") SAYS+=("$REPLY")
  shift 5
  if [[ ${1-} == several ]]; then
    pick "$2" "$3"
    text=$REPLY
    shift 3
  fi
  SAYS_OF_SEVERAL+=("$text") WITH+=("${2-}")
}

# key_figure CONDITION WHEN NUMBER [COMPARISON]: the first such figure stands above all sentences, with its title and period. NUMBER
# and COMPARISON are templates as those of sentences; the latter stands where the year before can be compared with.
key_figure() {
  pick '{title_en}' '{title_zh}'
  OF+=("$1") WHEN+=("$2") BEFORE_OF+=('') SAYS+=("$3"$'\t'"$REPLY"$'\t{when}\t'"${4-}") SAYS_OF_SEVERAL+=('') WITH+=('')
}

# declared FILE: adds to it what was declared since the last time, with a count before it.
declared() {
  local i
  {
    printf '%s\0' "${#OF[@]}"
    for i in "${!OF[@]}"; do
      printf '%s\0' "${OF[i]}" "${WITH[i]}" "${WHEN[i]}" "${BEFORE_OF[i]}" "${SAYS[i]}" "${SAYS_OF_SEVERAL[i]}"
    done
  } >"$1"
  forget_sentences
}

# forget_sentences: none are declared.
forget_sentences() {
  OF=() WITH=() WHEN=() BEFORE_OF=() SAYS=() SAYS_OF_SEVERAL=()
}

# declare_again FILE: what was declared there is declared here.
declare_again() {
  local i
  local -a parts
  mapfile -d '' parts <"$1"
  for ((i = 1; i < ${#parts[@]}; i += 6)); do
    OF+=("${parts[i]}") WITH+=("${parts[i + 1]}") WHEN+=("${parts[i + 2]}") BEFORE_OF+=("${parts[i + 3]}")
    SAYS+=("${parts[i + 4]}") SAYS_OF_SEVERAL+=("${parts[i + 5]}")
  done
}

# find_told: looks at the figures ($TOLD) once for all that was declared. $WORK/spoken is one record then, of the figures that
# sentences tell of.
find_told() {
  local i id key rest guard program=
  local -A ids=()
  for i in "${!OF[@]}"; do
    # What a sentence on a period is made of must say how much of it there is.
    key=.
    if [[ -n ${WHEN[i]} ]]; then
      key='if (.days? | type) == "number" and (.days_of? | type) == "number" then . else error("the figure \(.figure) needs days and days_of") end'
    fi
    program+="${program:+, }(select(${OF[i]}) | $key | {key: \"s$i\", value: (. + (${WITH[i]:-{\}}))})"
    rest=${SAYS[i]}
    while [[ $rest =~ $OTHER_FIGURE ]]; do ids[${BASH_REMATCH[1]}]=1 rest=${BASH_REMATCH[2]}; done
  done
  for id in "${!ids[@]}"; do program+=", (select(.figure == \"$id\") | {key: \"$id\", value: .})"; done
  if [[ -z $program ]]; then return; fi
  ndmap --tz "$TZ_REPORT" "select(.value != null) | ($program)" "$TOLD" | nduniq -k key -c n >"$WORK/found"
  ndmap -r '.n as $n | .key as $key | .value | ((.days? | numbers) // 0) as $days | select($days > 0 or (has("days") | not)) |
    (.value | if type != "number" then "-" elif . >= 1000000 then "large" elif . < 10 and . != floor then "small" else "-" end) as $size |
    (if (.state? | type) == "string" and (.state | test("^[a-z-]+$")) then .state else "-" end) as $state |
    "\($key) \(.figure | gsub("[^A-Za-z0-9_]"; "")) \($n) \($days) \((.days_of? | numbers) // 0) \($size) \($state)" +
    " \((.days_prev? | numbers) // 0) \((.days_prev_of? | numbers) // 0)"' "$WORK/found" >"$WORK/guards"
  ndgroup -a 'all=list({key, value})' "$WORK/found" | ndmap '.all // [] | from_entries' >"$WORK/spoken"
  while read -r key id guard; do TELLS_OF[$key]=$id GUARD[$key]=$guard; done <"$WORK/guards"
}

# lacking PLACE: the figures of the sentence that have no value, in REPLY: its own, or others that it names.
lacking() {
  local rest=${SAYS[$1]}
  REPLY=
  if [[ -z ${TELLS_OF[s$1]-} ]]; then REPLY=own; fi
  while [[ $rest =~ $OTHER_FIGURE ]]; do
    if [[ -z ${TELLS_OF[${BASH_REMATCH[1]}]-} ]]; then REPLY+=" ${BASH_REMATCH[1]}"; fi
    rest=${BASH_REMATCH[2]}
  done
}

# write_sentences: those that were declared, of what find_told found, in the language and form of the page: into WRITTEN, and
# their places into PLACES; key figures into KEY_FIGURES.
write_sentences() {
  local i template=
  local -a begin=() lines places=()
  PLACES=() WRITTEN=() KEY_FIGURES=()
  for i in "${!OF[@]}"; do
    lacking "$i"
    if [[ -n $REPLY ]]; then continue; fi
    one_template "$i"
    template+="${template:+$'\n'}$REPLY"
    # A sentence that begins with a word for its number, such as over.
    if [[ $REPLY == "{s$i.value:~ claim}"* ]]; then begin+=("${#places[@]}"); fi
    places+=("$i")
  done
  if [[ -z $template ]]; then return; fi
  ndprint --lang "$PAGE_LANGUAGE" --escape "$ESCAPE" "$template" "$WORK/spoken" >"$WORK/written.$PAGE_LANGUAGE.$FORMAT"
  mapfile -t lines <"$WORK/written.$PAGE_LANGUAGE.$FORMAT"
  for i in "${begin[@]}"; do lines[i]=${lines[i]^}; done
  # shellcheck disable=SC2034  # the pages have them
  for i in "${!lines[@]}"; do
    if [[ ${lines[i]} == *$'\t'* ]]; then
      KEY_FIGURES+=("${TELLS_OF[s${places[i]}]}" "${lines[i]}")
    else
      WRITTEN+=("${lines[i]}") PLACES+=("${places[i]}")
    fi
  done
}

# one_template PLACE: the template of one sentence, as $WORK/spoken has its figures.
one_template() {
  local i=$1 n days of size state before before_of text id
  read -r n days of size state before before_of <<<"${GUARD[s$i]}"
  text=${SAYS[i]}
  if ((n > 1)) && [[ -n ${SAYS_OF_SEVERAL[i]} ]]; then text=${SAYS_OF_SEVERAL[i]}; fi
  sized value "$size"
  while [[ $text =~ \{(F[0-9]+)\.value:count ]]; do
    id=${BASH_REMATCH[1]}
    read -r _ _ _ size _ <<<"${GUARD[$id]}"
    sized "$id.value" "$size"
  done
  if [[ -n ${BEFORE_OF[i]} ]]; then
    compared "${BEFORE_OF[i]}"
    text+=$REPLY
  fi
  if [[ -n ${WHEN[i]} ]]; then
    when "$days" "$of" "${WHEN[i]}"
    text=${text//'{when}'/"$REPLY"}
  fi
  text=${text//'{'/"{s$i."}
  while [[ $text =~ ^(.*)"{s$i."(F[0-9]+\..*)$ ]]; do text="${BASH_REMATCH[1]}{${BASH_REMATCH[2]}"; done
  pick . 。
  if [[ $text != *$'\t'* ]]; then text+=$REPLY; else key_template; fi
  REPLY=$text
}

# key_template: the template text of a key figure, which has no words around its number, and nothing to compare with where there
# is nothing. It is asked by one_template.
key_template() {
  text=${text//':~ claim}'/':~}'}
  if [[ $state != ok ]]; then text=${text%$'\t'*}$'\t'; fi
}

# sized FIELD SIZE: the specs count and mean of a field as those of ndprint, in the template text. It is asked by one_template.
sized() {
  local many spec="{$1:~ claim}" form="^(.*)\\{$1:(count|mean)( plural ([^}]*))?\\}(.*)$"
  if [[ $2 == large ]]; then
    # Of one it never is.
    while [[ $text =~ $form ]]; do
      many=${BASH_REMATCH[4]##*|}
      text=${BASH_REMATCH[1]}${many//'#'/"$spec"}${BASH_REMATCH[5]}
      if [[ -z $many ]]; then text=${BASH_REMATCH[1]}$spec${BASH_REMATCH[5]}; fi
    done
    return
  fi
  text=${text//"{$1:count"/"{$1:,"}
  if [[ $2 == small ]]; then text=${text//"{$1:mean"/"{$1:,.2f"}; else text=${text//"{$1:mean"/"{$1:,.0f"}; fi
}

# compared WHEN_BEFORE: how the value of the figure changed, or why that cannot be said, as the end of a template. It is
# asked by one_template.
compared() {
  case $state in
    ok) pick ", {change:.1% sign # more than|# fewer than|as many as} $1" "，较$1{change:.1% sign 增长#|下降#|持平}" ;;
    new) pick '; there are none of the year before to compare with' '；上年无数据可比' ;;
    partial)
      if ((before * 100 < before_of * MIN_COVERAGE)); then
        pick "; growth is left out, for only $before of $before_of days of the year before have data" \
          "；上年 $before_of 天中只有 $before 天有数据，不作比较"
      else
        pick "; growth is left out, for they are too few of its $of days" "；$of 天中有数据的太少，不作比较"
      fi
      ;;
    *) pick '; those of the year before are too few to compare with' '；上年数量太少，不作比较' ;;
  esac
}

# title_of_days DAYS: what a report is called that was given no title; DAYS of its days have data.
title_of_days() {
  if [[ $FROM == *-01-01 && $TO == *-12-31 ]] && (($1 * 100 >= DAYS_OF * MIN_COVERAGE)); then
    pick "The year $YEAR in $EVENTS_WORD" "${YEAR}年$EVENTS_WORD_ZH报告"
  else
    when "$1" "$DAYS_OF" "$DURING"
    pick "${EVENTS_WORD^} $REPLY" "$REPLY的$EVENTS_WORD_ZH"
  fi
}

# days_of_data DAYS OF FIRST LAST BEFORE BEFORE_OF: on how many days of the report, and of the year before, there is data.
days_of_data() {
  local text
  if (($1 == $2)); then
    pick "There are $EVENTS_WORD on each of these $2 days" "这 $2 天每天都有$EVENTS_WORD_ZH数据"
    if (($2 == 1)); then pick "There are $EVENTS_WORD on this day" "这一天有$EVENTS_WORD_ZH数据"; fi
  else
    pick "There are $EVENTS_WORD on $1 of these $2 days, the first on $3, the last on $4" \
      "这 $2 天中有 $1 天有$EVENTS_WORD_ZH数据，最早 $3，最晚 $4"
  fi
  text=$REPLY
  case $5 in
    0) pick '; there are none of the year before to compare with.' '；上年无数据可比。' ;;
    "$6") pick ", and on each of the $6 of the year before." "，上年 $6 天也是。" ;;
    *) pick ", and on $5 of $6 of the year before." "，上年 $6 天中有 $5 天。" ;;
  esac
  REPLY=$text$REPLY
}

# settings.bash: the settings of a report, as variables; annual-report sets them from its options. Sourced by report.bash.
set -euo pipefail

export TZ_REPORT=${TZ_REPORT:-Asia/Shanghai} # the zone of its days
export FROM=${FROM:-2024-01-01}              # its first and last day, in one year
export TO=${TO:-2024-12-31}
export MEASURE=${MEASURE:-play}           # the type of event that is counted: play, search or post
export TABLES=${TABLES:-.}                # the folder of dim_*.ndjson
export MIN_GROUP=${MIN_GROUP:-10}         # cells of fewer people are hidden, of money or places those of ten times as many
export FORMAT=${FORMAT:-markdown}         # of pages: markdown, text or html
export PAGE_LANGUAGE=${PAGE_LANGUAGE:-en} # of pages: en or zh

# day_number DAY: the days from 1970-01-01 to it, in REPLY. It must be a day. After Howard Hinnant, days_from_civil
# (howardhinnant.github.io/date_algorithms.html), as is day_of.
day_number() {
  local -i year month day of_year lengths leap
  [[ $1 =~ ^([0-9]{4})-([0-9]{2})-([0-9]{2})$ ]] || misused "'$1' is no day, such as 2024-07-31"
  year=10#${BASH_REMATCH[1]} month=10#${BASH_REMATCH[2]} day=10#${BASH_REMATCH[3]}
  leap=$((year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)))
  lengths=$((month == 2 ? 28 + leap : 30 + (month + month / 8) % 2))
  ((month >= 1 && month <= 12 && day >= 1 && day <= lengths)) || misused "there is no day $1"
  if ((month <= 2)); then year+=-1 month+=12; fi
  of_year=$(((153 * (month - 3) + 2) / 5 + day - 1)) # from 1 March on
  REPLY=$((365 * year + (year + 400) / 4 - (year + 400) / 100 + (year + 400) / 400 + of_year - 719468 - 97))
}

# day_of NUMBER: the day of that number, in REPLY.
day_of() {
  local -i days=$(($1 + 719468)) era of_era year of_year month
  era=$((days / 146097))
  of_era=$((days - era * 146097))
  year=$(((of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365))
  of_year=$((of_era - (365 * year + year / 4 - year / 100)))
  month=$(((5 * of_year + 2) / 153))
  printf -v REPLY '%04d-%02d-%02d' $((era * 400 + year + (month > 9))) $((month > 9 ? month - 9 : month + 3)) \
    $((of_year - (153 * month + 2) / 5 + 1))
}

# check_settings: what is wrong with them is said before anything is read.
check_settings() {
  [[ ${FROM%%-*} == "$YEAR" && ! $FROM > $TO ]] || misused "the days from $FROM to $TO are no part of one year"
  [[ $AS_OF > $TO ]] || misused "a report as of $AS_OF cannot tell of days up to $TO; end it before with --to, or name a later day with --as-of"
  [[ $MEASURE =~ ^(play|search|post)$ ]] || misused "'$MEASURE' is none of play, search, post"
  [[ "$EVENTS_WORD$EVENTS_WORD_ZH" =~ ^[[:alnum:]\ \'-]+$ ]] || misused "'$EVENTS_WORD' is more than words"
  [[ ${TITLE-} != *[[:cntrl:]]* ]] || misused 'the title is one line'
  [[ ${LICENCE-} != *[[:cntrl:]]* ]] || misused 'the licence is one line'
  [[ -d $TABLES ]] || misused "'$TABLES' is no folder"
  # Tools that are missing are named by others.
  if command -v ndfilter >/dev/null; then
    ndfilter --tz "$TZ_REPORT" true </dev/null >/dev/null 2>&1 || misused "there is no time zone '$TZ_REPORT'"
  fi
}

# find_dates: what follows from the settings. Only leap years have a 29 February.
find_dates() {
  local -i first
  day_number "$FROM"
  first=$REPLY
  day_number "$TO"
  YEAR=${TO%%-*} LAST_YEAR=$((10#${TO%%-*} - 1))
  AS_OF=${AS_OF:-$((LAST_YEAR + 2))-01-05} # what was received on this day or later is left out
  DAYS_OF=$((REPLY - first + 1))           # how many days it has
  day_number "$AS_OF"
  # How many months begin in it; incomes are settled by the month.
  MONTHS_OF=$((10#${TO:5:2} - 10#${FROM:5:2} + 1))
  if [[ $FROM != *-01 ]]; then MONTHS_OF=$((MONTHS_OF - 1)); fi
  # The same dates a year before.
  FROM_BEFORE=$LAST_YEAR${FROM#????} TO_BEFORE=$LAST_YEAR${TO#????}
  FROM_BEFORE=${FROM_BEFORE/%-02-29/-03-01} TO_BEFORE=${TO_BEFORE/%-02-29/-02-28}
  day_number "$FROM_BEFORE"
  first=$REPLY
  day_number "$TO_BEFORE"
  DAYS_BEFORE_OF=$((REPLY - first + 1))
  AS_OF_BEFORE=$((10#${AS_OF%%-*} - 1))${AS_OF#????}
  AS_OF_BEFORE=${AS_OF_BEFORE/%-02-29/-03-01}
  # What the counted events are called, in the plural, and perhaps, behind a slash, in Chinese.
  EVENTS_WORD_ZH=${EVENTS_WORD-}
  if [[ $EVENTS_WORD_ZH == */* ]]; then EVENTS_WORD=${EVENTS_WORD_ZH%%/*} EVENTS_WORD_ZH=${EVENTS_WORD_ZH#*/}; fi
  if [[ -z ${EVENTS_WORD-} ]]; then
    EVENTS_WORD=${MEASURE/%search/searche}s
    case $MEASURE in play) EVENTS_WORD_ZH=播放 ;; search) EVENTS_WORD_ZH=搜索 ;; *) EVENTS_WORD_ZH=发布 ;; esac
  fi
  export YEAR LAST_YEAR AS_OF DAYS_OF MONTHS_OF FROM_BEFORE TO_BEFORE DAYS_BEFORE_OF AS_OF_BEFORE EVENTS_WORD EVENTS_WORD_ZH
}

# A script that another one of the report has started finds all this done, unless it was given another setting.
settings_now() { SETTINGS="$TZ_REPORT $FROM $TO ${AS_OF-} $MEASURE ${EVENTS_WORD-} $TABLES"; }
known=${SETTINGS-}
settings_now
if [[ $known != "$SETTINGS" ]]; then
  find_dates
  check_settings
  settings_now
  export SETTINGS
fi
unset known
case $FORMAT in
  text) ESCAPE=none ;;
  markdown | html) ESCAPE=$FORMAT ;;
  *) misused "'$FORMAT' is none of markdown, text, html" ;;
esac
[[ $MIN_GROUP =~ ^[0-9]{1,9}$ ]] || misused "'$MIN_GROUP' is no number of people"
export MIN_MONEY=$((MIN_GROUP * 10))
[[ $PAGE_LANGUAGE =~ ^(en|zh)$ ]] || misused "'$PAGE_LANGUAGE' is none of en, zh"
export ESCAPE

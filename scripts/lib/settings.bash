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

# seconds_of DAY: when it begins.
seconds_of() {
  [[ $1 =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]] || misused "'$1' is no day, such as 2024-07-31"
  date -d "$1" +%s 2>/dev/null || misused "there is no day $1"
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
  local first last
  first=$(seconds_of "$FROM")
  last=$(seconds_of "$TO")
  YEAR=${TO%%-*} LAST_YEAR=$((10#${TO%%-*} - 1))
  AS_OF=${AS_OF:-$((LAST_YEAR + 2))-01-05} # what was received on this day or later is left out
  seconds_of "$AS_OF" >/dev/null
  DAYS_OF=$(((last - first) / 86400 + 1)) # how many days it has
  # How many months begin in it; incomes are settled by the month.
  MONTHS_OF=$((10#${TO:5:2} - 10#${FROM:5:2} + 1))
  if [[ $FROM != *-01 ]]; then MONTHS_OF=$((MONTHS_OF - 1)); fi
  # The same dates a year before.
  FROM_BEFORE=$LAST_YEAR${FROM#????} TO_BEFORE=$LAST_YEAR${TO#????}
  FROM_BEFORE=${FROM_BEFORE/%-02-29/-03-01} TO_BEFORE=${TO_BEFORE/%-02-29/-02-28}
  first=$(seconds_of "$FROM_BEFORE")
  last=$(seconds_of "$TO_BEFORE")
  DAYS_BEFORE_OF=$(((last - first) / 86400 + 1))
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

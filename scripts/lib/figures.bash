# figures.bash: from partials to figures: what a section's reduce is made of. Sourced by report.bash.
set -euo pipefail

# gather GROUPING...: partials -> the file $WORK/facts, the values of these groupings.
gather() {
  local IFS=,
  ndmerge --only "$*" >"$WORK/facts"
}

# days_with TYPE: the days with events of the type, of both years, and how many there are: day, n.
days_with() { ndfilter --arg type "$1" '.grouping == "report.days" and .type == $type' "$WORK/facts"; }

# coverage TYPE: one record: on how many of the report's days there are events of the type, and on how many of those a year
# before.
coverage() {
  ndgroup --arg type "$1" --arg from "$FROM" --arg to "$TO" --arg from_before "$FROM_BEFORE" --arg to_before "$TO_BEFORE" \
    -w '.grouping == "report.days" and .type == $type and
      ((.day >= $from and .day <= $to) or (.day >= $from_before and .day <= $to_before))' \
    -a 'days=count(.day >= $from)' -a 'days_prev=count(.day < $from)' \
    -a 'first=min(.day | select(. >= $from))' -a 'last=max(.day | select(. >= $from))' "$WORK/facts" |
    ndmap --argjson of "$DAYS_OF" --argjson of_before "$DAYS_BEFORE_OF" \
      '{days, days_of: $of, days_prev, days_prev_of: $of_before, first, last}'
}

TEXTS=() # --arg NAME TEXT of the figures that were asked for
FORMS=() # and the expression of each

# figure ID UNIT TITLE METHOD VALUE [FIELDS]: asks for a figure. VALUE is an expression over a record, FIELDS one that gives
# an object of further fields: days and days_of among them, for what a sentence is made of. A figure of no days has no value.
figure() {
  local n=${#FORMS[@]}
  TEXTS+=(--arg "id$n" "$1" --arg "unit$n" "$2" --arg "title$n" "$3" --arg "method$n" "$4")
  FORMS+=("({figure: \$id$n, title: \$title$n, value: ($5), unit: \$unit$n} + (${6:-{\}}) |
     .value = (if .days == 0 then null else .value end) |
     . + {status: (if .value == null then \"unsupported\" else \"ok\" end), method: \$method$n, as_of: \$as_of, tz: \$tz})")
}

# figures FILE: records -> of each of them the figures that were asked for.
figures() {
  local IFS=,
  ndmap "${TEXTS[@]}" --arg as_of "$AS_OF" --arg tz "$TZ_REPORT" "${FORMS[*]}" "$1"
  TEXTS=() FORMS=()
}

# disclosure.bash: whether all tables of a report together tell of few people what each of them hides. Sourced by annual-report
# and verify-report.
#
# A count of people may not be of fewer than MIN_GROUP, one beside money or places of fewer than MIN_MONEY; none at all may be
# told. What a count less one within it leaves may not be few either. Where a whole and its parts are told, by one table or by
# several, what is hidden among the parts may not follow from the rest. What an edition hides and an earlier
# one has told is said; it cannot be untold.
set -euo pipefail

# The counts of people among the cells: the grouping, the count, the one that it is within (or -), and what it stands beside.
# Days, on which there may be few people, are none of the cells; their sums and means are of no set of people.
readonly COUNTS_OF_PEOPLE='topics.named creators - group
heritage.counts people - group
heritage.counts at3 people group
heritage.counts deep people group
heritage.counts deep at3 group
heritage.counts at10 deep group
heritage.counts learn deep group
incomes.above any - group
incomes.above cur any group
incomes.above december any group
incomes.above any_prev - group
incomes.above prev any_prev group
incomes.above december_prev any_prev group
incomes.fields creators - money
incomes.fields n creators money
incomes.fields n_prev creators money
incomes.fields both n group
incomes.fields both n_prev group
incomes.cities n - money
incomes.cities known - money
incomes.cities known n group
incomes.farmers all - money
incomes.farmers n all group
incomes.farmers began all group
incomes.farmers all_earning all group
incomes.farmers earning all_earning group
incomes.farmers earning n group
incomes.farmers soon began group
incomes.farmers n_prev - money
incomes.farmers earning_prev n_prev group
incomes.farmers began_prev - money
incomes.farmers soon_prev began_prev group
incomes.cities low known group'

# Wholes and their parts, of the report's year: what they are of, the side, the grouping and the value. Where people have
# several fields the sum of the parts is more than the whole, which tells less; that is not counted on.
readonly MARGINS='creators_with_income whole incomes.above n
creators_with_income part incomes.fields n
creators_with_income part incomes.cities n
income whole incomes.above fen
income whole stories.incentives fen
income part incomes.fields fen
posters whole topics.total creators
posters part topics.named creators'

# disclosed CELLS: what the cells together tell of few people, a line each.
disclosed() {
  ndparse --from regex --regex '^(?P<grouping>\S+) (?P<count>\S+) (?P<whole>\S+) (?P<beside>\S+)$' <<<"$COUNTS_OF_PEOPLE" >"$WORK/told_of"
  ndjoin -k grouping --duplicates all "$WORK/told_of" "$1" |
    ndmap -r --argjson group "$MIN_GROUP" --argjson money "$MIN_MONEY" "$FEW"
  margins "$1"
}

# What is wrong with a cell and one of its counts.
# shellcheck disable=SC2016  # the variables are those of ndmap
readonly FEW='.count as $count | .whole as $whole | .[$count] as $v | (if $whole == "-" then null else .[$whole] end) as $all |
  (if .beside == "money" then $money else $group end) as $least |
  ([.grouping, ((.topic_id?, .field?, .year?, .day?) | select(. != null))] | join(" ")) as $cell |
  (if ($v | type) == "number" and $v > 0 and $v < $least then "\($cell): \($count) is of \($v) people, fewer than \($least)" else empty end),
  (if ($v | type) == "number" and ($all | type) == "number" and $all - $v > 0 and $all - $v < $group
    then "\($cell): \($whole) less \($count) tells of \($all - $v) people, fewer than \($group)" else empty end)'

# margins CELLS: where the parts that are told, less the whole, give a hidden one.
margins() {
  ndparse --from regex --regex '^(?P<of>\S+) (?P<side>\S+) (?P<grouping>\S+) (?P<name>\S+)$' <<<"$MARGINS" >"$WORK/margins"
  # A field that one table hides and another tells is told.
  ndjoin -k grouping --duplicates all "$WORK/margins" "$1" |
    ndmap --arg year "$YEAR" 'select((.year? // $year) == $year) | .name as $name |
      {of, side: (if ."$total"? == true then "whole" else .side end), part: (.field? // .topic_id? // ""), value: .[$name]?, grouping}' |
    ndgroup -g of,side,part -a 'value=max(.value)' -a 'by=min(select(.value != null) | .grouping)' |
    ndgroup -g of -a 'whole=max(select(.side == "whole") | .value)' -a 'by=min(select(.side == "whole" and .value != null) | .by)' \
      -a 'told=sum(select(.side == "part") | .value)' -a 'hidden=count(.side == "part" and .value == null)' \
      -a 'one=min(select(.side == "part" and .value == null) | .part)' |
    ndfilter '.whole != null and .told != null and .whole > .told' |
    ndmap -r --argjson money "$MIN_MONEY" --argjson group "$MIN_GROUP" 'if .of == "income" then
        (if .hidden == 1 then .one else "\(.hidden) hidden fields" end) as $of |
        if .hidden > 0 then "\(.by) less what incomes.fields tells gives the income of \($of)" else empty end
      elif .of == "posters" then
        if .hidden > 0 and .whole - .told < $group then
          "\(.by) less the topics that are told gives \(.whole - .told) people, fewer than \($group)"
        else empty end
      elif .whole - .told < $money then
        (if .hidden == 1 then " of " + .one else "" end) as $of |
        "\(.by) less the fields that are told gives \(.whole - .told) creators with income\($of), fewer than \($money)"
      else empty end'
}

# told_before HISTORY FIGURES: figures that are hidden now, and were told in an earlier edition.
told_before() {
  ndfilter '.value != null' "$1" | nduniq -k figure,of,again --keep last >"$WORK/once_told"
  remembered "$EDITION" "$2" | ndfilter '.status == "suppressed"' |
    ndjoin -k figure,of,again --prefix before_ "$WORK/once_told" - |
    ndmap -r '"\(.figure) \(.of): it is hidden, and edition \(.before_edition) has told it"'
}

# few_apart HISTORY FIGURES: counts of people that the last edition told of a few more or fewer: the two together tell of those.
# Means of days are of no set of people.
few_apart() {
  ndfilter --argjson last $((EDITION - 1)) '.edition == $last and .value != null' "$1" >"$WORK/last_told"
  remembered "$EDITION" "$2" |
    ndfilter '.unit == "people" and (.value | type) == "number" and (.method | contains("the mean of the days") | not)' |
    ndjoin -k figure,of,again --prefix before_ "$WORK/last_told" - |
    ndfilter --argjson group "$MIN_GROUP" '.value != .before_value and .value - .before_value < $group and .before_value - .value < $group' |
    ndprint --let 'name=[.figure, (.of | select(. != ""))] | join(" ")' \
      '{$name}: {value:,d} people, where edition {before_edition} has {before_value:,d}: whoever has both knows of the few between'
}

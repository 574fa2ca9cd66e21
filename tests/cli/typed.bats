#!/usr/bin/env bats
# shellcheck disable=SC2154  # run --separate-stderr sets stderr
# What was typed and probably not meant: refused with the way round before anything is read.

load helper

# refused TEXT COMMAND...: exit 2, nothing written, TEXT in the message; the input would be an error if it were read.
refused() {
  local text=$1
  shift
  run -2 --separate-stderr "$@" no-such-file
  if [[ -n $output ]]; then wrote_nothing; fi
  [[ $stderr == "$1: "*"$text"* ]] || { echo "$*: $stderr" && return 1; }
}

@test "typed: a condition that is an assignment" {
  refused 'did you mean ==?' ndfilter '.type = "X"'
  for condition in '.type |= "X"' '.a += 1' '.a //= 1'; do
    refused 'a condition compares: ==' ndfilter "$condition"
  done
  refused 'did you mean ==?' ndfilter '.type = "X" and .n > 1'
  refused 'did you mean ==?' ndfilter -v '.type = "X"'
  refused 'did you mean ==?' ndgroup -w '.type = "X"'
  refused 'did you mean ==?' ndgroup -a 'count(.type = "X")'
  refused 'did you mean ==?' ndgroup -a 'share(.type = "X")'
  refused 'did you mean ==?' ndgroup -a 'r=ratio(count(.type = "X"); count)'
  refused 'did you mean ==?' ndgroup --having '.n = 1'
  refused 'did you mean ==?' ndmerge --having '.n = 1'
  refused 'did you mean ==?' ndmap 'select(.type = "X")'
  check ndmap '.a = 1' <<<'{}' 4<<<'{"a":1}'
}

@test "typed: a function where a field is meant" {
  refused 'the field is written .type' ndfilter 'type == "play"'
  refused 'the field is written .type' ndgroup -w 'type != "play"'
  refused 'the field is written .type' ndgroup -g 't=(type == "play")'
  refused 'the field is written .type' ndfilter --arg t play 'type == $t'
  refused 'the field is written .type' ndgroup -a 'distinct(type)'
  refused 'the field is written .length' ndgroup -a 'n=sum(length)'
  refused 'the field is written .day' ndgroup -a 'first(.x; day)'
  refused 'the field is written .type' ndgroup -a 'count(type)'
  refused 'the field is written .type' ndfilter type
  refused 'the field is written .type' ndmap --set kind=type
  check ndgroup -a 'n=sum((length))' -a 'm=max(. | length)' <<<'{"a":1,"b":2}' 4<<<'{"n":2,"m":2}'
  check ndfilter 'type == "number"' <<<1 4<<<1
}

@test "typed: a date without quotes" {
  refused 'a date stands in quotes: "2015-01-01"' ndfilter '.created_at > 2015-01-01'
  refused 'a date stands in quotes: "2024-07"' ndgroup -w '.month == 2024-07'
  refused 'a date stands in quotes: "2024/07/31"' ndmap --set 'd=2024/07/31'
  refused 'a date stands in quotes: "2024-01-01"' ndgroup -a 'count(.d >= 2024-01-01)'
  check ndmap '2015 - 01 - 01' <<<1 4<<<2013
}

@test "typed: aggregates of other languages, and several in one -a" {
  refused "'count(*)' is written count" ndgroup -a 'count(*)'
  refused 'is written distinct(X)' ndgroup -a 'count(distinct .user)'
  refused "did you mean 'mean'?" ndgroup -a 'avg(.x)'
  refused "did you mean 'distinct'?" ndgroup -a 'count_distinct(.x)'
  refused "did you mean 'quantile'?" ndgroup -a 'percentile(.x; 95)'
  refused 'write quantile(X; 0.95)' ndgroup -a 'p95(.x)'
  refused 'write quantile(X; 0.999)' ndgroup -a 'p999(.x)'
  refused 'write quantile(X; 0.50)' ndgroup -a 'p50(.x)'
  check ndgroup -a 'n=count,u=distinct(.u)' -a 'f=first(.u; .t), m=max((.t, 9))' <<<'{"u":"a","t":1}' \
    4<<<'{"n":1,"u":1,"f":"a","m":9}'
  refused "no such aggregate 'u'" ndgroup -a n=count,u
}

@test "typed: a field where a file stands" {
  refused "there is no file 'name'; if it is a field, write -k name" ndsort name
  refused "there is no file 'plays'; if it is a field, write -k plays" ndtop plays
  refused "there is no file 'city.tier'; if it is a field, write -k city.tier" nduniq city.tier
  refused "there is no file 'type'; if it is a field, write -g type" ndgroup type
  refused "there is no file 'user'; if it is a field, write -g user" ndmerge user
  refused "there is no file 'a,b'; if it is a field, write -c a,b" ndtable a,b
  echo '{"a":1}' >name
  check ndsort name 4<name
  run -4 ndsort -k a missing
  run -4 ndsort missing.ndjson
  run -4 ndsort data/missing
}

@test "typed: a file where an expression stands" {
  echo '{"a":1}' >in.ndjson
  misused "EXPR is missing: 'in.ndjson' is a file" ndfilter in.ndjson
  misused "EXPR is missing: 'in.ndjson' is a file" ndmap in.ndjson
}

@test "typed: an option that takes one value is given two" {
  twice() { refused "is given twice, as '$1' and as '$2'; it takes one value" "${@:3}"; }
  twice first last nduniq -k a --keep first --keep last
  twice a b ndsort -o a -o b
  twice UTC Asia/Shanghai ndgroup --tz UTC --tz Asia/Shanghai
  twice 1 2 ndfilter -n 1 --limit=2 true
  twice csv tsv ndparse --from csv --from tsv
  twice 3:n 5:n ndgroup -a n=count --min-group 3:n --min-group 5:n
  twice a b ndtop -k a -k b
  refused '$x is bound twice' ndfilter --arg x 1 --arg x 2 true
  refused "says two things of the field 'a'" ndparse --types a=int,a=float
  refused "says two things of the field 'a'" ndparse --time a=s --time a=ms
  check ndsort -k a -r -r --tz UTC --tz UTC <<<'{"a":1}' 4<<<'{"a":1}'
  check ndtop -k a -k a -n 1 -n 1 <<<'{"a":1}' 4<<<'{"a":1}'
}

@test "typed: zones, samples and limits" {
  check ndmap --tz +08:00 '.t | day' <<<'{"t":"2024-07-31T16:00:00Z"}' 4<<<'"2024-08-01"'
  check ndmap --tz -05:30 '[(.t | day), (.t | hour)]' <<<'{"t":"2024-07-31T04:00:00Z"}' 4<<<'["2024-07-30",22]'
  for zone in UTC+8 +8 GMT-5 +0800; do
    run -2 --separate-stderr ndmap --tz "$zone" '.t | day' no-such-file
    [[ $stderr == *'an offset is written +08:00'* ]]
  done
  refused 'sampled(100)' ndfilter '.u | sampled(0.01)'
  refused '-n 0 keeps no record' ndtop -k a -n 0
}

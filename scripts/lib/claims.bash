# claims.bash: what an editor asserts of the figures, and whether it is so. Sourced by annual-report and verify-report.
#
# A claim is a record: figure, word, value, step, and where they are needed period and scale: {"figure":"F12",
# "period":"2024-07","word":"+","value":0.124,"step":0.001}. The figure's value times scale must bear it out:
#   over      is more than value, by less than step
#   reached   rounds to value at step
#   nearly    is less than value, by less than step
#   exactly   is value
#   + or -    is a change of that sign that rounds to value at step
set -euo pipefail

readonly BORNE_OUT='(.value * (.claim.scale // 1)) as $v | .claim.word as $word | .claim.value as $c | (.claim.step // 1) as $step |
  if $word == "over" then $v > $c and $v < $c + $step
  elif $word == "reached" then ($v / $step | round) == ($c / $step | round)
  elif $word == "nearly" then $v < $c and $v > $c - $step
  elif $word == "exactly" then $v == $c
  else ($v > 0) == ($word == "+") and ($v / $step | round) == ($c / $step | round) end'
readonly CLAIM_KEY='"\(.figure) \(.period? // "")"'

# check_claims CLAIMS: they must be such records.
check_claims() {
  local wrong
  wrong=$(ndfilter -n 1 '(.figure | type) == "string" and (.value | type) == "number" and
    (.word | . == "over" or . == "reached" or . == "nearly" or . == "exactly" or . == "+" or . == "-") and
    (.word == "exactly" or ((.step | type) == "number" and .step > 0)) and
    (.scale? == null or (.scale? | type) == "number") | not' "$1")
  if [[ -n $wrong ]]; then die 3 "$1: no claim: $wrong"; fi
}

# claimed FIGURES CLAIMS: the figures, each with its claim and, where that is not borne out, the status failed. A claim on
# what is no figure, or on one that has several periods and names none, is an error.
claimed() {
  local lost
  check_claims "$2"
  ndmap "{name: $CLAIM_KEY, claim: {word, value, step: .step?, scale: .scale?}}" "$2" >"$WORK/claims"
  ndmap "{name: $CLAIM_KEY}" "$1" >"$WORK/claimable"
  lost=$(ndjoin -k name --type anti "$WORK/claimable" "$WORK/claims" --duplicates first | ndmap -r .name)
  if [[ -n $lost ]]; then die 3 "$2: claims on what is no figure: $lost; one of several periods is claimed with its period, such as 2024-07"; fi
  ndmap --table "claims=$WORK/claims:name" "(\$claims[$CLAIM_KEY].claim // null) as \$claim |
    if \$claim == null then .
    else .claim = (\$claim | with_entries(select(.value != null))) |
      if .value == null or ($BORNE_OUT | not) then .status = \"failed\" else . end end" "$1"
}

#!/usr/bin/env bats
# What ndgen plants is what the report finds, and each decoy bites: a wrong computation gives the value that is known for it.
# SEEDS is how many seeds are tried, 1 by default; SIZE is the profile, nano by default.
# shellcheck disable=SC2312  # a test that finds nothing fails

load helper

readonly SIZE=${SIZE:-nano} SEEDS=${SEEDS:-1}

setup_file() {
  cd "$BATS_FILE_TMPDIR" || return
  if command -v python3 >/dev/null; then make_seed 1; fi
}

# make_seed SEED: its platform, report and targets.
make_seed() {
  make_whole_platform "seed$1" --profile "$SIZE" --seed "$1"
  ndgen --profile "$SIZE" --seed "$1" targets -o "seed$1.targets"
  report "seed$1"
}

# planted SEED [TARGETS FIGURES]: what of it is not as it was planted.
planted() {
  python3 "$BATS_TEST_DIRNAME/planted.py" "${2-seed$1.targets}" "${3-seed$1_report/figures.ndjson}" "seed$1"
}

@test "planted: every target is the report's figure, and every trap what SQL gives when it asks the wrong question" {
  local seed
  if ! command -v python3 >/dev/null; then skip 'python3 is not installed'; fi
  planted 1
  for seed in $(seq 2 "$SEEDS"); do
    make_seed "$seed"
    planted "$seed"
    rm -r "seed$seed" "seed${seed}_report"
  done
}

@test "planted: a figure, a target or a trap that is another one is named" {
  if ! command -v python3 >/dev/null; then skip 'python3 is not installed'; fi
  ndmap 'if .target == "F24_agents" then .value = 1 else . end' seed1.targets -o targets
  ndmap 'if .figure == "F16" then .value = 11 else . end' seed1_report/figures.ndjson -o figures
  run -1 planted 1 targets figures
  printf '%s\n' "${lines[@]}" >said
  diff - said <<'SAID'
F16: 8 is planted, and the report has [11]
F24_agents: 1 is what is right
F24_agents: 1 is planted, and SQL gives 2
157 targets, 3 faults
SAID
}

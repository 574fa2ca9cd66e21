# report.bash: what the scripts of the report share. Sourced first by each of them.
#
# A section (sections/NN-name) defines GROUPINGS, what to aggregate of the clean events and of what scripts/stage shares, and the functions title,
# reduce (partials -> figures), claims (the sentences on the figures), facts (what the page needs of them) and page (their charts
# and tables; it is made in each language and form); it ends with: section "$@"
set -euo pipefail
if [[ -n ${REPORT_IS_LOADED-} ]]; then return 0; fi # a section that another script runs in a shell of its own
REPORT_IS_LOADED=yes
shopt -s inherit_errexit nullglob
source "${BASH_SOURCE[0]%/*}/script.bash"
source "${BASH_SOURCE[0]%/*}/settings.bash"
source "${BASH_SOURCE[0]%/*}/page.bash"
source "${BASH_SOURCE[0]%/*}/sentences.bash"
source "${BASH_SOURCE[0]%/*}/told.bash"
need ndparse ndfilter ndmap nduniq ndjoin ndgroup ndmerge ndyoy ndtop ndsort ndwindow nddiff ndtrend ndtable ndprint ndplot

# What is aggregated for all sections: the days of each type that is counted, and how many there are.
# shellcheck disable=SC2034  # scripts/stage has it
readonly SHARED_GROUPINGS=(
  --grouping report.days -w '.type == "play" or .type == "search" or .type == "post"' -g 'type,day=$day' -a n=count
)

source "${BASH_SOURCE[0]%/*}/pipeline.bash"
source "${BASH_SOURCE[0]%/*}/figures.bash"

# of_section FILE STEP...: runs these steps of a section in a shell of its own, which has all this already.
of_section() (
  file=$1
  shift
  # shellcheck disable=SC1090  # whichever it is
  source "$file" "$@"
)

# groupings: what the section aggregates, a word a line.
groupings() { printf '%s\n' "${GROUPINGS[@]}"; }

# alone: what is derived of groupings that are merged alone (derive_alone); a section that has some has its own.
alone() { :; }

# facts: what the section's page needs of the figures ($TOLD), into $WORK; a section that has a page has its own.
facts() { :; }

# pages: what pages need of the section, into the folder INTO: its title and the sentences that it declares in each language,
# and its charts and tables for each page of PAGES (form, language and file, a line each).
pages() {
  local form lang file
  facts
  for lang in en zh; do
    speak "$lang" text
    title
    printf '%s' "$REPLY" >"$INTO/title.$lang"
    claims
    declared "$INTO/claims.$lang"
  done
  while read -r form lang file; do
    speak "$lang" "$form"
    page >"$INTO/$file"
  done <<<"$PAGES"
}

# section STEP...: these steps of the section that calls it.
section() {
  local step i
  (($# > 0)) || set -- ''
  for step in "$@"; do
    case $step in
      claims | page) [[ -f ${FIGURES-} ]] || die 2 "name the file of the figures in the variable FIGURES" ;;
      groupings | asked | alone | title | reduce | pages) ;;
      *) die 2 'say what to do: groupings, title, reduce, claims or page' ;;
    esac
  done
  if [[ ! $* =~ ^(groupings|asked|alone|title)$ ]]; then work_folder; fi
  for step in "$@"; do
    case $step in
      title)
        title
        printf '%s' "$REPLY"
        ;;
      claims)
        tell "$FIGURES"
        claims
        find_told
        write_sentences
        for i in "${WRITTEN[@]}"; do printf '%s\n' "$i"; done
        ;;
      page)
        tell "$FIGURES"
        facts
        page
        ;;
      reduce)
        reduce
        make_figures
        if [[ -n ${CELLS-} && ${#CELL_FILES[@]} -gt 0 ]]; then cat "${CELL_FILES[@]}" >"$WORK/cells"; fi
        ;;
      *) "$step" ;;
    esac
  done
}

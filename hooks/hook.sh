# Runs one hook of secrets-hooks. Sourced by the hook file that `secrets-hooks install` writes, which blocks unless this sets secrets_hooks_status to 90.
#
# In:  secrets_hooks_event    pre-commit, pre-merge-commit, commit-msg, pre-push or pre-receive
#      secrets_hooks_package  this package's folder
#      secrets_hooks_node     node, if the hook file knows it
#      secrets_hooks_also     a foreign hook to run first, if any
#      "$@" and stdin         as git provides them
# Out: secrets_hooks_status   90: node scanned everything and found nothing to block. Every other outcome ends the shell with a status other than 0.

secrets_hooks_status=
secrets_hooks_newline='
'

secrets_hooks_block() {
  echo "secrets-hooks: $secrets_hooks_event blocked: $1" >&2
  exit 2
}

# The first argument that is an executable file.
secrets_hooks_find() {
  for secrets_hooks_place; do
    if [ -n "$secrets_hooks_place" ] && [ -f "$secrets_hooks_place" ] && [ -x "$secrets_hooks_place" ]; then
      secrets_hooks_node=$secrets_hooks_place
      return 0
    fi
  done
  return 1
}

# A foreign hook decides first. The pre-commit framework calls us as <hook>.legacy: then its own script, kept by us, must not start it again.
secrets_hooks_chain() {
  [ -f "$1" ] && [ -x "$1" ] || return 0
  if [ -n "${PRE_COMMIT_RUNNING_LEGACY-}" ] && grep -q 'hook-impl' "$1"; then return 0; fi
  secrets_hooks_foreign=$1
  shift
  case $secrets_hooks_event in
    pre-push | pre-receive) printf '%s' "$secrets_hooks_input" 2>/dev/null | "$secrets_hooks_foreign" "$@" || exit $? ;;
    *) "$secrets_hooks_foreign" "$@" || exit $? ;;
  esac
}

# Settings of the environment that change git's answers.
secrets_hooks_plain_git() {
  unset GIT_EXTERNAL_DIFF GIT_DIFF_OPTS GIT_TRACE GIT_TRACE2 GIT_TRACE2_EVENT GIT_TRACE2_PERF GIT_CONFIG_PARAMETERS GIT_CONFIG_COUNT
  unset GIT_LITERAL_PATHSPECS GIT_GLOB_PATHSPECS GIT_NOGLOB_PATHSPECS GIT_ICASE_PATHSPECS GIT_ATTR_SOURCE GIT_REPLACE_REF_BASE
  export GIT_NO_REPLACE_OBJECTS=1 GIT_NO_LAZY_FETCH=1 GIT_OPTIONAL_LOCKS=0 GIT_TERMINAL_PROMPT=0 LC_ALL=C
}

secrets_hooks_objects() {
  git -c core.fsmonitor=false cat-file --batch='%(objectname) %(objecttype) %(objectsize) %(rest)' --buffer
}

# What git is asked while node starts, in one pipeline that the hook reads from its stdin: the policy, what is staged with each blob, and a name that
# nothing has, which marks the end. A pipeline that fails anywhere lacks the mark, and the hook asks git itself.
secrets_hooks_ask_commit() {
  secrets_hooks_plain_git
  { printf '%s\n' HEAD:.secrets-hooks/policy.json :.secrets-hooks/policy.json HEAD:.secrets-hooks HEAD
    git -c core.fsmonitor=false -c core.quotePath=true diff --cached --raw --no-abbrev --no-renames --no-ext-diff --no-textconv \
      --ignore-submodules=none --no-color --no-relative -- && echo ..secrets-hooks-end; } |
    # a deleted file and a submodule have no blob here: HEAD replaces them
    sed -e 's/^:\([0-7]*\) \([0-7]*\) \([0-9a-f]*\) \([0-9a-f]*\) /\4 \1 \2 \3 \4 /' -e 's/^00* /HEAD /' -e 's/^[0-9a-f]* \([0-7]*\) 160000 /HEAD \1 160000 /' |
    secrets_hooks_objects
}

# The same for a push of one branch to a named remote: git's own input, the tracking refs, each commit that the main branches lack with its blobs,
# and how the tip differs from where the branch was, or where it left the remote's main branch.
secrets_hooks_ask_push() {
  secrets_hooks_plain_git
  export GIT_GRAFT_FILE= GIT_FLUSH=0
  printf '%s\n..secrets-hooks-fed\n' "$2"
  case $1 in '' | -* | *..* | *[!A-Za-z0-9_./-]*) return 0 ;; esac
  set -- "$1" "${2%"$secrets_hooks_newline"}"
  case $2 in *"$secrets_hooks_newline"*) return 0 ;; esac
  secrets_hooks_stood=${2##* } secrets_hooks_tip=${2% * *} secrets_hooks_landed=
  secrets_hooks_tip=${secrets_hooks_tip##* }
  case $secrets_hooks_stood in
    *[!0]*) secrets_hooks_landed=$secrets_hooks_stood secrets_hooks_base=$secrets_hooks_stood ;;
    *)
      secrets_hooks_stood=
      for secrets_hooks_main in HEAD main master; do
        secrets_hooks_landed=$(git rev-parse --verify --quiet "refs/remotes/$1/$secrets_hooks_main^{commit}") && break
      done
      secrets_hooks_base=$(git merge-base "$secrets_hooks_landed" "$secrets_hooks_tip") || return 0 ;;
  esac
  git for-each-ref --format='%(objectname) %(refname) %(symref)' "refs/remotes/$1/" || return 0
  printf '..secrets-hooks-asked %s %s\n' "$secrets_hooks_landed" "$secrets_hooks_base"
  { printf '%s\n' "$secrets_hooks_tip"
    for secrets_hooks_commit in "$secrets_hooks_landed" "$secrets_hooks_tip" "$secrets_hooks_base"; do
      printf '%s\n' "$secrets_hooks_commit:.secrets-hooks/policy.json" "$secrets_hooks_commit:.secrets-hooks"
    done
    # the main branches only, each as a pattern that fits no other name; the hook makes sure that the destination has them
    git -c core.fsmonitor=false -c core.quotePath=true -c log.showRoot=true -c log.showSignature=false -c diff.renames=false -c core.commitGraph=true \
      log --raw -c --no-renames --no-abbrev --no-ext-diff --no-textconv --no-color --no-notes --no-mailmap --no-relative --ignore-submodules=none \
      --format=%H "$secrets_hooks_tip" --not ${secrets_hooks_stood:+"$secrets_hooks_stood"} \
      --remotes="$1/HEA[D]" --remotes="$1/mai[n]" --remotes="$1/maste[r]" -- && echo ..secrets-hooks-end; } |
    # a deleted file and a submodule have no blob here
    sed -e '/^$/d' -e 's/^\(:[^	]* \([0-9a-f]*\) [A-Z]*[0-9]*	\)/\2 \1/' -e '/^00* :/d' -e '/^[0-9a-f]* :[0-7: ]*160000 [0-9a-f]\{40\}/d' |
    secrets_hooks_objects
  git -c core.fsmonitor=false -c core.quotePath=true diff-tree -r --raw --no-renames --no-abbrev --no-ext-diff --ignore-submodules=none \
    "$secrets_hooks_base" "$secrets_hooks_tip" -- && echo ..secrets-hooks-done
}

# Node with the hook's script. Certificates and options for other programs cost start-up time, or load their code into the guard.
secrets_hooks_run() {
  unset NODE_OPTIONS NODE_EXTRA_CA_CERTS NODE_V8_COVERAGE NODE_PATH
  SECRETS_HOOKS_CLEAN_STATUS=90
  export SECRETS_HOOKS_CLEAN_STATUS
  case $secrets_hooks_event in
    pre-commit) secrets_hooks_ask_commit 2>/dev/null | "$secrets_hooks_node" "$secrets_hooks_script" --fed ;;
    pre-push) secrets_hooks_ask_push "${1-}" "$secrets_hooks_input" 2>/dev/null | "$secrets_hooks_node" "$secrets_hooks_script" --fed "$@" ;;
    pre-receive) printf '%s' "$secrets_hooks_input" | "$secrets_hooks_node" "$secrets_hooks_script" "$@" ;;
    *) "$secrets_hooks_node" "$secrets_hooks_script" "$@" ;;
  esac
}

# Command substitution drops trailing newlines: the x keeps them.
case $secrets_hooks_event in
  pre-push | pre-receive)
    secrets_hooks_input=$(cat; echo x)
    secrets_hooks_input=${secrets_hooks_input%x} ;;
esac

# `doctor` sets SECRETS_HOOKS_PROBE to a file: then foreign hooks are skipped, and the outcome is written there and never lets anything pass.
if [ -z "${SECRETS_HOOKS_PROBE-}" ]; then
  secrets_hooks_here=${0%/*}
  if [ "$secrets_hooks_here" = "$0" ]; then secrets_hooks_here=.; fi
  for secrets_hooks_kept in "$secrets_hooks_here/$secrets_hooks_event.before-secrets-hooks" "$secrets_hooks_here/before-secrets-hooks/$secrets_hooks_event" \
    "${secrets_hooks_also-}"; do
    secrets_hooks_chain "$secrets_hooks_kept" "$@"
  done
fi

secrets_hooks_find "${secrets_hooks_node-}" || {
  secrets_hooks_git=$(git rev-parse --git-common-dir) || exit 2
  secrets_hooks_find "$(cat "$secrets_hooks_git/secrets-hooks/node" 2>/dev/null || :)" "$(command -v node 2>/dev/null || :)" /usr/local/bin/node /opt/homebrew/bin/node ||
    secrets_hooks_block 'node was not found. Install Node.js 20.19 or newer, then run: npx secrets-hooks install'
}
secrets_hooks_script=$secrets_hooks_package/dist/hooks/$secrets_hooks_event.cjs
[ -f "$secrets_hooks_script" ] || secrets_hooks_block 'its package is incomplete. Run: npm install (or: npx secrets-hooks install)'

secrets_hooks_status=0
(secrets_hooks_run "$@") || secrets_hooks_status=$?

if [ -n "${SECRETS_HOOKS_PROBE-}" ]; then
  printf '%s %s\n' "$secrets_hooks_event" "$secrets_hooks_status" >>"$SECRETS_HOOKS_PROBE"
  exit 1
fi
case $secrets_hooks_status in
  90) ;;
  # node has printed why
  1 | 2 | 130) exit "$secrets_hooks_status" ;;
  *) secrets_hooks_block "node ended with status $secrets_hooks_status without confirming a scan. Run: npx secrets-hooks doctor" ;;
esac

# Whatever follows in the same hook file reads stdin as git provided it.
case $secrets_hooks_event in
  pre-push | pre-receive)
    if [ -n "$secrets_hooks_input" ]; then
      exec <<SECRETS_HOOKS
${secrets_hooks_input%"$secrets_hooks_newline"}
SECRETS_HOOKS
    else exec </dev/null; fi ;;
esac

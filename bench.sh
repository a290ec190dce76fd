export GATEHOUSE_BINARY=/work/xp/gatehouse TMPDIR=${T:-/work/xp/tmp} GATEHOUSE_TEST_POSTGRES=postgres://postgres@127.0.0.1:5999/postgres
for n in "$@"; do echo "== $n $(date -u +%T)"; timeout 900 /work/tgt/rel/release/gatehouse-bench $n 2>&1; echo "rc $?"; done; echo "END $(date -u +%T)"

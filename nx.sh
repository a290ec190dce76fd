. /tmp/kitenv.sh
WT=$1; LOG=$2; shift 2
cd $WT; export TMPDIR=/dev/shm/x GATEHOUSE_TEST_POSTGRES=postgres://postgres@127.0.0.1:5999/postgres
(date -u; cargo nextest run --offline --workspace --no-fail-fast "$@" 2>&1; echo "rc $?"; date -u) > $LOG 2>&1

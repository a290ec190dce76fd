WT=$1; shift
cd $WT/e2e; export TMPDIR=/dev/shm/x GATEHOUSE_TEST_POSTGRES=postgres://postgres@127.0.0.1:5999/postgres CHROMIUM=${CHROMIUM:-/usr/bin/chromium-headless-shell} GATEHOUSE_BINARY=${GATEHOUSE_BINARY:-/dev/shm/drill/gatehouse}
npx playwright test "$@" 2>&1

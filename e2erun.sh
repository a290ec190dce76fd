export GATEHOUSE_BINARY=/dev/shm/drill/gatehouse
date -u; bash /tmp/e2e.sh /work/main --project=desktop --retries 1 "$@"; echo "rc $?"; date -u

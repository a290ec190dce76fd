#!/bin/bash
# drillrun.sh LOG FILTER
LOG=$1; F=$2
export TMPDIR=/dev/shm/x GATEHOUSE_TEST_POSTGRES=postgres://postgres@127.0.0.1:5999/postgres SCIM_PYTHON=/work/scimenv/bin/python
cp /dev/shm/drillrel/it /dev/shm/drill-it-$$
exec unshare -m bash -c "mount --bind /dev/shm/drillrel /work/tgt/coord/debug && cd /work/main/program/gatehouse && (date -u; CARGO_MANIFEST_DIR=/work/main/program/gatehouse /dev/shm/drill-it-$$ --ignored --nocapture --test-threads 1 $F; echo rc \$?; date -u) > $LOG 2>&1"

#!/bin/bash
# mcheck.sh WT -p crate...
[ -e /tmp/hcheck.closed ] && { echo closed; exit 9; }
WT=$1; shift
exec 9>/tmp/hcheck.lock
flock -w 540 9 || { echo "busy, try again later"; exit 8; }
[ -e /tmp/hcheck.closed ] && { echo closed; exit 9; }
. /tmp/kitenv.sh
export CARGO_TARGET_DIR=/work/tgt/chk CARGO_INCREMENTAL=0 CARGO_BUILD_JOBS=2
cd $WT
for f in dist; do [ -d web/dist ] || cp -a /work/main/web/dist web/ ; done
nice -n 10 unshare -m bash -c "mount --bind $WT /work/main && cd /work/main && timeout 1500 cargo check --offline --all-targets $* 2>&1" | grep -vE '^\s*(Compiling|Checking|Blocking)' | tail -150

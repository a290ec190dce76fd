#!/bin/bash
. /tmp/kitenv.sh
export CARGO_TARGET_DIR=/work/tgt/rel CARGO_PROFILE_RELEASE_DEBUG=0
unset CARGO_PROFILE_DEV_DEBUG RUSTC_WORKSPACE_WRAPPER
cd ${1:-/work/wt/rel}
date -u
cargo build --offline --release -p gatehouse -p gatehouse-bench ${@:2}
echo "rc $?"; date -u

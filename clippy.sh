. /tmp/kitenv.sh
export CARGO_TARGET_DIR=/work/tgt/chk CARGO_INCREMENTAL=0
cd ${1:-/work/main}; (date -u; cargo clippy --offline --workspace --all-targets -- -D warnings 2>&1; echo "rc $?"; date -u) > /tmp/clippy.log 2>&1

#!/bin/bash
L=$1; N=${2:-1500}
grep -E '^\s+(FAIL|TIMEOUT|SIGABRT|SIGKILL|SIGSEGV|LEAK-FAIL) ' $L | sort -u | head -80; grep -E 'Summary|tests run' $L | tail -2

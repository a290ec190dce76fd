//! Takes everything from the child but memory, its core and its pipes.

use crate::kind::Limits;
use rustix::process::{Resource, Rlimit, setrlimit};
use thiserror::Error;

/// Why the child is not confined.
#[derive(Debug, Error)]
pub enum NotConfined {
    /// The system refused a limit.
    #[error("a limit: {0}")]
    Limit(#[from] rustix::io::Errno),
    /// The system refused the filter of calls, or files and network stay open.
    #[cfg(target_os = "linux")]
    #[error("{0}")]
    System(String),
}

/// Confines this process for good.
pub fn confine(limits: Limits) -> Result<(), NotConfined> {
    // Asked while files can still be opened.
    let memory = mapped().saturating_add(limits.memory);
    let seconds = limits.time.as_secs().saturating_add(u64::from(limits.time.subsec_nanos() > 0));
    set(Resource::Core, 0)?;
    set(Resource::Cpu, seconds)?;
    set(Resource::Fsize, 0)?;
    #[cfg(target_os = "linux")]
    system::close()?;
    // The last ones, since closing everything takes descriptors and memory.
    set(Resource::Nofile, 0)?;
    set(Resource::As, memory)
}

fn set(resource: Resource, most: u64) -> Result<(), NotConfined> {
    Ok(setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?)
}

/// Bytes of address space that the idle program has.
#[cfg(target_os = "linux")]
fn mapped() -> u64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = statm.split(' ').next().and_then(|pages| pages.parse().ok()).unwrap_or(1 << 18);
    rustix::param::page_size() as u64 * pages
}

#[cfg(not(target_os = "linux"))]
const fn mapped() -> u64 {
    1 << 30
}

#[cfg(target_os = "linux")]
mod system {
    use super::NotConfined;
    use landlock::{ABI, Access as _, AccessFs, AccessNet, Ruleset, RulesetAttr as _, Scope};
    use seccompiler::{
        BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    };
    use std::collections::BTreeMap;

    /// No files, no network (Landlock, as far as the kernel has it), and few calls (seccomp).
    pub fn close() -> Result<(), NotConfined> {
        files_and_network().map_err(|error| NotConfined::System(error.to_string()))?;
        calls().map_err(|error| NotConfined::System(error.to_string()))
    }

    fn files_and_network() -> Result<(), landlock::RulesetError> {
        Ruleset::default()
            .handle_access(AccessFs::from_all(ABI::V6))?
            .handle_access(AccessNet::from_all(ABI::V6))?
            .scope(Scope::from_all(ABI::V6))?
            .create()?
            .restrict_self()?;
        Ok(())
    }

    /// Calls that a parser needs: memory, its pipes, locks, time and its end. Everything else answers "not permitted".
    const CALLS: &[i64] = &[
        libc::SYS_read,
        libc::SYS_readv,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_close,
        libc::SYS_fstat,
        libc::SYS_lseek,
        libc::SYS_brk,
        libc::SYS_mmap,
        libc::SYS_mprotect,
        libc::SYS_mremap,
        libc::SYS_munmap,
        libc::SYS_madvise,
        libc::SYS_futex,
        libc::SYS_membarrier,
        libc::SYS_rseq,
        libc::SYS_set_robust_list,
        libc::SYS_sched_yield,
        libc::SYS_sched_getaffinity,
        libc::SYS_getcpu,
        libc::SYS_clock_gettime,
        libc::SYS_clock_nanosleep,
        libc::SYS_getrandom,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sigaltstack,
        libc::SYS_restart_syscall,
        libc::SYS_getpid,
        libc::SYS_gettid,
        libc::SYS_exit,
        libc::SYS_exit_group,
        // The limits that follow the filter; they can only be lowered.
        libc::SYS_getrlimit,
        libc::SYS_setrlimit,
    ];

    #[cfg(any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64"))]
    fn calls() -> Result<(), Box<dyn std::error::Error>> {
        // Of itself only: the server is a process of the same user.
        let own = |value: u64| SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, value);
        let mut rules: BTreeMap<i64, Vec<SeccompRule>> = CALLS.iter().map(|call| (*call, Vec::new())).collect();
        rules.insert(libc::SYS_tgkill, vec![SeccompRule::new(vec![own(std::process::id().into())?])?]);
        rules.insert(libc::SYS_prlimit64, vec![SeccompRule::new(vec![own(0)?])?]);
        let refused = SeccompAction::Errno(libc::EPERM.unsigned_abs());
        let arch = std::env::consts::ARCH.try_into()?;
        let filter: BpfProgram = SeccompFilter::new(rules, refused, SeccompAction::Allow, arch)?.try_into()?;
        seccompiler::apply_filter_all_threads(&filter)?;
        Ok(())
    }

    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")))]
    fn calls() -> Result<(), std::convert::Infallible> {
        Ok(())
    }
}

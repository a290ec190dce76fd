//! The limit of open files.

/// Below this many files an installation that strangers can reach has little to set against a flood.
pub const FEW: u64 = 8_192;
/// Never more connections than this, however many files there may be: each costs memory too.
const MOST: u64 = 16_384;
/// Files that are left to database, mail and jobs, beside a fifth of all.
const APART: u64 = 64;
/// So many connections there may always be.
const LEAST: u64 = 16;

/// Raises the soft limit of open files to the hard one, as every server should, and returns it.
pub fn raise() -> u64 {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Nofile);
        if limit.current != limit.maximum
            && let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit })
        {
            tracing::warn!(%error, "the limit of open files stays at its soft value");
        }
    }
    limit()
}

/// How many files this process may have open now.
pub fn limit() -> u64 {
    #[cfg(unix)]
    return rustix::process::getrlimit(rustix::process::Resource::Nofile).current.unwrap_or(u64::MAX);
    #[cfg(not(unix))]
    u64::MAX
}

/// How many connections there may be in all where so many files may be open.
pub fn connections(files: u64) -> usize {
    let most = (files / 10).saturating_mul(8).saturating_sub(APART).clamp(LEAST, MOST);
    usize::try_from(most).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::connections;

    /// ALL-4
    #[test]
    fn database_and_jobs_always_have_files_left() {
        assert_eq!(connections(256), 136);
        assert_eq!(connections(1_024), 752);
        assert_eq!(connections(1 << 20), 16_384);
        assert_eq!(connections(u64::MAX), 16_384);
        assert_eq!(connections(0), 16);
    }
}

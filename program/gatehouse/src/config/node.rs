//! What this machine is called.

/// This machine's name, for the list of connections that the database server shows, and for the lines of the log.
pub(crate) fn node_name() -> String {
    #[cfg(unix)]
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    let name = std::env::var("COMPUTERNAME").unwrap_or_default();
    name
}

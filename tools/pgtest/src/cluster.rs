//! Making, starting and stopping one cluster.

use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::owner::{User, server_user};
use crate::{ADDRESS_VARIABLE, Durability, Programs, Setup, StartError, find_programs};

/// How often another port is tried when someone takes ours between the look and the start.
const ATTEMPTS: u32 = 5;
/// A start takes under a second on an idle machine; a loaded one gets a minute.
const START_LIMIT: Duration = Duration::from_secs(60);
/// Room for the pools of every test process that runs at the same time.
const CONNECTIONS: u32 = 400;

/// Holds the server: `$0` is postgres, `$1` the folder, the rest its arguments. It waits until its standard input closes, which happens
/// when [`Server`] is dropped and also when the program that made it dies in any way; then it stops the server
/// (SIGINT: at once, sessions are cut) and removes the folder. The server gets no standard input of its own.
const GUARD: &str = r#"
folder=$1; shift
"$0" "$@" </dev/null >"$folder/log" 2>&1 &
server=$!
echo "$server"
read -r _
kill -INT "$server" 2>/dev/null
wait "$server"
rm -rf "$folder"
"#;

/// A running PostgreSQL. Dropping it stops the server and removes its folder, unless it is a shared one.
#[derive(Debug)]
pub struct Server {
    url: String,
    /// `None` for a server that someone else started.
    own: Option<Guard>,
}

impl Server {
    /// Starts a new server without durability: the one for tests. Takes about a second.
    ///
    /// # Errors
    /// See [`StartError`]; each says what to do.
    pub fn start() -> Result<Self, StartError> {
        Self::start_with(Durability::Off)
    }

    /// Starts a new server with the wanted durability.
    ///
    /// # Errors
    /// See [`StartError`]; each says what to do.
    pub fn start_with(durability: Durability) -> Result<Self, StartError> {
        Self::start_as(&Setup { durability, ..Setup::default() })
    }

    /// Starts a new server as `setup` says.
    ///
    /// # Errors
    /// See [`StartError`]; each says what to do.
    pub fn start_as(setup: &Setup) -> Result<Self, StartError> {
        let programs = find_programs().ok_or(StartError::NotInstalled)?;
        let mut last = StartError::NotInstalled;
        for _ in 0..ATTEMPTS {
            let folder = Folder::make()?;
            initdb(&programs, &folder)?;
            if let Some((certificate, key)) = &setup.certificate {
                folder.keep("server.crt", certificate).map_err(StartError::Folder)?;
                folder.keep("server.key", key).map_err(StartError::Folder)?;
            }
            let port = free_port().map_err(StartError::Folder)?;
            match Guard::start(&programs, folder, port, setup) {
                Ok(guard) => {
                    return Ok(Self {
                        url: format!("postgres://postgres@127.0.0.1:{port}/postgres"),
                        own: Some(guard),
                    });
                }
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    /// The server named by [`ADDRESS_VARIABLE`], else a new one.
    ///
    /// # Errors
    /// See [`StartError`]; a shared server is not tried here.
    pub fn shared_or_start() -> Result<Self, StartError> {
        match std::env::var(ADDRESS_VARIABLE) {
            Ok(url) if !url.is_empty() => Ok(Self { url, own: None }),
            _ => Self::start(),
        }
    }

    /// `postgres://postgres@127.0.0.1:PORT/postgres`: a superuser without a password, reachable from this machine only.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The folder with the cluster and its `log`; `None` for a shared server.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.own.as_ref().map(|guard| guard.folder.path.as_path())
    }

    /// The process id of the server; `None` for a shared one.
    #[must_use]
    pub fn pid(&self) -> Option<u32> {
        self.own.as_ref().map(|guard| guard.server)
    }
}

/// The temporary folder: `data` inside it is the cluster, `log` what the server said, and the socket lives beside them.
#[derive(Debug)]
struct Folder {
    path: PathBuf,
    user: Option<User>,
}

impl Folder {
    fn make() -> Result<Self, StartError> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        loop {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let path = std::env::temp_dir().join(format!("gatehouse-pg-{}-{number}", std::process::id()));
            match std::fs::create_dir(&path) {
                Ok(()) => return Self::hand_over(path),
                // Left by an earlier program with our process id.
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(StartError::Folder(error)),
            }
        }
    }

    fn hand_over(path: PathBuf) -> Result<Self, StartError> {
        let user = server_user(&path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => StartError::NoOwner,
            _ => StartError::Folder(error),
        })?;
        let folder = Self { path, user };
        std::fs::set_permissions(&folder.path, std::fs::Permissions::from_mode(0o700)).map_err(StartError::Folder)?;
        if let Some(user) = user {
            chown(&folder.path, Some(user.uid), Some(user.gid)).map_err(StartError::Folder)?;
        }
        Ok(folder)
    }

    /// Writes a file of the cluster that only the server can read, as it demands for keys.
    fn keep(&self, name: &str, text: &str) -> std::io::Result<()> {
        let path = self.path.join("data").join(name);
        std::fs::write(&path, text)?;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
        self.user.map_or(Ok(()), |user| chown(&path, Some(user.uid), Some(user.gid)))
    }

    /// A command that runs as the server's user, in a folder which that user can enter.
    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.path).env_remove("PGDATA").env_remove("PGPORT").env("LC_ALL", "C");
        if let Some(user) = self.user {
            command.uid(user.uid).gid(user.gid);
        }
        command
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // The guard has usually removed it; what is left after a failed start is only litter.
        drop(std::fs::remove_dir_all(&self.path));
    }
}

fn initdb(programs: &Programs, folder: &Folder) -> Result<(), StartError> {
    let output = folder
        .command(&programs.path("initdb"))
        .args(["--pgdata", "data", "--username", "postgres", "--auth", "trust"])
        .args(["--encoding", "UTF8", "--locale", "C", "--no-sync"])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| StartError::Initdb(error.to_string()))?;
    if output.status.success() {
        return Ok(());
    }
    Err(StartError::Initdb(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

/// A port that nobody listens on now. Another program may take it before the server does: then the start is tried again.
#[expect(clippy::disallowed_methods, reason = "nothing is served: only a free port is found")]
fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

fn settings(port: u16, folder: &Path, setup: &Setup) -> Vec<String> {
    let mut settings = vec![
        format!("port={port}"),
        "listen_addresses=127.0.0.1".to_owned(),
        format!("unix_socket_directories={}", folder.display()),
        format!("max_connections={CONNECTIONS}"),
        "timezone=UTC".to_owned(),
    ];
    if setup.durability == Durability::Off {
        settings.extend(["fsync=off", "synchronous_commit=off", "full_page_writes=off"].map(str::to_owned));
        // No copy is kept of what is written, and nobody looks through hundreds of databases that live for a second.
        // Nor is any table so large that a statement compiled for it were faster.
        settings.extend(["wal_level=minimal", "max_wal_senders=0", "autovacuum=off", "jit=off"].map(str::to_owned));
        // The folder may lie in memory.
        settings.push("max_wal_size=256MB".to_owned());
    }
    if setup.certificate.is_some() {
        settings.push("ssl=on".to_owned());
    }
    settings.into_iter().flat_map(|setting| ["-c".to_owned(), setting]).collect()
}

/// The guard process with the server below it. Its pipe is what keeps the server alive.
#[derive(Debug)]
struct Guard {
    process: Child,
    server: u32,
    /// Dropped after the guard, which removes it first.
    folder: Folder,
}

impl Guard {
    fn start(programs: &Programs, folder: Folder, port: u16, setup: &Setup) -> Result<Self, StartError> {
        let not_started = |error: std::io::Error| StartError::NotReady(error.to_string());
        let process = folder
            .command(Path::new("/bin/sh"))
            .args(["-c", GUARD])
            .arg(programs.path("postgres"))
            .arg(&folder.path)
            .arg("-D")
            .arg(folder.path.join("data"))
            .args(settings(port, &folder.path, setup))
            .envs(setup.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // A Ctrl-C at the terminal must reach us, not the server: the tests still need it while they end.
            .process_group(0)
            .spawn()
            .map_err(not_started)?;
        let mut guard = Self { process, server: 0, folder };
        guard.server = guard.read_server_pid().map_err(not_started)?;
        guard.wait_until_ready(port)?;
        Ok(guard)
    }

    fn read_server_pid(&mut self) -> std::io::Result<u32> {
        let mut line = String::new();
        if let Some(output) = self.process.stdout.take() {
            std::io::BufRead::read_line(&mut std::io::BufReader::new(output), &mut line)?;
        }
        line.trim().parse().map_err(|_| std::io::Error::other("the guard process gave no process id"))
    }

    /// Reads the server's own status file, as pg_ctl does: a connection could meet another server that took our port.
    fn wait_until_ready(&self, port: u16) -> Result<(), StartError> {
        let folder = &self.folder.path;
        let status_file = folder.join("data").join("postmaster.pid");
        let begun = Instant::now();
        while begun.elapsed() < START_LIMIT {
            let status = std::fs::read_to_string(&status_file).unwrap_or_default();
            if is_ready(&status, self.server, port) {
                return Ok(());
            }
            let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
            if log.contains("FATAL:") {
                return Err(StartError::NotReady(last_lines(&log)));
            }
            sleep(Duration::from_millis(20));
        }
        let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
        Err(StartError::NotReady(format!("not ready after {} s; {}", START_LIMIT.as_secs(), last_lines(&log))))
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        // A guard that cannot be waited for is gone already.
        drop(self.process.wait());
    }
}

/// Lines of `postmaster.pid`: process id, folder, start, port, socket folder, address, shared memory, status.
fn is_ready(status_file: &str, server: u32, port: u16) -> bool {
    let lines: Vec<&str> = status_file.lines().map(str::trim).collect();
    lines.first().and_then(|pid| pid.parse().ok()) == Some(server)
        && lines.get(3).and_then(|text| text.parse().ok()) == Some(port)
        && lines.get(7) == Some(&"ready")
}

fn last_lines(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    lines[lines.len().saturating_sub(5)..].join("; ")
}

#[cfg(test)]
mod tests {
    use super::is_ready;

    const STATUS: &str = "4242\n/data\n1795000000\n5433\n/sockets\n127.0.0.1\n  123 456\nready   \n";

    #[test]
    fn a_server_is_ready_when_its_own_status_says_so() {
        assert!(is_ready(STATUS, 4242, 5433));
    }

    #[test]
    fn another_process_another_port_or_a_starting_server_is_not_ready() {
        assert!(!is_ready(STATUS, 4243, 5433));
        assert!(!is_ready(STATUS, 4242, 5434));
        assert!(!is_ready(&STATUS.replace("ready", "starting"), 4242, 5433));
        assert!(!is_ready("", 4242, 5433));
    }
}

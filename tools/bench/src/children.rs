//! Servers in processes of their own: started on a free port of loopback, asked until they are ready, stopped by
//! their id.

use crate::client::{Connection, get};
use crate::place::Place;
use gatehouse_core::Fault;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server that is not ready by then will not be.
const START_LIMIT: Duration = Duration::from_secs(30);
/// A server that was asked to stop gets this long.
const STOP_LIMIT: Duration = Duration::from_secs(12);
/// What Linux counts processor time in (`USER_HZ`), per second, on every architecture that Rust supports.
const TICKS: f64 = 100.0;

/// A running server.
pub struct Served {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// From the start of the process to the first answer that it is ready, in milliseconds.
    pub start_ms: f64,
}

impl Served {
    /// The program under test on a data folder, with its log in that folder. `settings` are configuration keys in
    /// upper case.
    pub fn gatehouse(place: &Place, data: &Path, settings: &[(&str, &str)]) -> Result<Self, Fault> {
        let address = free_address()?;
        let log = std::fs::OpenOptions::new().create(true).append(true).open(data.join("server.log"))?;
        let mut command = Command::new(&place.program);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("GATEHOUSE") {
                command.env_remove(name);
            }
        }
        command
            .arg("serve")
            .current_dir(data)
            .env("GATEHOUSE__LISTEN", address.to_string())
            .env("GATEHOUSE__DATA_DIR", data)
            .env("GATEHOUSE__RATE_LIMITS", "false")
            .envs(settings.iter().map(|(key, value)| (format!("GATEHOUSE__{key}"), *value)))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        Self::start(command, address).map_err(|fault| {
            // The log says why; without it the first fault must do.
            let log = std::fs::read_to_string(data.join("server.log")).unwrap_or_default();
            let last: Vec<&str> = log.lines().rev().take(3).collect();
            Fault::new(format!("{fault}: {}", last.join(" | ")))
        })
    }

    /// The baseline's server.
    pub fn bare(place: &Place) -> Result<Self, Fault> {
        Self::bare_in(place, &std::env::temp_dir())
    }

    /// The same in this folder, for what it writes.
    pub fn bare_in(place: &Place, folder: &Path) -> Result<Self, Fault> {
        let address = free_address()?;
        let mut command = Command::new(&place.own);
        command.args(["--bare-server", &address.port().to_string()]).stdin(Stdio::null()).stdout(Stdio::null());
        command.current_dir(folder);
        Self::start(command, address)
    }

    fn start(mut command: Command, address: SocketAddr) -> Result<Self, Fault> {
        let begun = Instant::now();
        let child = command.spawn()?;
        let mut served = Self { child, address, start_ms: 0.0 };
        served.wait_until_ready(begun)?;
        served.start_ms = begun.elapsed().as_secs_f64() * 1000.0;
        Ok(served)
    }

    fn wait_until_ready(&mut self, begun: Instant) -> Result<(), Fault> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let question = get("/health/ready", "");
        loop {
            let is_ready = runtime.block_on(async {
                Ok::<_, Fault>(Connection::open(self.address).await?.ask(&question).await?.status == 200)
            });
            if matches!(is_ready, Ok(true)) {
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                return Err(Fault::new(format!("the server ended with {status}")));
            }
            if begun.elapsed() > START_LIMIT {
                return Err(Fault::new("the server did not become ready"));
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Processor time of all its threads so far, in seconds; exact to a hundredth.
    pub fn cpu_seconds(&self) -> Result<f64, Fault> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The name in brackets may contain anything, so fields are counted behind it: utime and stime are the 14th
        // and 15th.
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |index: usize| fields.get(index).and_then(|field| field.parse::<f64>().ok());
        match (ticks(11), ticks(12)) {
            (Some(user), Some(system)) => Ok((user + system) / TICKS),
            _ => Err(Fault::new("/proc/PID/stat is not understood")),
        }
    }

    /// Resident memory in MiB.
    pub fn resident_mib(&self) -> Result<f64, Fault> {
        self.status_mib("VmRSS:")
    }

    /// The most resident memory that it had since it started, in MiB.
    pub fn peak_mib(&self) -> Result<f64, Fault> {
        self.status_mib("VmHWM:")
    }

    fn status_mib(&self, name: &str) -> Result<f64, Fault> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let kib =
            status.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse::<f64>().ok());
        kib.map(|kib| kib / 1024.0).ok_or_else(|| Fault::new(format!("/proc/PID/status has no {name}")))
    }

    /// Asks it to stop (SIGTERM) and waits.
    pub fn stop(mut self) -> Result<(), Fault> {
        Command::new("kill").arg(self.child.id().to_string()).status()?;
        let begun = Instant::now();
        while begun.elapsed() < STOP_LIMIT {
            if self.child.try_wait()?.is_some() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Err(Fault::new("the server did not stop when asked"))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Both fail only when it is gone already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A port that nobody listens on now.
#[expect(clippy::disallowed_methods, reason = "nothing is served: only a free port is found")]
fn free_address() -> Result<SocketAddr, Fault> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

//! What the system tells the process.

use crate::config::Config;
use crate::log::Log;
use std::path::PathBuf;
use tokio::sync::watch;

/// What SIGHUP reads again.
pub struct Reload {
    /// The configuration file, as it was named on the command line.
    pub file: Option<PathBuf>,
    /// The running log.
    pub log: Log,
}

impl Reload {
    /// Reads the configuration again and takes what can change while the process runs: the log's filter. (Certificates
    /// are the proxy's: the program has no listener with TLS.)
    fn reload(&self) {
        match Config::load(self.file.as_deref()).and_then(|config| self.log.follow(&config)) {
            Ok(()) => tracing::info!("the log's filter was read again"),
            Err(fault) => {
                tracing::warn!(error = %fault, "the configuration could not be read again; all stays as it was");
            }
        }
        metrics::counter!("gatehouse_log_reloads_total").increment(1);
    }
}

/// Listens from now on. `stop` becomes true with SIGTERM or SIGINT; SIGHUP reloads; SIGUSR1 and SIGUSR2, which would end the
/// process, do nothing.
#[cfg(unix)]
pub fn listen(stop: watch::Sender<bool>, reload: Reload) {
    use tokio::signal::unix::{Signal, SignalKind, signal};
    let heard = |kind| -> Option<Signal> {
        let signal = signal(kind);
        if let Err(error) = &signal {
            tracing::error!(%error, "signals cannot be heard; stop the process by killing it");
        }
        signal.ok()
    };
    let (Some(mut terminate), Some(mut interrupt)) = (heard(SignalKind::terminate()), heard(SignalKind::interrupt()))
    else {
        return;
    };
    let (Some(mut hang_up), Some(mut first), Some(mut second)) =
        (heard(SignalKind::hangup()), heard(SignalKind::user_defined1()), heard(SignalKind::user_defined2()))
    else {
        return;
    };
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = terminate.recv() => break,
                _ = interrupt.recv() => break,
                _ = hang_up.recv() => reload.reload(),
                _ = first.recv() => {}
                _ = second.recv() => {}
            }
        }
        stop.send_replace(true);
        // While the process stops, these still must not end it.
        loop {
            tokio::select! {
                _ = hang_up.recv() => {}
                _ = first.recv() => {}
                _ = second.recv() => {}
            }
        }
    });
}

/// Listens from now on for the stop key.
#[cfg(not(unix))]
pub fn listen(stop: watch::Sender<bool>, _: Reload) {
    tokio::spawn(async move {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "the stop key cannot be heard");
        }
        stop.send_replace(true);
    });
}

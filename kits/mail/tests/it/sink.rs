//! A real SMTP server.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

/// The journeys' SMTP sink (npm smtp-server) as a child process; ends with the test.
pub struct Sink {
    child: Child,
    lines: BufReader<ChildStdout>,
    pub port: u16,
}

impl Sink {
    pub fn start(port: u16) -> Self {
        Self::start_with(port, &[])
    }

    /// One that offers STARTTLS, and AUTH under it.
    pub fn with_tls() -> Self {
        Self::start_with(0, &["--tls", &crate::tls(crate::TLS_KEY), &crate::tls(crate::TLS_CERTIFICATE)])
    }

    pub fn start_with(port: u16, options: &[&str]) -> Self {
        let script = gatehouse_testkit::checkout().join("e2e/smtp-sink.mjs");
        let mut child = Command::new("node")
            .arg(script)
            .args([port.to_string().as_str(), "--until-stdin-closes"])
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node 20 and `npm ci` in e2e/ (cargo xtask test does it)");
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        lines.read_line(&mut first).unwrap();
        let port = first.trim().strip_prefix("listening ").expect("npm ci was run in e2e/").parse().unwrap();
        Self { child, lines, port }
    }

    pub fn mail(&mut self) -> serde_json::Value {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

//! Parsers that behave badly.

use gatehouse_worker::{Limits, Parsed, Parser};
use std::fs::File;
use std::net::UdpSocket;
use std::process::Command;
use std::time::Duration;

pub const LIMITS: Limits =
    Limits { memory: 64 << 20, time: Duration::from_secs(20), input: 1 << 20, output: (1 << 20) + 1024 };

/// Does what it is asked.
pub struct Probe;

impl Parser for Probe {
    const KIND: &'static str = "probe.any";
    const LIMITS: Limits = LIMITS;
    type Asked = String;
    type Found = String;
    type Refused = String;

    fn parse(asked: String, bytes: &[u8]) -> Result<Parsed<String>, String> {
        let found = match asked.as_str() {
            "echo" => return Ok(Parsed { found: "echo".to_owned(), bytes: bytes.to_vec() }),
            "refuse" => return Err("not mine".to_owned()),
            "panic" => panic!("{}", String::from_utf8_lossy(bytes)),
            "memory" => vec![1_u8; 256 << 20].iter().map(|byte| u64::from(*byte)).sum::<u64>().to_string(),
            "long answer" => "x".repeat(2 << 20),
            "files" => tried(File::open("/etc/hostname").err()),
            "make a file" => tried(File::create("/tmp/gatehouse-worker-probe").err()),
            "network" => tried(UdpSocket::bind("127.0.0.1:0").err()),
            "process" => tried(Command::new("/bin/true").spawn().err()),
            "thread" => tried(std::thread::Builder::new().spawn(|| ()).err()),
            "environment" => std::env::vars_os().map(|(name, _)| name.to_string_lossy().into_owned()).collect(),
            "number" => std::process::id().to_string(),
            "length" => bytes.len().to_string(),
            other => return Err(other.to_owned()),
        };
        Ok(Parsed { found, bytes: Vec::new() })
    }
}

fn tried(error: Option<std::io::Error>) -> String {
    error.map_or_else(|| "possible".to_owned(), |error| error.kind().to_string())
}

/// Never ends, and has no time.
pub struct Slow;

impl Parser for Slow {
    const KIND: &'static str = "probe.slow";
    const LIMITS: Limits = Limits { time: Duration::from_millis(300), ..LIMITS };
    type Asked = String;
    type Found = String;
    type Refused = String;

    fn parse(_asked: String, _bytes: &[u8]) -> Result<Parsed<String>, String> {
        loop {
            std::hint::spin_loop();
        }
    }
}

/// Takes few bytes.
pub struct Small;

impl Parser for Small {
    const KIND: &'static str = "probe.small";
    const LIMITS: Limits = Limits { input: 4, ..LIMITS };
    type Asked = String;
    type Found = usize;
    type Refused = String;

    fn parse(_asked: String, bytes: &[u8]) -> Result<Parsed<usize>, String> {
        Ok(Parsed { found: bytes.len(), bytes: Vec::new() })
    }
}

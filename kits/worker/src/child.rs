//! The child: confines itself before it reads a byte, then answers questions about the bytes it got until its input ends.

use crate::confine::confine;
use crate::frame;
use crate::kind::{Kind, Limits};
use std::io::{ErrorKind, Write as _, stdin, stdout};
use std::process::ExitCode;

/// No such kind (`EX_USAGE`).
const UNKNOWN: u8 = 64;
/// What was asked cannot be read (`EX_DATAERR`).
const UNREADABLE: u8 = 65;
/// The answer is longer than its kind allows.
pub const TOO_LONG: u8 = 66;
/// It could not be confined, so nothing was read (`EX_OSERR`).
const OPEN: u8 = 71;
/// A pipe broke (`EX_IOERR`).
const PIPE: u8 = 74;

/// The whole life of `gatehouse parse KIND`. Called before anything else is started: no thread, no configuration, no log.
pub fn run(kinds: &[Kind], word: &str) -> ExitCode {
    // What a panic says may hold what was parsed; the place is enough.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        drop(writeln!(std::io::stderr(), "panic at {place}"));
    }));
    let Some(kind) = kinds.iter().find(|kind| kind.word == word) else { return ExitCode::from(UNKNOWN) };
    if let Err(error) = confine(kind.limits) {
        drop(writeln!(std::io::stderr(), "not confined: {error}"));
        return ExitCode::from(OPEN);
    }
    let (mut from, mut to) = (stdin().lock(), stdout().lock());
    let mut kept: Option<Vec<u8>> = None;
    loop {
        let (asked, bytes) = match frame::read(&mut from, most_in(kind.limits)) {
            Ok(message) => message,
            // No further question.
            Err(error) if kept.is_some() && error.kind() == ErrorKind::UnexpectedEof => return ExitCode::SUCCESS,
            Err(_) => return ExitCode::from(PIPE),
        };
        // Further questions are about the first bytes and carry none.
        let bytes = kept.get_or_insert(bytes);
        let Ok((json, made)) = (kind.run)(&asked, bytes) else { return ExitCode::from(UNREADABLE) };
        if json.len().saturating_add(made.len()) > kind.limits.output {
            return ExitCode::from(TOO_LONG);
        }
        if frame::write(&mut to, &json, &made).is_err() {
            return ExitCode::from(PIPE);
        }
    }
}

/// What is said beside the bytes is short.
const MOST_ASKED: usize = 64 << 10;

/// The bytes, and what is said beside them.
pub const fn most_in(limits: Limits) -> usize {
    limits.input.saturating_add(MOST_ASKED)
}

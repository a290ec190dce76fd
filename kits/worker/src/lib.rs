//! Foreign bytes are parsed in a process of their own.
//!
//! Pictures, archives, mails, key files and imports come from strangers, and parsers have faults. So the server links none
//! of them into itself: it starts its own program once more as `gatehouse parse KIND`, hands the bytes over by a pipe and reads a
//! typed answer back. The child has no environment but one variable for its allocator, no files, no network, no other process, and an end: by
//! memory, by time and by the size of its answer ([`Limits`]). What crashes, hangs or eats memory there is a refused file here.
//!
//! No child ever gets two files. One child may answer several questions about its file ([`ParserProcess`]), since starting a child costs more than most
//! parsers need.
//!
//! A module declares a [`Parser`] and lists its [`Kind`]; the program collects them. What a parser found is data from
//! outside like any other: the caller judges it again.

mod child;
mod confine;
mod frame;
mod kind;
mod pool;
mod process;

pub use child::run;
pub use kind::{Kind, Limits, Parsed, Parser};
pub use pool::{Unread, Workers};
pub use process::ParserProcess;

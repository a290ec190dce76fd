//! What can be parsed, and within which limits.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;

/// What one child may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of memory beyond what the idle program maps.
    pub memory: u64,
    /// Seconds of a core, rounded up, from the start of the child to its last byte. Each question may take four times as long on the clock,
    /// since others use the core too.
    pub time: Duration,
    /// Bytes that are handed over.
    pub input: usize,
    /// Bytes of the answer, [`Limits::MOST_OUTPUT`] at the most.
    pub output: usize,
}

impl Limits {
    /// How much longer than on a core of its own a child may take.
    pub(crate) const SHARED: u32 = 4;
    /// The longest answer of any kind: 16 MiB.
    pub const MOST_OUTPUT: usize = 16 << 20;

    /// For pictures: 64 MiB of memory and two seconds.
    pub const fn picture(input: usize) -> Self {
        Self { memory: 64 << 20, time: Duration::from_secs(2), input, output: 4 << 20 }
    }
}

/// What a parser made of its input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed<T> {
    /// What it found.
    pub found: T,
    /// Bytes that it made, such as a picture written anew; empty for most.
    pub bytes: Vec<u8>,
}

/// A parser of a foreign format. Runs in the child only.
pub trait Parser: 'static {
    /// Its word, `module.format`.
    const KIND: &'static str;
    /// What it may use.
    const LIMITS: Limits;
    /// What is said to it beside the bytes.
    type Asked: Serialize + DeserializeOwned + Send + Sync;
    /// What it finds.
    type Found: Serialize + DeserializeOwned + Send;
    /// Why it takes nothing from the bytes.
    type Refused: Serialize + DeserializeOwned + Send;

    /// Reads the bytes.
    fn parse(asked: Self::Asked, bytes: &[u8]) -> Result<Parsed<Self::Found>, Self::Refused>;
}

/// The answer on its way: JSON and bytes.
pub(crate) type Written = (Vec<u8>, Vec<u8>);

/// A parser in the list of the program.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    pub(crate) word: &'static str,
    pub(crate) limits: Limits,
    pub(crate) run: fn(&[u8], &[u8]) -> Result<Written, serde_json::Error>,
}

impl Kind {
    /// The entry of a parser.
    pub const fn of<P: Parser>() -> Self {
        Self { word: P::KIND, limits: P::LIMITS, run: run::<P> }
    }
}

fn run<P: Parser>(asked: &[u8], bytes: &[u8]) -> Result<Written, serde_json::Error> {
    let (found, bytes) = match P::parse(serde_json::from_slice(asked)?, bytes) {
        Ok(parsed) => (Ok(parsed.found), parsed.bytes),
        Err(refused) => (Err(refused), Vec::new()),
    };
    Ok((serde_json::to_vec::<Result<P::Found, P::Refused>>(&found)?, bytes))
}

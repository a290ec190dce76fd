//! Randomness and ids, from one source that is handed down.

use crate::Moment;
use uuid::Uuid;

/// Where random bytes come from. Always a cryptographic source: tokens and codes are made with it.
pub trait Random: Send + Sync {
    /// Fills `bytes`. A source that cannot is a broken machine, and the process stops.
    fn fill(&self, bytes: &mut [u8]);

    /// A UUID v7 (RFC 9562 §5.7): sorts by the moment, 74 random bits behind it. Never a credential.
    fn id(&self, now: Moment) -> Uuid {
        let mut tail = [0u8; 10];
        self.fill(&mut tail);
        let millis = u64::try_from(now.0.div_euclid(1000)).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
    }

    /// 256 random bits.
    fn token(&self) -> [u8; 32] {
        let mut bytes = [0u8; 32];
        self.fill(&mut bytes);
        bytes
    }

    /// A number in `0..below` without bias worth speaking of (64 bits reduced); 0 when `below` is 0.
    fn below(&self, below: u64) -> u64 {
        let mut bytes = [0u8; 8];
        self.fill(&mut bytes);
        u64::from_le_bytes(bytes).checked_rem(below).unwrap_or(0)
    }
}

/// The operating system's generator.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    #[expect(clippy::disallowed_methods, reason = "the one place that may ask the system for randomness")]
    #[expect(clippy::panic, reason = "without randomness no secret can be made: stopping is the only safe answer")]
    fn fill(&self, bytes: &mut [u8]) {
        if let Err(error) = getrandom::fill(bytes) {
            panic!("the operating system gives no random bytes: {error}");
        }
    }
}

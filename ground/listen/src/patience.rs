//! How long the other side is waited for.

use crate::Limits;
use std::pin::Pin;
use std::task::Context;
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep_until};

/// A timer that is set anew only when it must fire earlier: most of what is waited for comes in time.
#[derive(Default)]
pub struct Timer(Option<Pin<Box<Sleep>>>);

impl Timer {
    /// Whether this moment has come; wakes the task when it comes.
    pub fn is_due(&mut self, at: Instant, cx: &mut Context<'_>) -> bool {
        let sleep = self.0.get_or_insert_with(|| Box::pin(sleep_until(at)));
        if sleep.deadline() > at {
            sleep.as_mut().reset(at);
        }
        while sleep.as_mut().poll(cx).is_ready() {
            if Instant::now() >= at {
                return true;
            }
            sleep.as_mut().reset(at);
        }
        false
    }
}

/// What is left to wait: a grace that waiting uses up and every byte that moves fills again, at the least rate.
pub struct Patience {
    grace: Duration,
    rate: u32,
    left: Duration,
    since: Option<Instant>,
    timer: Timer,
}

impl Patience {
    pub fn new(limits: &Limits) -> Self {
        let (grace, rate) = (limits.grace, limits.rate.max(1));
        Self { grace, rate, left: grace, since: None, timer: Timer::default() }
    }

    /// The other side moved so many bytes.
    pub fn moved(&mut self, bytes: usize) {
        // Without a wait the grace is whole already.
        if let Some(since) = self.since.take() {
            self.left = self.left.saturating_sub(since.elapsed());
        }
        if self.left < self.grace {
            let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
            let earned = Duration::from_secs(u64::from(bytes)) / self.rate;
            self.left = self.left.saturating_add(earned).min(self.grace);
        }
    }

    /// Nothing moves now: whether that is so for too long.
    pub fn is_over(&mut self, cx: &mut Context<'_>) -> bool {
        let since = *self.since.get_or_insert_with(Instant::now);
        self.timer.is_due(since + self.left, cx)
    }
}

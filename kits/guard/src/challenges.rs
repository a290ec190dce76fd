//! What one node remembers of the human check: challenges that were spent, pictures that were drawn, and how many answers come.

use crate::human::{EASY, HARD, LIFE};
use crate::lanes::Pressure;
use gatehouse_core::{Clock, MINUTE};
use std::collections::{HashSet, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Right answers in a minute on one node beyond which programs are at work and new challenges are [`HARD`].
const BUSY: u32 = 300;
/// Spent challenges remembered in memory, in each of two generations; beyond them the rows tell.
const MOST_SPENT: usize = 50_000;
/// Pictures kept, some 4 KB each, so that one challenge's is drawn once.
const MOST_PICTURES: usize = 200;
/// Pictures drawn at one moment: drawing is work for a stranger, and must leave the machine to others.
const MOST_DRAWING: usize = 8;

/// What this node remembers of challenges. Put into the services by the program.
#[derive(Debug, Default)]
pub(crate) struct Challenges {
    spent: Mutex<Spent>,
    pictures: Mutex<VecDeque<([u8; 16], Vec<u8>)>>,
    drawing: AtomicUsize,
    pressure: Pressure,
}

/// A picture being drawn; counted until it is dropped.
pub(crate) struct Drawing<'a>(&'a AtomicUsize);

impl Drop for Drawing<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Spent challenges in two generations: what is older than both has expired.
#[derive(Debug, Default)]
pub(crate) struct Spent {
    young: HashSet<[u8; 16]>,
    old: HashSet<[u8; 16]>,
    young_since: i64,
    minute_since: i64,
    this_minute: u32,
}

impl Spent {
    pub(crate) fn knows(&self, random: [u8; 16]) -> bool {
        self.old.contains(&random) || self.young.contains(&random)
    }

    /// Takes a challenge; `false` when it was taken before.
    pub(crate) fn take(&mut self, random: [u8; 16], now: i64) -> bool {
        if now - self.young_since >= LIFE || self.young.len() >= MOST_SPENT {
            self.old = std::mem::take(&mut self.young);
            self.young_since = now;
        }
        !self.old.contains(&random) && self.young.insert(random)
    }

    /// The answers of the minute that runs, with one more.
    pub(crate) fn count_right(&mut self, now: i64) {
        if now - self.minute_since >= MINUTE {
            self.minute_since = now;
            self.this_minute = 0;
        }
        self.this_minute += 1;
    }
}

impl Challenges {
    /// With the pressure of the pool that the checked forms lead to.
    pub(crate) fn new(pressure: Pressure) -> Self {
        Self { pressure, ..Self::default() }
    }

    pub(crate) fn spent(&self) -> MutexGuard<'_, Spent> {
        self.spent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn difficulty(&self, clock: &dyn Clock) -> u8 {
        let spent = self.spent();
        let busy = spent.this_minute > BUSY && clock.elapsed() - spent.minute_since < 2 * MINUTE;
        if busy || self.pressure.is_high() { HARD } else { EASY }
    }

    /// Counts a picture as being drawn; none while too many are drawn.
    pub(crate) fn draw(&self) -> Option<Drawing<'_>> {
        let drawing = Drawing(&self.drawing);
        (self.drawing.fetch_add(1, Ordering::Relaxed) < MOST_DRAWING).then_some(drawing)
    }

    pub(crate) fn drawn(&self, random: &[u8; 16]) -> Option<Vec<u8>> {
        let pictures = self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        pictures.iter().find(|(of, _)| of == random).map(|(_, png)| png.clone())
    }

    pub(crate) fn keep(&self, random: [u8; 16], png: Vec<u8>) {
        let mut pictures = self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        if pictures.len() >= MOST_PICTURES {
            pictures.pop_front();
        }
        pictures.push_back((random, png));
    }
}

#[cfg(test)]
mod tests {
    use super::{BUSY, Challenges, MOST_DRAWING};
    use crate::human::{EASY, HARD, LIFE};
    use gatehouse_core::{Clock as _, MINUTE, Moment, TestClock};

    /// ACC-1, ACC-11
    #[test]
    fn many_right_answers_in_a_minute_make_the_check_harder_for_a_while() {
        let (clock, challenges) = (TestClock::at(Moment(1_800_000_000_000_000)), Challenges::default());
        for _ in 0..=BUSY {
            assert_eq!(challenges.difficulty(&clock), EASY);
            challenges.spent().count_right(clock.elapsed());
        }
        assert_eq!(challenges.difficulty(&clock), HARD);
        clock.advance(3 * MINUTE);
        assert_eq!(challenges.difficulty(&clock), EASY);
    }

    /// ACC-1, ACC-11
    #[test]
    fn so_many_pictures_are_drawn_at_a_moment_and_no_more() {
        let challenges = Challenges::default();
        let mut drawn: Vec<_> = std::iter::repeat_with(|| challenges.draw()).take(MOST_DRAWING).collect();
        assert!(drawn.iter().all(Option::is_some));
        assert!(challenges.draw().is_none() && challenges.draw().is_none(), "who is refused takes no place either");
        drawn.pop();
        assert!(challenges.draw().is_some());
    }

    /// ACC-1
    #[test]
    fn spent_challenges_are_remembered_for_their_life_and_then_dropped() {
        let challenges = Challenges::default();
        assert!(challenges.spent().take([1; 16], 0));
        assert!(!challenges.spent().take([1; 16], LIFE - 1));
        for n in 2..4 {
            assert!(challenges.spent().take([n; 16], LIFE * i64::from(n)));
        }
        let spent = challenges.spent();
        assert_eq!((spent.young.len(), spent.old.len()), (1, 1), "two generations, whatever came before");
    }
}

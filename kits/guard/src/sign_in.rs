//! Which counters stand before a password (ACC-11).
//!
//! A known browser is counted alone, and so is a person who is signed in: strangers have neither, so nothing that they do
//! touches them. Everybody else is counted by address and network, by network at every width, and by address from
//! everywhere. The last makes nobody wait at first: it makes sign-in ask for the human check.

use crate::counters::{Counter, Rule};
use crate::network::Network;
use gatehouse_context::Cx;
use gatehouse_seal::Lookups;

/// Wrong passwords for one address from one network that cost nothing within the window; also those of one known browser,
/// and those of a person who is signed in.
pub const FREE_TRIES: i64 = 10;
/// The same for one network; an office or a school shares one address. Wider networks get their share more.
const FREE_TRIES_NETWORK: i64 = 50;
/// Wrong passwords for one address from everywhere, beyond which sign-in asks for the human check. No wait follows from
/// them yet: strangers must not keep the owner out.
const FREE_TRIES_ADDRESS: i64 = 100;

/// The kinds of one sort of people: customers and staff are counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Realm {
    /// By address and network.
    pub here: &'static str,
    /// By address from everywhere.
    pub address: &'static str,
    /// By network.
    pub network: &'static str,
    /// By known browser.
    pub browser: &'static str,
    /// By who is signed in.
    pub proof: &'static str,
    /// Wrong passwords for one address from everywhere beyond which all but known browsers wait for it; `None`: never. Only
    /// for people who have another way in, such as a mailed link.
    pub stop: Option<i64>,
}

impl Realm {
    /// Wrong passwords for an address from this network, whether it has an account or not.
    pub fn here(self, cx: &Cx, address: &Lookups) -> Guard {
        let network = cx.network.as_deref().unwrap_or_default();
        Guard::waits(Counter::of_lookups(cx, self.here, address, network, Rule::passwords(FREE_TRIES)), true)
    }

    /// Wrong passwords for an address from everywhere. The right one does not clear it: others raised it.
    pub fn address(self, cx: &Cx, address: &Lookups) -> Guard {
        let rule = Rule::passwords(self.stop.unwrap_or(i64::MAX));
        let counter = Counter::of_lookups(cx, self.address, address, "", rule);
        Guard { counter, human_from: Some(FREE_TRIES_ADDRESS), cleared_by_success: false }
    }

    /// Wrong passwords of who is signed in.
    pub fn proof(self, cx: &Cx, address: &Lookups) -> Guard {
        Guard::waits(Counter::of_lookups(cx, self.proof, address, "", Rule::passwords(FREE_TRIES)), true)
    }

    /// Wrong passwords from one known browser.
    pub fn browser(self, cx: &Cx, browser_hash: &[u8]) -> Guard {
        Guard::waits(Counter::new(cx, self.browser, browser_hash, Rule::passwords(FREE_TRIES)), true)
    }

    /// Wrong passwords from the network, one counter for each width. One right password does not excuse guessing at others.
    pub fn network(self, cx: &Cx) -> Vec<Guard> {
        let Some(name) = &cx.network else { return Vec::new() };
        let of = |width: &crate::network::Width| {
            let rule = Rule::passwords(FREE_TRIES_NETWORK * i64::from(width.share));
            Guard::waits(Counter::new(cx, self.network, width.name.as_bytes(), rule), false)
        };
        Network::named(name).widths().iter().map(of).collect()
    }

    /// What counts a wrong password at sign-in.
    pub fn sign_in(self, cx: &Cx, address: &Lookups, browser_hash: Option<&[u8]>) -> Vec<Guard> {
        match browser_hash {
            Some(hash) => vec![self.browser(cx, hash)],
            None => [vec![self.here(cx, address), self.address(cx, address)], self.network(cx)].concat(),
        }
    }

    /// What counts a wrong password of a person who is signed in. Not by network: strangers behind the same address would
    /// make them wait, and a guesser with this session has one account to guess at.
    pub fn signed_in(self, cx: &Cx, address: &Lookups, browser_hash: Option<&[u8]>) -> Vec<Guard> {
        vec![browser_hash.map_or_else(|| self.proof(cx, address), |hash| self.browser(cx, hash))]
    }
}

/// A counter before a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guard {
    /// The counter.
    pub counter: Counter,
    /// Counts from which on the human check is asked.
    pub human_from: Option<i64>,
    /// Whether the right password clears it.
    pub cleared_by_success: bool,
}

impl Guard {
    const fn waits(counter: Counter, cleared_by_success: bool) -> Self {
        Self { counter, human_from: None, cleared_by_success }
    }
}

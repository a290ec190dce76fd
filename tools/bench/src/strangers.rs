//! Who strangers are in a measurement: the addresses that they type, and the networks that they come from.

/// Whose addresses they are. Those of nobody are others at each door: a registration makes an account.
#[derive(Clone, Copy)]
pub enum Group {
    /// Somebody with an account.
    Account,
    /// The same, with two-step verification.
    TwoStep,
    /// Whoever bought, and set no password yet.
    Invited,
    /// Nobody, at this door.
    Nobody(u8),
}

impl Group {
    /// An address that tells nothing by its length or its look.
    pub fn address(self, number: usize) -> String {
        let group = match self {
            Self::Account => 1,
            Self::TwoStep => 2,
            Self::Invited => 3,
            Self::Nobody(door) => 16 + u64::from(door),
        };
        format!("p{:016x}@example.com", mixed((group << 32) + number as u64))
    }
}

/// Splitmix64: numbers that look like chance, the same in every run.
const fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Networks that nobody was in before; each is a /48 of its own.
#[derive(Default)]
pub struct Networks(u32);

impl Networks {
    /// The header that names the next one.
    pub fn another(&mut self) -> String {
        self.0 += 1;
        let [_, _, high, low] = self.0.to_be_bytes().map(u16::from);
        // One each of the documentation's /32 (RFC 3849).
        format!("x-forwarded-for: 2001:db8:{:x}::1\r\n", (high << 8) | low)
    }
}

/// Lists that were filled at the same time, as one list in about the order of time.
pub trait InTurns<T> {
    /// The first of each, then the second of each.
    fn concat_in_turns(self) -> Vec<T>;
}

impl<T> InTurns<T> for Vec<Vec<T>> {
    fn concat_in_turns(self) -> Vec<T> {
        let most = self.iter().map(Vec::len).max().unwrap_or(0);
        let mut lists: Vec<_> = self.into_iter().map(Vec::into_iter).collect();
        (0..most).flat_map(|_| lists.iter_mut().filter_map(Iterator::next).collect::<Vec<T>>()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Group, InTurns as _, Networks};
    use std::collections::HashSet;

    #[test]
    fn no_address_comes_twice_and_all_have_one_length() {
        let groups = [Group::Account, Group::TwoStep, Group::Invited, Group::Nobody(0), Group::Nobody(7)];
        let all: Vec<String> = groups.iter().flat_map(|group| (0..400).map(|n| group.address(n))).collect();
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
        assert_eq!(all.iter().map(String::len).collect::<HashSet<_>>().len(), 1);
    }

    #[test]
    fn every_request_comes_from_a_site_of_its_own() {
        let mut networks = Networks::default();
        let all: Vec<String> = (0..10_000).map(|_| networks.another()).collect();
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
    }

    #[test]
    fn answers_of_several_connections_are_read_in_turns() {
        assert_eq!(vec![vec![1, 4], vec![2], vec![3]].concat_in_turns(), [1, 2, 3, 4]);
    }
}

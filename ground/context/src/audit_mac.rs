//! The MACs of the audit log: of a line, of a segment's lines, and of a segment in its chain.

use crate::audit::table::Model as Line;
use crate::audit_tables::segment::Model as Segment;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_seal::Keys;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// Bytes of a line's MAC.
const LINE: usize = 16;

/// Makes and checks them. The keys are derived from the installation's key file, which the database does not hold: with the
/// newest pepper they are made, with any they are checked. The key of a dropped pepper proves only what was written before
/// it was dropped: who has seen that pepper can write no line of today.
#[derive(Clone)]
pub struct LogMac {
    newest: Hmac<Sha256>,
    all: Vec<(Hmac<Sha256>, Moment)>,
}

impl LogMac {
    /// With this installation's keys.
    pub fn new(keys: &Keys) -> Result<Self, Fault> {
        let mut all = Vec::new();
        for (key, until) in keys.log_keys() {
            all.push((Hmac::<Sha256>::new_from_slice(&key[..])?, until));
        }
        let newest = Hmac::<Sha256>::new_from_slice(&keys.log_key()[..])?;
        Ok(Self { newest, all })
    }

    /// The MAC of a line as it is now.
    pub fn line(&self, line: &Line) -> Vec<u8> {
        line_under(&self.newest, line)
    }

    /// Whether a line is as this program wrote it last.
    pub fn is_line(&self, line: &Line) -> bool {
        use subtle::ConstantTimeEq as _;
        let fits = |mac: &Vec<u8>| {
            self.keys_of(line.at, line.id).any(|key| bool::from(mac.as_slice().ct_eq(&line_under(key, line))))
        };
        line.mac.as_ref().is_some_and(fits)
    }

    /// The keys that something of this moment may have been written with. Its newest id says a moment too: a forger
    /// chooses both, and the log goes by ids.
    fn keys_of(&self, at: Moment, newest: Uuid) -> impl Iterator<Item = &Hmac<Sha256>> {
        let at = at.max(Moment::of_id(newest));
        self.all.iter().filter(move |(_, until)| at < *until).map(|(key, _)| key)
    }

    /// The MAC over the ids of a segment's lines, in their order.
    pub fn content(&self, seq: i64, ids: &[Uuid]) -> Vec<u8> {
        content_under(&self.newest, seq, ids)
    }

    /// Whether these are the lines that the segment keeps.
    pub fn is_content(&self, segment: &Segment, ids: &[Uuid]) -> bool {
        self.keys_of(segment.sealed_at, segment.last_id)
            .any(|key| content_under(key, segment.seq, ids) == segment.content)
    }

    /// The MAC of a segment that follows one with the MAC `before` (empty for the first).
    pub fn segment(&self, segment: &Segment, before: &[u8]) -> Vec<u8> {
        segment_under(&self.newest, segment, before)
    }

    /// Whether a segment is as it was sealed, and follows one with the MAC `before`.
    pub fn is_segment(&self, segment: &Segment, before: &[u8]) -> bool {
        self.keys_of(segment.sealed_at, segment.last_id).any(|key| segment_under(key, segment, before) == segment.mac)
    }
}

fn line_under(key: &Hmac<Sha256>, line: &Line) -> Vec<u8> {
    let mut mac = key.clone();
    mac.update(b"line\0");
    mac.update(line.id.as_bytes());
    mac.update(&line.at.0.to_be_bytes());
    for text in [
        Some(&line.actor_kind),
        Some(&line.kind),
        Some(&line.subject_kind),
        line.network.as_ref(),
        line.details.as_ref(),
    ] {
        field(&mut mac, text.map(|text| text.as_bytes()));
    }
    for id in [line.actor_id, line.subject_id, line.account_id, line.request_id] {
        field(&mut mac, id.as_ref().map(|id| &id.as_bytes()[..]));
    }
    mac.finalize().into_bytes()[..LINE].to_vec()
}

fn content_under(key: &Hmac<Sha256>, seq: i64, ids: &[Uuid]) -> Vec<u8> {
    let mut mac = key.clone();
    mac.update(b"content\0");
    mac.update(&seq.to_be_bytes());
    mac.update(&(ids.len() as u64).to_be_bytes());
    for id in ids {
        mac.update(id.as_bytes());
    }
    mac.finalize().into_bytes().to_vec()
}

fn segment_under(key: &Hmac<Sha256>, segment: &Segment, before: &[u8]) -> Vec<u8> {
    let mut mac = key.clone();
    mac.update(b"segment\0");
    field(&mut mac, Some(before));
    mac.update(&segment.seq.to_be_bytes());
    mac.update(segment.first_id.as_bytes());
    mac.update(segment.last_id.as_bytes());
    mac.update(&segment.lines.to_be_bytes());
    mac.update(&segment.sealed_at.0.to_be_bytes());
    mac.finalize().into_bytes().to_vec()
}

/// One value with its length before it, or the mark of none: no two lines give the same bytes.
fn field(mac: &mut Hmac<Sha256>, value: Option<&[u8]>) {
    match value {
        None => mac.update(&u64::MAX.to_be_bytes()),
        Some(value) => {
            mac.update(&(value.len() as u64).to_be_bytes());
            mac.update(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LogMac;
    use crate::audit::Audit;
    use gatehouse_core::{Moment, SECOND, SystemRandom};
    use gatehouse_seal::Keys;

    /// ALL-3, PRI-13
    #[test]
    fn a_dropped_pepper_proves_neither_what_says_a_late_moment_nor_what_has_a_late_id() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gatehouse.keys");
        let keys = Keys::open(&path, &SystemRandom).unwrap();
        let old = LogMac::new(&keys).unwrap();
        let version = keys.rotate_pepper(&SystemRandom).unwrap();
        keys.drop_peppers_below(version, Moment(10 * SECOND)).unwrap();
        let later = LogMac::new(&Keys::read(&path).unwrap().unwrap()).unwrap();
        for (at, id, is_proven) in [(9, 9, true), (11, 9, false), (9, 11, false), (11, 11, false)] {
            let mut line = Audit {
                id: Moment(id * SECOND).first_id(),
                at: Moment(at * SECOND),
                actor_kind: "visitor".into(),
                actor_id: None,
                kind: "test".into(),
                subject_kind: "test".into(),
                subject_id: None,
                account_id: None,
                network: None,
                details: None,
                request_id: None,
                mac: None,
                seal: None,
            };
            line.mac = Some(old.line(&line));
            assert!(old.is_line(&line));
            assert_eq!(later.is_line(&line), is_proven, "at {at}, id of {id}");
        }
    }
}

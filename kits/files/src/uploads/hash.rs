//! SHA-256 of what has come so far, kept with the row: another process goes on with it, and reads nothing a second time.

use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_seal::SubjectKey;
use sha2::Sha256;
use sha2::digest::common::hazmat::{SerializableState as _, SerializedState};

/// Where it is sealed: what is known of the beginning of a content is known of the content.
const PLACE: &str = "upload.hash_sealed";

pub(super) fn seal(cx: &Cx, key: &SubjectKey, id: Uuid, hash: &Sha256) -> Result<Vec<u8>, Fault> {
    key.seal(cx.app.random.as_ref(), PLACE, id, &hash.serialize())
}

/// As it was sealed; a new one where nothing has come.
pub(super) fn open(key: &SubjectKey, id: Uuid, sealed: Option<&[u8]>) -> Result<Sha256, Fault> {
    let Some(sealed) = sealed else { return Ok(Sha256::default()) };
    let bytes = key.open(PLACE, id, sealed)?;
    let state = SerializedState::<Sha256>::try_from(&bytes[..]).map_err(|_| Fault::new("a hash has another form"))?;
    Sha256::deserialize(&state).map_err(|_| Fault::new("a hash has another form"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::Digest as _;

    /// SUP-5
    #[test]
    fn a_hash_that_was_put_away_goes_on_where_it_was() {
        let content: Vec<u8> = (0..1_000_u32).map(|n| n as u8).collect();
        for cut in [0, 1, 63, 64, 65, 999, 1_000] {
            let mut first = Sha256::new();
            first.update(&content[..cut]);
            let kept = first.serialize();
            let mut second = Sha256::deserialize(&kept).unwrap();
            second.update(&content[cut..]);
            assert_eq!(second.finalize(), Sha256::digest(&content), "{cut}");
        }
    }
}

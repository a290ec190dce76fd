//! Short texts of ours that travel through a browser or a mail: sealed, for one purpose, until a moment. Nothing of them is
//! stored; their bearer can neither read nor change them.

use crate::Cx;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_core::{Fault, Moment};

/// Longer texts are none of ours.
const LONGEST: usize = 2048;

/// Seals a text for `purpose` until `until`, as base64url. Its length shows the text's only in steps of 64 bytes.
pub fn seal(cx: &Cx, purpose: &str, until: Moment, text: &[u8]) -> Result<String, Fault> {
    let length = u32::try_from(text.len()).map_err(|_| Fault::new("a text is too long to be sealed as a token"))?;
    let mut plain = until.0.to_be_bytes().to_vec();
    plain.extend_from_slice(&length.to_be_bytes());
    plain.extend_from_slice(text);
    plain.resize(plain.len().next_multiple_of(64), 0);
    let sealed = cx.app.keys.seal_for(purpose, &plain, cx.app.random.as_ref())?;
    Ok(URL_SAFE_NO_PAD.encode(sealed))
}

/// Opens a token; `None` when it is not ours, for something else, changed or too old. `life`: how long tokens for this purpose
/// live at the most; one that would live longer was sealed by a clock that was ahead.
pub fn open(cx: &Cx, purpose: &str, life: i64, token: &str) -> Option<Vec<u8>> {
    if token.len() > LONGEST {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let plain = cx.app.keys.open_for(purpose, &bytes)?;
    let (until, rest) = plain.split_first_chunk::<8>()?;
    if !Moment(i64::from_be_bytes(*until)).is_within(cx.now(), life) {
        return None;
    }
    let (length, text) = rest.split_first_chunk::<4>()?;
    Some(text.get(..usize::try_from(u32::from_be_bytes(*length)).ok()?)?.to_vec())
}

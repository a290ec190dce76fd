//! Where an upload is. The address says itself which one it is and that we made it: who knows it may go on with that upload, and do nothing else. So a
//! program, a browser after a reload and another node need nothing besides.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_context::Cx;
use gatehouse_core::Uuid;

/// What the addresses of uploads begin with.
pub const UPLOADS: &str = "/uploads/";
const DOMAIN: &str = "files.upload";
const TAG: usize = 16;

/// The path of an upload.
pub fn upload_address(cx: &Cx, id: Uuid) -> String {
    let tag = cx.app.keys.lookup(DOMAIN, id.as_bytes());
    format!("{UPLOADS}{}", URL_SAFE_NO_PAD.encode([&id.as_bytes()[..], &tag[..TAG]].concat()))
}

/// The upload of the last part of such a path; `None` where we did not make it.
pub fn upload_of(cx: &Cx, token: &str) -> Option<Uuid> {
    use subtle::ConstantTimeEq as _;
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (id, tag) = bytes.split_first_chunk::<16>()?;
    // Also one of before a rotation of the pepper.
    let mut expected = cx.app.keys.accepted(DOMAIN, id).into_iter();
    let is_ours = tag.len() == TAG && expected.any(|known| bool::from(known[..TAG].ct_eq(tag)));
    is_ours.then(|| Uuid::from_bytes(*id))
}

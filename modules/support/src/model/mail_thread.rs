//! The thread of a request's mails (SUP-13): the address that answers go to, and the ids that mail programs sort by. Each carries a MAC, so
//! that none is made by guessing; the number in the subject gives nobody anything. The marks are those of the kit `inbox` (`inbox::marks`), which
//! reads them: a use, an id, and whose it is.

use gatehouse_context::Cx;
use gatehouse_core::Uuid;

/// The domain of the marks.
const MARK: &str = "inbox.mark";
/// The domain of the look-ups of mails' ids.
const REF: &str = "support.message_ref";
/// The domain of the look-ups of addresses of people without an account.
const PERSON: &str = "support.person";

const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
/// Letters of a MAC: 80 bits.
const MAC: usize = 16;
/// Marks of addresses for answers.
const REPLY: u8 = 0;
/// Marks of messages' ids.
const MESSAGE: u8 = 1;

/// Base32 in small letters (RFC 4648 §6, without padding): it outlives mail systems that fold the case of local parts.
fn base32(bytes: &[u8]) -> String {
    let (mut text, mut held, mut bits) = (String::new(), 0_u32, 0_u32);
    for byte in bytes {
        held = (held << 8 | u32::from(*byte)) & 0xffff;
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(LETTERS[(held >> bits & 31) as usize]));
        }
    }
    if bits > 0 {
        text.push(char::from(LETTERS[(held << (5 - bits) & 31) as usize]));
    }
    text
}

fn mark(cx: &Cx, used: u8, id: Uuid, other: Option<Uuid>) -> String {
    let value = [&[used], id.as_bytes().as_slice(), other.unwrap_or_default().as_bytes()].concat();
    let mac = base32(&cx.app.keys.lookup(MARK, &value));
    format!("{}.{}", base32(id.as_bytes()), mac.split_at(MAC).0)
}

/// The address that one person's answers to a request go to; `general`: the operator's. `None` where that is none.
#[must_use]
pub fn reply_address(cx: &Cx, general: &str, request: Uuid, person: Uuid) -> Option<String> {
    let (local, domain) = general.rsplit_once('@')?;
    Some(format!("{local}+{}@{domain}", mark(cx, REPLY, request, Some(person))))
}

/// The `Message-ID` of a message's mails, without brackets.
#[must_use]
pub fn message_id(cx: &Cx, message: Uuid, domain: &str) -> String {
    format!("m.{}@{domain}", mark(cx, MESSAGE, message, None))
}

/// The keyed hash by which a mail's id is found.
#[must_use]
pub fn ref_lookup(cx: &Cx, id: &str) -> Vec<u8> {
    cx.app.keys.settled(REF, id.trim_matches(['<', '>']).as_bytes()).to_vec()
}

/// The keyed hash by which somebody without an account is found. `email`: normalized.
#[must_use]
pub fn person_lookup(cx: &Cx, email: &str) -> Vec<u8> {
    cx.app.keys.settled(PERSON, email.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::base32;

    /// RFC 4648 §10
    #[test]
    fn it_is_that_of_the_rfc_in_small_letters() {
        assert_eq!(base32(b"foobar"), "mzxw6ytboi");
        assert_eq!(base32(b"f"), "my");
        assert_eq!(base32(&[0xff; 16]).len(), 26);
    }
}

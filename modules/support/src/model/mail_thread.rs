//! The thread of a request's mails (SUP-13): the address that answers go to, and the ids that mail programs sort by. Each carries a MAC, so
//! that none is made by guessing; the number in the subject gives nobody anything.

use gatehouse_context::Cx;
use gatehouse_core::Uuid;

const REPLY: &str = "support.reply_address";
const MESSAGE: &str = "support.message_id";
/// The domain of the look-ups of mails' ids.
pub const REF: &str = "support.message_ref";
/// The domain of the look-ups of addresses of people without an account.
pub const PERSON: &str = "support.person";

const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
/// Letters of a MAC: 80 bits.
const MAC: usize = 16;

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

/// The id that [`base32`] wrote, in either case.
fn id_of(text: &str) -> Option<Uuid> {
    if text.len() != 26 {
        return None;
    }
    let mut value = 0_u128;
    for (place, byte) in text.bytes().enumerate() {
        let letter = LETTERS.iter().position(|letter| *letter == byte.to_ascii_lowercase())?;
        let letter = u128::try_from(letter).ok()?;
        // 26 letters are 130 bits: the last two are empty.
        value = if place == 25 { (letter & 3 == 0).then_some(value << 3 | letter >> 2)? } else { value << 5 | letter };
    }
    Some(Uuid::from_u128(value))
}

fn mac(cx: &Cx, purpose: &str, parts: [Uuid; 2]) -> String {
    let value = [parts[0].as_bytes().as_slice(), parts[1].as_bytes()].concat();
    base32(&cx.app.keys.settled(purpose, &value)).split_at(MAC).0.to_owned()
}

fn is_mac(cx: &Cx, purpose: &str, parts: [Uuid; 2], given: &str) -> bool {
    let value = [parts[0].as_bytes().as_slice(), parts[1].as_bytes()].concat();
    let given = given.to_ascii_lowercase();
    let all = cx.app.keys.accepted(purpose, &value);
    // Of 80 bits that anybody may try by mail, the time of an answer tells nothing.
    all.iter().any(|full| base32(full).split_at(MAC).0 == given)
}

/// The address that one person's answers to a request go to; `support`: the operator's. `None` where that is none.
#[must_use]
pub fn reply_address(cx: &Cx, support: &str, request: Uuid, person: Uuid) -> Option<String> {
    let (local, domain) = support.rsplit_once('@')?;
    let token = format!("{}.{}", base32(request.as_bytes()), mac(cx, REPLY, [request, person]));
    Some(format!("{local}+{token}@{domain}"))
}

/// The request and the MAC that an address of ours names; not judged yet.
#[must_use]
pub fn named_by(address: &str) -> Option<(Uuid, String)> {
    let (local, _) = address.rsplit_once('@')?;
    let (_, token) = local.split_once('+')?;
    let (id, mac) = token.split_once('.')?;
    (mac.len() == MAC).then_some((id_of(id)?, mac.to_ascii_lowercase()))
}

/// Whether this address was made for this person of the request.
#[must_use]
pub fn is_address_of(cx: &Cx, request: Uuid, person: Uuid, mac: &str) -> bool {
    is_mac(cx, REPLY, [request, person], mac)
}

/// The `Message-ID` of the mail that begins a request's thread, without brackets.
#[must_use]
pub fn root_id(cx: &Cx, request: Uuid, domain: &str) -> String {
    format!("r.{}.{}@{domain}", base32(request.as_bytes()), mac(cx, MESSAGE, [request, request]))
}

/// The `Message-ID` of a message's mails, without brackets.
#[must_use]
pub fn message_id(cx: &Cx, request: Uuid, message: Uuid, domain: &str) -> String {
    format!("m.{}.{}@{domain}", base32(message.as_bytes()), mac(cx, MESSAGE, [request, message]))
}

/// What an id of ours names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// The request.
    Request(Uuid),
    /// A message; its request is not told.
    Message(Uuid),
}

/// What a `Message-ID` names, and its MAC; not judged yet.
#[must_use]
pub fn named_by_id(id: &str) -> Option<(Named, String)> {
    let (local, _) = id.trim_matches(['<', '>']).rsplit_once('@')?;
    let (kind, rest) = local.split_once('.')?;
    let (id, mac) = rest.split_once('.')?;
    let (id, mac) = (id_of(id)?, Some(mac).filter(|mac| mac.len() == MAC)?.to_ascii_lowercase());
    match kind {
        "r" => Some((Named::Request(id), mac)),
        "m" => Some((Named::Message(id), mac)),
        _ => None,
    }
}

/// Whether an id of ours was made for this message of the request; of the request itself where `message` is the request.
#[must_use]
pub fn is_id_of(cx: &Cx, request: Uuid, message: Uuid, mac: &str) -> bool {
    is_mac(cx, MESSAGE, [request, message], mac)
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
    use super::{base32, id_of};
    use gatehouse_core::Uuid;

    /// RFC 4648 §10
    #[test]
    fn ids_are_written_and_read() {
        assert_eq!(base32(b"foobar"), "mzxw6ytboi");
        for id in [Uuid::nil(), Uuid::max(), Uuid::from_u128(0x0193_7d1f_0000_7000_8000_0000_dead_beef)] {
            let text = base32(id.as_bytes());
            assert_eq!((text.len(), id_of(&text), id_of(&text.to_uppercase())), (26, Some(id), Some(id)));
        }
        assert_eq!(id_of("777777777777777777777777777"), None);
        assert_eq!(id_of(&"7".repeat(26)), None, "bits behind the end");
    }
}

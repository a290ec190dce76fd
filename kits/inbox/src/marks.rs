//! Marks that our own mails carry, by which an answer finds its way back: all are bound by a MAC under the pepper, so that nobody makes
//! one. A number in a subject is none of them ([`crate::number`]).
//!
//! | mark | where | says |
//! | --- | --- | --- |
//! | `support+<request>.<mac>@` | `Reply-To` | an answer to this request, by this recipient |
//! | `m.<message>.<mac>@` | `Message-ID` | an answer to this message |
//! | `bounce+<message>.<mac>@` | envelope | what became of this message |
//! | `gh-<request>.<mac>` | body, hidden | as the first, for programs that keep nothing else |

use crate::base32;
use gatehouse_core::Uuid;
use gatehouse_seal::Keys;
use subtle::ConstantTimeEq as _;

/// The head line of every mail that this program writes by itself. Its value is the instance's ([`instance`]).
pub const INSTANCE_HEADER: &str = "X-Gatehouse-Instance";
const DOMAIN: &str = "inbox.mark";
/// Letters of an id.
const ID: usize = 26;
/// Letters of a MAC: 80 bits.
const MAC: usize = 16;
/// Marks of one body that are looked at.
const MOST_IN_BODY: usize = 5;

/// For what a mark is made: one cannot stand for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    Reply,
    Message,
    Bounce,
    Body,
    Instance,
}

/// An id with a MAC that is not judged yet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Marked {
    /// A request's or message's id.
    pub id: Uuid,
    mac: String,
}

impl Marked {
    fn read(text: &str) -> Option<Self> {
        let (id, mac) = text.split_once('.')?;
        let is_mac = mac.len() == MAC && mac.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let id = (id.len() == ID && is_mac).then(|| base32::decode(id))??;
        Some(Self { id: Uuid::from_slice(&id).ok()?, mac: mac.to_ascii_lowercase() })
    }

    fn is_right(&self, keys: &Keys, used: Use, other: Option<Uuid>) -> bool {
        let value = value(used, self.id, other);
        keys.accepted(DOMAIN, &value).iter().any(|mac| bool::from(short(mac).as_bytes().ct_eq(self.mac.as_bytes())))
    }

    /// Whether it was given to this recipient (the id of a participant) for answers to its request.
    pub fn is_of_recipient(&self, keys: &Keys, recipient: Uuid) -> bool {
        self.is_right(keys, Use::Reply, Some(recipient))
    }

    /// The same of a mark in a body.
    pub fn is_in_body_of(&self, keys: &Keys, recipient: Uuid) -> bool {
        self.is_right(keys, Use::Body, Some(recipient))
    }

    /// Whether it is the id of a message of ours.
    pub fn is_message(&self, keys: &Keys) -> bool {
        self.is_right(keys, Use::Message, None)
    }

    /// Whether it is where bounces of a message of ours go.
    pub fn is_bounce(&self, keys: &Keys) -> bool {
        self.is_right(keys, Use::Bounce, None)
    }
}

fn value(used: Use, id: Uuid, other: Option<Uuid>) -> Vec<u8> {
    let mut value = vec![used as u8];
    value.extend_from_slice(id.as_bytes());
    value.extend_from_slice(other.unwrap_or_default().as_bytes());
    value
}

fn short(mac: &[u8]) -> String {
    let mut text = base32::encode(mac);
    text.truncate(MAC);
    text
}

fn written(keys: &Keys, used: Use, id: Uuid, other: Option<Uuid>) -> String {
    format!("{}.{}", base32::encode(id.as_bytes()), short(&keys.lookup(DOMAIN, &value(used, id, other))))
}

/// Where a recipient's answers go. `general`: the operator's address for requests, `support@example.com`.
pub fn reply_address(keys: &Keys, general: &str, request: Uuid, recipient: Uuid) -> String {
    plus(general, None, &written(keys, Use::Reply, request, Some(recipient)))
}

/// Where bounces of a message go: `bounce+…@` at the domain of `general`.
pub fn bounce_address(keys: &Keys, general: &str, message: Uuid) -> String {
    plus(general, Some(BOUNCE), &written(keys, Use::Bounce, message, None))
}

const BOUNCE: &str = "bounce";

fn plus(general: &str, local: Option<&str>, mark: &str) -> String {
    let (own, domain) = general.rsplit_once('@').unwrap_or((general, ""));
    format!("{}+{mark}@{domain}", local.unwrap_or(own))
}

/// The id of a message of ours, without brackets.
pub fn message_id(keys: &Keys, general: &str, message: Uuid) -> String {
    let domain = general.rsplit_once('@').map_or("", |(_, domain)| domain);
    format!("m.{}@{domain}", written(keys, Use::Message, message, None))
}

/// What stands hidden in a body.
pub fn body_mark(keys: &Keys, request: Uuid, recipient: Uuid) -> String {
    format!("{IN_BODY}{}", written(keys, Use::Body, request, Some(recipient)))
}

const IN_BODY: &str = "gh-";

/// The value of [`INSTANCE_HEADER`]: no other instance has it.
pub fn instance(keys: &Keys) -> String {
    short(&keys.lookup(DOMAIN, &value(Use::Instance, Uuid::nil(), None)))
}

/// Whether one of these values is this instance's, of now or before.
pub fn is_own_instance(keys: &Keys, values: &[String]) -> bool {
    let own: Vec<String> =
        keys.accepted(DOMAIN, &value(Use::Instance, Uuid::nil(), None)).iter().map(|mac| short(mac)).collect();
    values.iter().any(|value| own.iter().any(|own| own.eq_ignore_ascii_case(value.trim())))
}

/// An address of ours that carries a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Addressed {
    /// For answers.
    Reply(Marked),
    /// For bounces.
    Bounce(Marked),
    /// The general address itself.
    General,
}

/// What an address is to us; `None`: somebody else's, or one whose mark cannot be read. Its MAC is not judged.
pub fn addressed(general: &str, address: &str) -> Option<Addressed> {
    let (own, own_domain) = general.rsplit_once('@')?;
    let (local, domain) = address.trim().trim_matches(['<', '>']).rsplit_once('@')?;
    if !domain.eq_ignore_ascii_case(own_domain) {
        return None;
    }
    match local.split_once('+') {
        None => local.eq_ignore_ascii_case(own).then_some(Addressed::General),
        Some((base, mark)) if base.eq_ignore_ascii_case(own) => {
            // A mark that cannot be read is still mail for us.
            Some(Marked::read(mark).map_or(Addressed::General, Addressed::Reply))
        }
        Some((base, mark)) if base.eq_ignore_ascii_case(BOUNCE) => Marked::read(mark).map(Addressed::Bounce),
        Some(_) => None,
    }
}

/// The mark of a message id, without brackets, where it has the form of ours.
pub fn in_message_id(id: &str) -> Option<Marked> {
    let (local, _) = id.rsplit_once('@')?;
    Marked::read(local.strip_prefix("m.").or_else(|| local.strip_prefix("M."))?)
}

/// The mark of a text that [`in_body`] found.
pub fn of_body(text: &str) -> Option<Marked> {
    Marked::read(text.strip_prefix(IN_BODY)?)
}

/// What looks like marks of ours in a body, whichever form shows it.
pub fn in_body(text: &str, html: Option<&str>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for whole in [Some(text), html].into_iter().flatten() {
        for (at, _) in whole.match_indices(IN_BODY) {
            let Some(mark) = whole.get(at..at + IN_BODY.len() + ID + 1 + MAC) else { continue };
            let mark = mark.to_owned();
            if of_body(&mark).is_some() && !found.contains(&mark) && found.len() < MOST_IN_BODY {
                found.push(mark);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{
        Addressed, addressed, body_mark, bounce_address, in_body, in_message_id, instance, is_own_instance, message_id,
        of_body, reply_address,
    };
    use gatehouse_core::{SystemRandom, Uuid};
    use gatehouse_seal::Keys;

    const GENERAL: &str = "support@portal.example";

    /// SUP-13
    #[test]
    fn a_mark_is_for_one_use_one_request_and_one_recipient() {
        let (keys, others) = (Keys::ephemeral(&SystemRandom), Keys::ephemeral(&SystemRandom));
        let (request, recipient) = (Uuid::from_u128(0xA11CE), Uuid::from_u128(0xB0B));
        let address = reply_address(&keys, GENERAL, request, recipient);
        assert!(address.len() < 80 && address.starts_with("support+"), "{address}");
        assert!(address.split('@').next().unwrap().len() <= 64, "RFC 5321 §4.5.3.1.1");
        for shown in [address.clone(), address.to_uppercase(), format!("<{address}>")] {
            let Some(Addressed::Reply(mark)) = addressed(GENERAL, &shown) else { panic!("{shown}") };
            assert_eq!(mark.id, request);
            assert!(mark.is_of_recipient(&keys, recipient));
            assert!(!mark.is_of_recipient(&keys, request));
            assert!(!mark.is_of_recipient(&others, recipient));
            assert!(!mark.is_in_body_of(&keys, recipient) && !mark.is_message(&keys) && !mark.is_bounce(&keys));
        }
        let Some(Addressed::Bounce(mark)) = addressed(GENERAL, &bounce_address(&keys, GENERAL, request)) else {
            panic!()
        };
        assert!(mark.is_bounce(&keys) && !mark.is_message(&keys));
        let mark = in_message_id(&message_id(&keys, GENERAL, request)).unwrap();
        assert!(mark.is_message(&keys) && mark.id == request);
        let text = format!("a {} b", body_mark(&keys, request, recipient));
        let found = in_body(&text, Some(&text));
        assert_eq!(found.len(), 1);
        assert!(of_body(&found[0]).unwrap().is_in_body_of(&keys, recipient));
    }

    #[test]
    fn an_address_is_ours_by_its_domain_and_its_local_part() {
        assert_eq!(addressed(GENERAL, "Support@Portal.Example"), Some(Addressed::General));
        assert_eq!(addressed(GENERAL, "support+nothing@portal.example"), Some(Addressed::General));
        for other in ["sales@portal.example", "support@else.example", "bounce+x@portal.example", "support", ""] {
            assert_eq!(addressed(GENERAL, other), None, "{other}");
        }
        assert_eq!(in_message_id("CAKx@mail.example"), None);
    }

    #[test]
    fn an_instance_knows_itself() {
        let (keys, others) = (Keys::ephemeral(&SystemRandom), Keys::ephemeral(&SystemRandom));
        assert!(is_own_instance(&keys, &[instance(&others), instance(&keys)]));
        assert!(!is_own_instance(&keys, &[instance(&others)]));
    }
}

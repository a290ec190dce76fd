//! The link of a request's or a contract's mails by which they end for one of its people, with an account or without. Nothing of it is stored, and
//! nobody who has not read the mail can make one.

use gatehouse_context::{Cx, sealed_token};
use gatehouse_core::{DAY, Fault, Uuid};

/// The page with the button.
pub const STOP_PAGE: &str = "/request-mails/stop";
/// Where a mail program posts its single click (RFC 8058).
pub const ONE_CLICK: &str = "/request-mails/stop/now";
const PURPOSE: &str = "support.request_mails";
const OF_CONTRACTS: &str = "support.contract_mails";
/// A link works for so long: people clean up old mails too.
const LIFE: i64 = 366 * DAY;

/// Whose mails a link ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stops {
    /// Those of a request, for this one of its people.
    Request(Uuid),
    /// Those of a contract, for this contact.
    Contract(Uuid),
}

/// The page, and where a mail program posts its click, for exactly this person of exactly this request.
pub(crate) fn stop_links(cx: &Cx, person: Uuid) -> Result<(String, String), Fault> {
    links(cx, PURPOSE, person)
}

/// The same for this contact of exactly this contract.
pub(crate) fn of_contact(cx: &Cx, contact: Uuid) -> Result<(String, String), Fault> {
    links(cx, OF_CONTRACTS, contact)
}

fn links(cx: &Cx, purpose: &str, row: Uuid) -> Result<(String, String), Fault> {
    let token = sealed_token::seal(cx, purpose, cx.now().plus(LIFE), row.as_bytes())?;
    Ok((format!("{STOP_PAGE}?token={token}"), format!("{ONE_CLICK}?token={token}")))
}

/// Whose row a token is for; `None`: it is not ours, changed or too old.
pub(crate) fn opened(cx: &Cx, token: &str) -> Option<Stops> {
    let row = |purpose| {
        let text = sealed_token::open(cx, purpose, LIFE, token)?;
        Some(Uuid::from_bytes(<[u8; 16]>::try_from(text).ok()?))
    };
    row(PURPOSE).map(Stops::Request).or_else(|| row(OF_CONTRACTS).map(Stops::Contract))
}

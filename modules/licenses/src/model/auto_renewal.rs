//! Automatic renewal (LIC-8). Whether a license renews is the shop's truth; what its holder wishes is on its way there: asked, sent,
//! and then confirmed, refused, or unconfirmed after a day.

use crate::tables::auto_renewal;
use gatehouse_core::{DAY, Fault, Lang, Moment, Random, Uuid};
use gatehouse_db::stored_words;
use gatehouse_seal::SubjectKey;

/// The version of the text that people agree to; another text is another version, and the old one stays below [`consent`].
pub const CONSENT: i64 = 1;
/// The shop has so long to answer.
pub const ANSWER: i64 = DAY;
/// Holders are told so long before a renewal.
pub const AHEAD: i64 = 30 * DAY;

const PLACE: &str = "auto_renewal.manage_sealed";

/// What a holder wishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// That the license renews by itself.
    On,
    /// That it does not.
    Off,
}

stored_words!(Wish { On = "on", Off = "off" });

impl Wish {
    /// Of a switch.
    pub const fn of(is_on: bool) -> Self {
        if is_on { Self::On } else { Self::Off }
    }

    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::On => t.msg_auto_renewal_on(),
            Self::Off => t.msg_auto_renewal_off(),
        }
    }
}

/// How far a wish is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WishState {
    /// There is none, or the shop did it.
    #[default]
    None,
    /// Nobody was told yet: the seller has no address here.
    Asked,
    /// The seller was written to.
    Sent,
    /// The shop said no.
    Refused,
    /// The shop did not answer within [`ANSWER`].
    Unconfirmed,
}

stored_words!(WishState {
    None = "none",
    Asked = "asked",
    Sent = "sent",
    Refused = "refused",
    Unconfirmed = "unconfirmed",
});

impl WishState {
    /// Its name for staff.
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::None => t.msg_auto_renewal_no_wish(),
            Self::Asked => t.msg_auto_renewal_asked(),
            Self::Sent => t.msg_auto_renewal_sent(),
            Self::Refused => t.msg_auto_renewal_refused(),
            Self::Unconfirmed => t.msg_auto_renewal_unconfirmed(),
        }
    }
}

/// What somebody agrees to who switches it on, in the version of today. `seller` charges.
pub fn consent(lang: Lang, seller: &str) -> String {
    let t = crate::texts(lang);
    if seller.is_empty() { t.msg_auto_renewal_consent_shop() } else { t.msg_auto_renewal_consent(seller) }
}

/// Seals where the shop lets the buyer switch it; an empty address is none.
pub(crate) fn seal(random: &dyn Random, key: &SubjectKey, id: Uuid, url: &str) -> Result<Option<Vec<u8>>, Fault> {
    if url.is_empty() { Ok(None) } else { key.seal(random, PLACE, id, url.as_bytes()).map(Some) }
}

/// That address; `None` where there is none, or where the order's key is gone.
pub(crate) fn manage_url(key: Option<&SubjectKey>, row: &auto_renewal::Model) -> Result<Option<String>, Fault> {
    match (key, &row.manage_sealed) {
        (Some(key), Some(sealed)) => key.open_text(PLACE, row.id, sealed).map(Some),
        _ => Ok(None),
    }
}

/// When it renews next, where that is known and ahead.
pub fn next_renewal(row: &auto_renewal::Model, now: Moment) -> Option<Moment> {
    row.renews_at.filter(|at| row.is_on && *at > now)
}

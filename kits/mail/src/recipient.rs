//! Whom a letter goes to.

use gatehouse_context::Cx;
use gatehouse_core::{Lang, Moment, Uuid};
use gatehouse_l10n::Format;
use jiff::tz::TimeZone;

/// One person to write to: where, in which language and zone, and under whose key the mail is sealed.
#[derive(Clone)]
pub struct Recipient {
    /// Their account; members of the staff have none, and a buyer may have none.
    pub account: Option<Uuid>,
    /// The subject key that seals the mail: the account's or the member's, else the order's.
    pub sealed_by: Uuid,
    /// The address.
    pub email: String,
    /// Their language.
    pub lang: Lang,
    /// Their time zone (IANA), once told.
    pub zone: Option<String>,
    /// Whether they are on the staff: links and footer lead to the staff pages then.
    pub is_staff: bool,
}

impl Recipient {
    /// The owner of an account.
    pub fn of_account(account: Uuid, email: String, lang: Lang, zone: Option<String>) -> Self {
        Self { account: Some(account), sealed_by: account, email, lang, zone, is_staff: false }
    }

    fn own_zone(&self) -> Option<TimeZone> {
        self.zone.as_deref().and_then(|zone| TimeZone::get(zone).ok())
    }

    /// Dates and times as they read them, in the vendor's zone while theirs is not known.
    pub fn format(&self, cx: &Cx) -> Format {
        Format::new(self.lang, self.own_zone().unwrap_or_else(|| cx.app.settings.vendor_zone()))
    }

    /// A moment with the name of its zone: theirs, else that of the request, which is most likely their own.
    pub fn moment(&self, cx: &Cx, at: Moment) -> String {
        let zone = self.own_zone().unwrap_or_else(|| cx.zone.clone());
        let shown = Format::new(self.lang, zone.clone()).date_time(at);
        match zone.iana_name() {
            Some(name) => format!("{shown} ({name})"),
            None => shown,
        }
    }

    /// The site that they use, without a slash at its end.
    pub(crate) fn origin<'a>(&self, cx: &'a Cx) -> &'a str {
        let settings = &cx.app.settings;
        if self.is_staff { settings.staff_origin() } else { &settings.origin }
    }
}

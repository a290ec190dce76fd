//! The mails to customers about their accounts (ALL-4): one file each, in the account's language, with the
//! reason why the person gets it.

pub mod already_registered;
pub mod confirm;
pub mod deleted;
pub mod new_device;
pub mod new_devices;
pub mod password_changed;
pub mod recover;
pub mod set_password;

use crate::queries::contacts::Contact;
use gatehouse_core::{Fault, Lang, Moment, Uuid};
use gatehouse_db::{Cx, Tx};
use gatehouse_l10n::Format;
use gatehouse_mail::ledger::Caused;
use gatehouse_web::view::MailPage;
use jiff::tz::TimeZone;

/// To whom, in which language, sealed under whose key.
pub struct To<'a> {
    /// The account; `None` for the last mail, when it is gone.
    pub account: Option<Uuid>,
    /// The subject key that seals the mail.
    pub sealed_by: Uuid,
    /// The address.
    pub email: &'a str,
    /// The language.
    pub lang: Lang,
    /// The person's zone, for times in the text.
    pub zone: Option<&'a str>,
}

impl<'a> To<'a> {
    /// To an account.
    pub fn account(account: Uuid, email: &'a str, lang: Lang, zone: Option<&'a str>) -> Self {
        Self { account: Some(account), sealed_by: account, email, lang, zone }
    }

    /// To a person.
    pub fn person(contact: &'a Contact) -> Self {
        Self::account(contact.account, &contact.email, contact.lang, contact.zone.as_deref())
    }

    /// A page to be filled: brand, language, footer.
    fn page(&self, cx: &Cx, title: String, lead: String, reason: String) -> MailPage {
        let settings = &cx.app.settings;
        MailPage {
            lang: self.lang,
            brand: settings.brand.clone(),
            title,
            lead,
            body: Vec::new(),
            button: None,
            code: None,
            after: Vec::new(),
            reason,
            footer: format!("{} · {}", settings.brand, settings.origin),
        }
    }

    /// The moment now, in the person's language and zone.
    fn now(&self, cx: &Cx) -> String {
        self.moment(cx, cx.now())
    }

    /// A moment, in the person's language and zone.
    fn moment(&self, cx: &Cx, at: Moment) -> String {
        let zone = self.zone.and_then(|zone| TimeZone::get(zone).ok()).unwrap_or_else(|| cx.zone.clone());
        let shown = Format::new(self.lang, zone.clone()).date_time(at);
        match zone.iana_name() {
            Some(name) => format!("{shown} ({name})"),
            None => shown,
        }
    }

    async fn queue(self, cx: &Cx, tx: &Tx, kind: &'static str, page: MailPage) -> Result<(), Fault> {
        let mail = gatehouse_mail::Mail {
            kind,
            to: self.email.to_owned(),
            account: self.account,
            sealed_by: self.sealed_by,
            lang: self.lang,
            subject: page.title.clone(),
            text: page.text()?,
            html: page.html()?,
        };
        gatehouse_mail::queue(cx, tx, mail).await?;
        Ok(())
    }
}

/// An address of this site for a mail.
fn link(cx: &Cx, path: &str, token: &str) -> String {
    format!("{}{path}?token={token}", cx.app.settings.origin)
}

/// The line by which the owner of an address stops what strangers cause; in every mail that they can.
fn left_alone(cx: &Cx, lang: Lang, caused: &Caused) -> String {
    crate::texts(lang).msg_mail_left_alone(link(cx, "/pause-emails", caused.pause.expose()))
}

/// The device and place of the request, for security notices.
fn device(cx: &Cx, lang: Lang) -> String {
    let t = crate::texts(lang);
    let device = cx.agent.as_deref().and_then(gatehouse_core::agent::device_label);
    let device = device.unwrap_or_else(|| t.msg_device_unknown());
    match &cx.network {
        Some(network) => format!("{device}, {network}"),
        None => device,
    }
}

//! What holders and buyers are told: one file per mail.

pub mod blocked;
pub mod codes;
pub mod device_activated;

use crate::people::Recipient;
use gatehouse_core::{Fault, Notification, Uuid};
use gatehouse_db::{Cx, Tx};
use gatehouse_mail::Mail;
use gatehouse_web::view::MailPage;

/// Those that a person gets only after switching them on.
pub(crate) const NOTIFICATIONS: &[Notification] = &[device_activated::NOTIFICATION];

/// What differs between this module's mails.
pub(crate) struct Letter {
    pub kind: &'static str,
    pub title: String,
    pub lead: String,
    pub body: Vec<String>,
    pub button: Option<(String, String)>,
    pub code: Option<String>,
    pub after: Vec<String>,
    pub reason: String,
}

/// Renders both parts and queues the mail in the transaction (ALL-4).
pub(crate) async fn send(cx: &Cx, tx: &Tx, to: &Recipient, letter: Letter) -> Result<Uuid, Fault> {
    let settings = &cx.app.settings;
    let page = MailPage {
        lang: to.lang,
        brand: settings.brand.clone(),
        title: letter.title,
        lead: letter.lead,
        body: letter.body,
        button: letter.button,
        code: letter.code,
        after: letter.after,
        reason: letter.reason,
        footer: format!("{} · {}", settings.brand, settings.origin),
    };
    let mail = Mail {
        kind: letter.kind,
        to: to.email.clone(),
        account: to.account,
        sealed_by: to.sealed_by,
        lang: to.lang,
        subject: page.title.clone(),
        text: page.text()?,
        html: page.html()?,
    };
    gatehouse_mail::queue(cx, tx, mail).await
}

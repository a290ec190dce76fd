//! What holders and buyers are told: one file per mail.

pub mod blocked;
pub mod codes;
pub mod device_activated;
pub mod license_expires;
pub mod payment_changed;
pub(crate) mod seller;

use gatehouse_context::Cx;
use gatehouse_core::{Lang, Notification};
use gatehouse_mail::Letter;

/// Those that a person gets only after switching them on.
pub(crate) const NOTIFICATIONS: &[Notification] =
    &[license_expires::NOTIFICATION, device_activated::NOTIFICATION, payment_changed::NOTIFICATION];

/// Says where the mails of such a kind are switched off again.
fn switched<'a>(cx: &Cx, letter: Letter<'a>, lang: Lang) -> Letter<'a> {
    let switch = format!("{}/account#notifications", cx.app.settings.origin);
    letter.after(crate::texts(lang).msg_mail_switch(switch))
}

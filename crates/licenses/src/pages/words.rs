//! Values of the model as pages show them.

use crate::model::license::{Status, status};
use crate::queries::customer_licenses::ENDING_DAYS;
use crate::tables::license;
use gatehouse_core::{DAY, Lang, Moment};
use gatehouse_web::view::{Badge, Tone};

/// A license's status as a label; one that runs out within the notice period says so (LIC-17).
pub(crate) fn status_badge(license: &license::Model, now: Moment, lang: Lang) -> Badge {
    let soon = now.plus(ENDING_DAYS * DAY).0;
    let state = status(license, now);
    let label = |tone| Badge::new(tone, state.name(lang));
    match state {
        Status::Active if license.ends_at.is_some_and(|ends| ends <= soon) => {
            Badge::new(Tone::Warn, crate::texts(lang).msg_status_expiring())
        }
        Status::Active => label(Tone::Good),
        Status::NotActivated => label(Tone::Neutral).ring(),
        Status::Expired => label(Tone::Bad).ring(),
        Status::Blocked => label(Tone::Bad),
        Status::AwaitingVerification => label(Tone::Info).ring(),
    }
}

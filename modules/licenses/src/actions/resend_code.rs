//! The code is mailed again to those who own it; staff never see it (LIC-4, LIC-12). Not that of a blocked license: it
//! does not work.

use super::invite_buyer::first_password;
use crate::events;
use crate::mails::codes::{self, Bought, CodesMail};
use crate::model::license::is_blocked;
use crate::queries::license::open_code;
use crate::queries::recipients;
use crate::rights::{NotAllowed, ResendCodes, may};
use crate::tables::{license, purchase};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_guard::limit::{self, Limit};
use sea_orm::entity::prelude::*;

/// Three at once, then one an hour for a license: nobody's mailbox is flooded.
const PER_LICENSE: Limit = Limit { action: "licenses.resend_code", burst: 3, seconds_each: 3_600 };

/// Why no mail was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum ResendRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// No such license, or its code is gone.
    #[refusal(404, "license.unknown", refusal_license_unknown)]
    Unknown,
    /// The license is blocked.
    #[refusal(422, "license.blocked", refusal_resend_blocked)]
    Blocked,
    /// Nobody's address is known.
    #[refusal(422, "license.nobody_to_mail", refusal_nobody_to_mail)]
    NobodyToMail,
    /// Sent several times just now.
    #[refusal(429, "rate.limited", refusal_resend_too_often, again = *after)]
    TooOften {
        /// Seconds until the next one.
        after: u32,
    },
}

/// Mails the license's code to its holders, else to the buyer; returns how many mails were queued.
pub async fn resend_code(cx: &Cx, id: Uuid) -> Outcome<usize, ResendRefusal> {
    may::<ResendCodes>(cx).or_refuse()?;
    let Some(license) = license::Entity::find_by_id(id).one(cx.read()).await? else {
        return Err(refuse(ResendRefusal::Unknown));
    };
    let order = purchase::Entity::find_by_id(license.purchase_id).one(cx.read()).await?;
    let (Some(order), Some(code)) = (order, open_code(cx, cx.read(), &license).await?) else {
        return Err(refuse(ResendRefusal::Unknown));
    };
    if is_blocked(&license, cx.now()) || license.superseded_at.is_some() {
        return Err(refuse(ResendRefusal::Blocked));
    }
    let people = recipients::of_code(cx, cx.read(), &license).await?;
    if people.is_empty() {
        return Err(refuse(ResendRefusal::NobodyToMail));
    }
    if let Err(limit::TooOften { after }) = limit::check_key(cx, PER_LICENSE, &id.to_string())? {
        return Err(refuse(ResendRefusal::TooOften { after }));
    }
    let tx = cx.begin().await?;
    let bought = Bought::of(&tx, &license).await?;
    let is_buyer = people.iter().any(|person| person.account.is_none());
    let invited = if is_buyer { first_password(cx, &tx, &order).await? } else { None };
    for person in &people {
        let codes = vec![code.to_string()];
        let mail = CodesMail { to: person, order: &order, bought: &bought, codes, invited: invited.as_ref() };
        codes::queue(cx, &tx, mail).await?;
    }
    cx.audit(&tx, events::CODE_RESENT.about(id)).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(people.len())
}

//! Support signs a customer out everywhere (ACC-10, ALL-8; ASVS 7.4.5): all sessions end, also those that are half done, and all browsers are
//! forgotten, trusted ones too. The customer is told. Password, factors and the devices of licenses stay as they are.

use super::confirm::forget_browsers_and_sessions;
use super::locked;
use crate::queries::contacts;
use crate::refusals::NoteRefusal;
use crate::rights::{HelpToSignIn, may};
use crate::{events, mails};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};

/// Signs out; returns how many sessions there were.
pub async fn sign_out_everywhere(cx: &Cx, account: Uuid) -> Outcome<u64, NoteRefusal> {
    may::<HelpToSignIn>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let row = locked(&tx, account).await?.ok_or(NoteRefusal::Unknown).or_refuse()?;
    let ended = forget_browsers_and_sessions(cx, &tx, account).await?;
    mails::signed_out::queue(cx, &tx, &contacts::recipient(cx, &tx, &row).await?).await?;
    let details = serde_json::json!({ "sessions": ended });
    cx.audit(&tx, events::SIGNED_OUT_EVERYWHERE.about(account).of_account(account).with(details)).await?;
    tx.commit().await?;
    Ok(ended)
}

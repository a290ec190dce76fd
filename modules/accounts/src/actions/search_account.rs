//! Staff search for a customer by the whole address or login, each found by its keyed hash (ALL-8, ACC-14). The search is in
//! the audit log, found or not.

use crate::events;
use crate::model::{Email, PlainLogin};
use crate::queries::contacts;
use crate::rights::{LookAtAccounts, NotAllowed, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};

/// The account with exactly this address or login, pending ones included.
pub async fn search_account(cx: &Cx, typed: &str) -> Outcome<Option<Uuid>, NotAllowed> {
    may::<LookAtAccounts>(cx).or_refuse()?;
    let found = match Email::parse(typed) {
        Ok(email) => contacts::by_address(cx, cx.read(), &email).await?,
        Err(_) => match PlainLogin::parse(typed) {
            Some(login) => contacts::by_normalized(cx, cx.read(), login.normalized()).await?,
            None => None,
        },
    };
    let found = found.map(|row| row.id);
    let entry = events::SEARCHED.about(found);
    let entry = match found {
        Some(id) => entry.of_account(id),
        None => entry,
    };
    let tx = cx.begin().await?;
    cx.audit(&tx, entry).await?;
    tx.commit().await?;
    Ok(found)
}

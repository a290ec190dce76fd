//! Invites somebody to set a password: the owner of an account that was made for them, or a buyer who has none yet (ACC-3).

use super::create_invited::{create_invited, first_password_link};
use super::locked;
use crate::queries::contacts;
use crate::{events, mails};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_db::Tx;

/// Mails a link of 7 days, within the transaction of the module that made the account.
pub async fn invite(cx: &Cx, tx: &Tx, account: Uuid) -> Result<(), Fault> {
    let Some(row) = locked(tx, account).await? else { return Err(Fault::new("no such account")) };
    let token = first_password_link(cx, tx, account).await?;
    mails::set_password::queue(cx, tx, &contacts::recipient(cx, tx, &row).await?, token.expose(), None).await
}

/// Mails the same to the buyer with this address, whose account is made where there is none. `false`: the address has an account that
/// is in use, or can have none, and nothing was sent. The caller holds no order yet ([`super::create_invited`]).
pub async fn invite_buyer(cx: &Cx, tx: &Tx, email: &str, lang: Lang) -> Result<bool, Fault> {
    let Some(invited) = create_invited(cx, tx, email, lang).await? else { return Ok(false) };
    let Some(row) = locked(tx, invited.account).await? else { return Err(Fault::new("no such account")) };
    mails::set_password::queue(cx, tx, &contacts::recipient(cx, tx, &row).await?, invited.token(), None).await?;
    cx.audit(tx, events::INVITED_AGAIN.about(row.id).of_account(row.id)).await?;
    Ok(true)
}

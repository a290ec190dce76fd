//! Invites the owner of an account that was made for them (an order, ACC-3) to set their first password.

use super::links::issue_link;
use super::locked;
use crate::mails;
use crate::model::{TokenKind, term};
use crate::queries::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;

/// Mails a link of 7 days, within the transaction of the module that made the account.
pub async fn invite(cx: &Cx, tx: &Tx, account: Uuid) -> Result<(), Fault> {
    let Some(row) = locked(tx, account).await? else { return Err(Fault::new("no such account")) };
    let expires = cx.now().plus(term::SET_PASSWORD);
    let token = issue_link(cx, tx, account, TokenKind::SetPassword, expires, None).await?;
    mails::set_password::queue(cx, tx, &contacts::recipient(cx, tx, &row).await?, token.expose()).await
}

//! The first use of an account that came from another portal without its address proven (ACC-18): whoever types its password gets a
//! mail with a link to set a new one, which proves the address. A stranger who has the old password gets no further than that.

use super::links::{LINKS, asker};
use super::{invite, locked};
use crate::events;
use crate::model::{Email, TokenKind};
use crate::queries::{browsers, contacts, imported};
use crate::refusals::VisitorRefusal;
use crate::tables::account;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Stop, refuse};
use gatehouse_guard::attempts::Admitted;
use gatehouse_mail::ledger;

/// The ledger's word for these mails.
const MAIL: &str = "accounts.first_use";

/// Mails the link, and answers what the visitor is told. `device`: the browser's device cookie.
pub(super) async fn first_use(
    cx: &Cx,
    row: &account::Model,
    email: &Email,
    device: Option<&str>,
    entered: &Admitted,
) -> Result<Stop<VisitorRefusal>, Fault> {
    let lookups = contacts::lookups(cx, email.normalized());
    let source = browsers::own_source(cx, email, device).await?;
    let tx = cx.begin().await?;
    entered.succeeded(&tx).await?;
    let held = ledger::hold(cx, &tx, MAIL, &lookups, asker(source.as_deref())).await?;
    let waits = locked(&tx, row.id)
        .await?
        .is_some_and(|now| imported::waits_for_first_use(&now) && now.password_sealed == row.password_sealed);
    if !waits {
        return Ok(refuse(VisitorRefusal::WrongCredentials));
    }
    let link_lives = LINKS.lives(cx, &tx, row.id, TokenKind::SetPassword.word(), held.last()).await?;
    if held.caused(cx, &tx, &lookups, link_lives).await?.is_some() {
        invite::invite(cx, &tx, row.id).await?;
        cx.audit(&tx, events::SIGN_IN_UNCONFIRMED.about(row.id).of_account(row.id)).await?;
    }
    tx.commit().await?;
    Ok(refuse(VisitorRefusal::ProveAddress))
}

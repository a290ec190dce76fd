//! A link that sets a new password, for a module above that mails it with words of its own (COM-4, COM-7): a step inside its transaction. Who
//! asked, how often, and whether they may, it has judged. The link does what that of a forgotten password does: it signs nobody else in.

use super::links::issue_link;
use crate::events;
use crate::model::{State, TokenKind, term};
use crate::tables::account::Entity;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Secret, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

/// A link for the mailbox of the account's owner, and for nobody else.
pub struct PasswordLink {
    /// The path with its token.
    pub path: Secret<String>,
    /// When it ends.
    pub ends_at: Moment,
}

/// Makes one that opens so long; a first password's opens as long as the account waits for it. `None` for an account that cannot be signed
/// in to yet.
pub async fn password_link(cx: &Cx, tx: &Tx, account: Uuid, life: i64) -> Result<Option<PasswordLink>, Fault> {
    let Some(row) = Entity::find_by_id(account).one(&**tx).await? else { return Ok(None) };
    let (kind, life) = match row.state {
        State::Active => (TokenKind::Recover, life),
        State::PendingPassword => (TokenKind::SetPassword, term::SET_PASSWORD),
        _ => return Ok(None),
    };
    let ends_at = cx.now().plus(life);
    let token = issue_link(cx, tx, account, kind, ends_at, None).await?;
    cx.audit(tx, events::RECOVERY_REQUESTED.about(account).of_account(account)).await?;
    Ok(Some(PasswordLink { path: Secret::new(format!("/set-password?token={}", token.expose())), ends_at }))
}

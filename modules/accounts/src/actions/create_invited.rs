//! Makes the account of a buyer who has none, and the link that sets its first password (ACC-3). It belongs to the transaction of
//! what was bought.
//!
//! The account can do nothing until the link has proven the address, and what was bought comes into it then: whoever typed a wrong
//! address into the shop has given nothing away. Each further order gets a link of its own and keeps the account for 7 days more. A
//! registration that nobody confirmed yet becomes such an account, so that the link of the order opens as long as it says.
//!
//! Whoever calls this holds no order yet: who proves an address holds the account first, and then its orders.

use super::links::issue_link;
use super::locked;
use super::register::insert_as;
use crate::events;
use crate::model::{Email, State, TokenKind, term};
use crate::queries::{addresses, contacts};
use crate::tables::account::{ActiveModel, Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Secret, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, Set};

/// An account that waits for its first password.
pub struct Invited {
    /// The account.
    pub account: Uuid,
    /// What the mailed link carries: [`Invited::path`] makes the link of it.
    token: Secret<String>,
}

impl Invited {
    /// The path of the page where the password is set.
    pub fn path(&self) -> String {
        format!("/set-password?token={}", self.token.expose())
    }

    pub(super) fn token(&self) -> &str {
        self.token.expose()
    }
}

/// Makes a link to set the first password of this address's account, and the account where there is none. `None`: the address has an
/// account that is in use, or can have none. `lang`: of the mails to somebody new.
pub async fn create_invited(cx: &Cx, tx: &Tx, email: &str, lang: Lang) -> Result<Option<Invited>, Fault> {
    let Ok(email) = Email::parse(email) else { return Ok(None) };
    let Some(account) = waiting(cx, tx, &email, lang).await? else { return Ok(None) };
    Ok(Some(Invited { account, token: first_password_link(cx, tx, account).await? }))
}

/// The address's account, held and not in use; `None` where it is in use. Made where there is none.
async fn waiting(cx: &Cx, tx: &Tx, email: &Email, lang: Lang) -> Result<Option<Uuid>, Fault> {
    // One may begin or end at this moment: the next look finds it so.
    for _ in 0..3 {
        match contacts::by_address(cx, &**tx, email).await? {
            Some(row) => match locked(tx, row.id).await? {
                Some(row) if row.state == State::Active => return Ok(None),
                Some(row) => return Ok(Some(row.id)),
                None => {}
            },
            // Until lately it was somebody's, who may take it back.
            None if addresses::former(cx, &**tx, email).await?.is_some() => return Ok(None),
            None => {
                let invited = |row| ActiveModel {
                    state: Set(State::PendingPassword),
                    lang: Set(lang.tag().to_owned()),
                    pending_since: Set(None),
                    invited_at: Set(Some(cx.now())),
                    ..row
                };
                if let Some(id) = insert_as(cx, tx, email, events::INVITED, invited).await? {
                    return Ok(Some(id));
                }
            }
        }
    }
    Err(Fault::busy("an address begins and ends at this moment"))
}

/// A link of 7 days that sets a password; an account that is not in use yet waits as long. One that came from another portal goes on waiting
/// without end (ACC-18): no purchase, and nobody who has its old password, begins its erasure. The account is held.
pub(super) async fn first_password_link(cx: &Cx, tx: &Tx, account: Uuid) -> Result<Secret<String>, Fault> {
    let waits_without_end =
        Condition::all().add(Column::State.eq(State::PendingConfirmation)).add(Column::PendingSince.is_null());
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::PendingPassword))
        .col_expr(Column::PendingSince, Expr::value(None::<i64>))
        .col_expr(Column::InvitedAt, Expr::value(cx.now()))
        .filter(Column::Id.eq(account))
        .filter(Column::State.ne(State::Active))
        .filter(waits_without_end.not())
        .exec(&**tx)
        .await?;
    issue_link(cx, tx, account, TokenKind::SetPassword, cx.now().plus(term::SET_PASSWORD), None).await
}

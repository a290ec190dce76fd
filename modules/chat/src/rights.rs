//! Who may do what. Customers: [`Own`] says that a chat is theirs, by their account or by the token in their browser; one that they have as a user of a
//! company is theirs on its pages alone, so that whoever the company's own provider vouches for reads nothing that is the person's. Staff: rights as types.
//!
//! ```compile_fail
//! use gatehouse_chat::rights::Own;
//! fn made(row: gatehouse_chat::tables::chat::Model) -> Own {
//!     Own { row } // a proof is not made outside
//! }
//! ```

use crate::tables::chat::{Entity, Model};
use gatehouse_companies::rights::{In, Member};
use gatehouse_context::{Cx, Right};
use gatehouse_core::{Fault, Role, Uuid};
use gatehouse_db::Tx;
use gatehouse_signin::token;
use sea_orm::ConnectionTrait;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

pub use gatehouse_web::{NotAllowed, may};

/// Staff who read chats.
pub const LOOKERS: &[Role] = &[Role::Support, Role::Lab, Role::Licensing];
/// Staff who answer.
pub const AGENTS: &[Role] = &[Role::Support, Role::Lab, Role::Licensing];
/// Staff who say whether there is a chat, and when.
pub const LEADS: &[Role] = &[Role::Support];

/// Reading chats. No API key may: a chat is between people.
pub enum ChatsRead {}

impl Right for ChatsRead {
    const ROLES: &'static [Role] = LOOKERS;
    const SCOPE: Option<&'static str> = None;
}

/// Taking, answering, handing on and ending them.
pub enum ChatsWrite {}

impl Right for ChatsWrite {
    const ROLES: &'static [Role] = AGENTS;
    const SCOPE: Option<&'static str> = None;
}

/// Switching the chat on and off.
pub enum ChatSettings {}

impl Right for ChatSettings {
    const ROLES: &'static [Role] = LEADS;
    const SCOPE: Option<&'static str> = None;
}

/// For which use the token is.
pub(crate) const DOMAIN: &str = "chat.token";

/// How a customer comes to a chat.
#[derive(Clone, Copy, Debug, Default)]
pub struct By<'a> {
    token: Option<&'a str>,
    company: Option<Uuid>,
}

impl<'a> From<Option<&'a str>> for By<'a> {
    /// By their account, or by this token of their browser.
    fn from(token: Option<&'a str>) -> Self {
        Self { token, company: None }
    }
}

impl By<'_> {
    /// As a user of a company.
    #[must_use]
    pub const fn inside(by: &In<'_, Member>) -> Self {
        Self { token: None, company: Some(by.company()) }
    }

    /// The company in whose name the chat is then.
    pub(crate) const fn company(&self) -> Option<Uuid> {
        self.company
    }
}

/// The proof that a chat is the customer's.
#[derive(Clone, Debug)]
pub struct Own {
    row: Model,
}

impl Own {
    /// It.
    #[must_use]
    pub const fn row(&self) -> &Model {
        &self.row
    }

    pub(crate) fn into_row(self) -> Model {
        self.row
    }
}

/// Whose a chat is: by the account that acts, in the same name, or by the token of a browser.
fn is_own(cx: &Cx, row: &Model, by: By<'_>) -> bool {
    if row.company_id != by.company {
        return false;
    }
    if let Some(account) = row.account_id {
        return cx.actor.account() == Some(account);
    }
    let (Some(hash), Some(token)) = (&row.token_hash, by.token.filter(|token| token::is_plausible(token))) else {
        return false;
    };
    token::hashes(cx, DOMAIN, token).contains(hash)
}

/// The chat, where it is theirs; one that is due to be erased is nobody's.
pub async fn own<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    chat: Uuid,
    by: impl Into<By<'_>>,
) -> Result<Option<Own>, Fault> {
    let by = by.into();
    let row = Entity::find_by_id(chat).one(conn).await?;
    Ok(row.filter(|row| !row.erase_at.has_come(cx.now()) && is_own(cx, row, by)).map(|row| Own { row }))
}

/// The same, held to the end of the transaction.
pub(crate) async fn hold_own(cx: &Cx, tx: &Tx, chat: Uuid, by: By<'_>) -> Result<Option<Own>, Fault> {
    let row = Entity::find_by_id(chat).lock_exclusive().one(&**tx).await?;
    Ok(row.filter(|row| !row.erase_at.has_come(cx.now()) && is_own(cx, row, by)).map(|row| Own { row }))
}

//! Use cases: the only way to change anything.

pub mod accept_for;
pub mod accept_statement;
pub mod add_statement;
pub mod decline_statement;
pub(crate) mod forget_account;
mod ledger;
pub mod mail_receipt;
pub mod publish_version;
pub mod save_version;
pub mod start_version;
pub mod withdraw_consent;

use crate::model::entry::StatementError;
use crate::rights::{NotAllowed, StatementsWrite, may};
use crate::tables::{statement, statement_version};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Invalid, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait, IntoActiveModel as _, QueryOrder as _, QuerySelect as _};
use statement_version::VersionState;

/// Why a statement or a version stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum StatementRefusal {
    /// The actor has no role for it.
    NotAllowed(NotAllowed),
    /// There is none.
    #[refusal(404, "statement.unknown", refusal_statement_unknown)]
    Unknown,
    /// Fields are wrong.
    Invalid(Invalid<StatementError>),
    /// It is published, and never changes again.
    #[refusal(409, "statement.published", refusal_statement_published)]
    Published,
    /// Somebody else changed the draft meanwhile.
    #[refusal(412, "statement.changed_meanwhile", refusal_changed_meanwhile)]
    Stale,
}

/// Why an account's answer was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum ConsentRefusal {
    /// No customer acts, or there is no such statement in their country.
    #[refusal(404, "consent.unknown", refusal_consent_unknown)]
    Unknown,
    /// A newer version came into force while the person was reading, or the text is another one.
    #[refusal(409, "consent.changed", refusal_consent_changed)]
    Changed,
    /// The version is accepted: that is withdrawn, and not declined.
    #[refusal(409, "consent.accepted", refusal_consent_accepted)]
    Accepted,
}

fn allowed(cx: &Cx) -> Outcome<(), StatementRefusal> {
    may::<StatementsWrite>(cx).or_refuse()?;
    Ok(())
}

/// The statement's row, held until the transaction ends, so that no two versions have one number.
async fn locked(tx: &Tx, id: Uuid) -> Outcome<statement::Model, StatementRefusal> {
    let row = statement::Entity::find_by_id(id).lock_exclusive().one(&**tx).await?;
    Ok(row.ok_or(StatementRefusal::Unknown).or_refuse()?)
}

/// Changes a draft that is still at `expected` (`None`: whatever it is at), and counts up its revision; its row is held from then on.
async fn touch_draft(tx: &Tx, id: Uuid, expected: Option<i64>) -> Outcome<statement_version::Model, StatementRefusal> {
    use statement_version::{Column, Entity};
    let mut update = Entity::update_many()
        .col_expr(Column::Revision, ExprTrait::add(Expr::col(Column::Revision), 1))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(VersionState::Draft));
    if let Some(revision) = expected {
        update = update.filter(Column::Revision.eq(revision));
    }
    let is_changed = update.exec(&**tx).await?.rows_affected == 1;
    let row = Entity::find_by_id(id).one(&**tx).await?;
    Err(refuse(match row {
        Some(row) if is_changed => return Ok(row),
        Some(row) if row.state == VersionState::Published => StatementRefusal::Published,
        Some(_) => StatementRefusal::Stale,
        None => StatementRefusal::Unknown,
    }))
}

/// The next draft of a statement: the number after the last one.
fn draft(cx: &Cx, statement: Uuid, number: i64) -> statement_version::Model {
    statement_version::Model {
        id: cx.id(),
        statement_id: statement,
        number,
        state: VersionState::Draft,
        required: true,
        asks_again: true,
        countries: String::new(),
        created_at: cx.now(),
        published_at: None,
        revision: 1,
    }
}

/// The versions of a statement, the newest first.
fn newest(statement: Uuid) -> Select<statement_version::Entity> {
    use statement_version::{Column, Entity};
    Entity::find().filter(Column::StatementId.eq(statement)).order_by_desc(Column::Number)
}

/// Stores a draft's row.
async fn insert(tx: &Tx, row: statement_version::Model) -> Result<(), Fault> {
    statement_version::Entity::insert(row.into_active_model()).exec_without_returning(&**tx).await?;
    Ok(())
}

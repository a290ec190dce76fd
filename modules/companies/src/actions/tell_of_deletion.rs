//! All members are told that the company was deleted (COM-11): a part of them, in the job's transaction, so that each gets one mail. Where it
//! was restored meanwhile, the rest hears nothing.

use crate::jobs::deletion_told;
use crate::mails;
use crate::model::states::CompanyState;
use crate::queries::recipients::everybody;
use crate::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

/// Mails of one transaction.
const PART: u64 = 200;

/// Queues the mails of a part, and what follows. `at`: which deletion it was.
pub(crate) async fn tell_of_deletion(cx: &Cx, tx: &Tx, id: Uuid, at: Moment, after: Uuid) -> Result<(), Fault> {
    let found = company::Entity::find_by_id(id).one(&**tx).await?;
    let is_that = |row: &company::Model| row.state == CompanyState::Deleted && row.deleted_at == Some(at);
    let Some(company) = found.filter(is_that) else { return Ok(()) };
    let (all, next) = everybody(cx, &**tx, id, after, PART).await?;
    mails::deleted::queue_all(cx, tx, &all, &company).await?;
    match next {
        Some(next) => deletion_told::enqueue(cx, tx, id, at, next).await,
        None => Ok(()),
    }
}

//! The lock of a company: each change of members, rights, domains, sign-in and deletion takes it, so of two administrators who remove each
//! other the second is refused. Licenses are locked before it, members after it.

use crate::rights::Locked;
use crate::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::{Engine, Tx};
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect as _, Statement};

/// Holds a company until the transaction ends; `None` for one that is not there. For joining, jobs and staff, who have no membership to
/// enter by; others: [`crate::enter`].
pub async fn lock<'t>(_cx: &Cx, tx: &'t Tx, company: Uuid) -> Result<Option<Locked<'t>>, Fault> {
    let row = company::Entity::find_by_id(company).lock_exclusive().one(&**tx).await?;
    Ok(row.map(Locked::of))
}

/// From here on the transaction sees rows of every company again: for what is the person's own in several.
pub async fn see_all(cx: &Cx, tx: &Tx) -> Result<(), Fault> {
    if cx.db().engine() == Engine::Postgres {
        let text = "select set_config('gatehouse.company', '', true)";
        tx.query_one_raw(Statement::from_string(tx.get_database_backend(), text.to_owned())).await?;
    }
    Ok(())
}

/// From here on the transaction sees rows of this company alone: the second wall (row-level security), where the engine has one.
pub(crate) async fn see_only(cx: &Cx, tx: &Tx, company: Uuid) -> Result<(), Fault> {
    if cx.db().engine() == Engine::Postgres {
        let text = "select set_config('gatehouse.company', $1, true)";
        let values = [company.to_string().into()];
        tx.query_one_raw(Statement::from_sql_and_values(tx.get_database_backend(), text, values)).await?;
    }
    Ok(())
}

//! Its people are told what becomes of a contract (LIC-28, LIC-29): a step of every action that changes one.

use super::contract_contacts::Changes;
use crate::mails::contract_news;
use crate::model::contract::{CorrectionReason, EndReason, units_step};
use crate::queries::contract_people::{Switch, circle};
use crate::tables::contract::{self, Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::queue_all;
use sea_orm::entity::prelude::*;

/// Mails that are queued by one statement.
const AT_ONCE: usize = 200;

/// What became of it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum News<'a> {
    /// It is active, with its certificate.
    Active,
    /// It ends later.
    Extended,
    /// Its contacts are others.
    Contacts(&'a Changes),
    /// Support corrected its units.
    Corrected(Option<CorrectionReason>),
    /// It ends soon.
    EndsSoon,
    /// So many per cent of its units are held or used.
    Units(i64),
    /// It ended, and so many units lapsed.
    Ended(i64, Option<EndReason>),
}

/// Queues the mails. `row`: the contract behind the change.
pub(crate) async fn tell(cx: &Cx, tx: &Tx, row: &contract::Model, news: &News<'_>) -> Result<(), Fault> {
    tell_others(cx, tx, row, news, None).await
}

/// The same, but not to the user who leaves the company by this change.
pub(crate) async fn tell_others(
    cx: &Cx,
    tx: &Tx,
    row: &contract::Model,
    news: &News<'_>,
    leaver: Option<Uuid>,
) -> Result<(), Fault> {
    let Some(mut circle) = circle(cx, tx, row).await? else { return Ok(()) };
    circle.all.retain(|one| leaver.is_none_or(|leaver| one.ends_by != Switch::Member(leaver)));
    for part in circle.all.chunks(AT_ONCE) {
        let mails =
            part.iter().filter_map(|one| contract_news::written(cx, (&circle.company, row), one, news).transpose());
        queue_all(cx, tx, mails.collect::<Result<_, _>>()?).await?;
    }
    Ok(())
}

/// Of each step of the units is told once, until units are added. The caller holds the row.
pub(crate) async fn tell_units(cx: &Cx, tx: &Tx, row: &contract::Model) -> Result<(), Fault> {
    let reached = units_step(row.units, row.reserved + row.used);
    if reached <= row.told_units {
        return Ok(());
    }
    Entity::update_many()
        .col_expr(Column::ToldUnits, Expr::value(reached))
        .filter(Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    tell(cx, tx, row, &News::Units(reached)).await
}

//! A license comes into an account, or leaves it: what its devices hold back follows (LIC-33).
//!
//! The rule: a license is connected while an account has it. The next renewal of its devices brings a lease that says so; of licenses whose
//! edition needs no account nothing is written.

use crate::actions::leases::licenses_changed;
use crate::tables::license;
use gatehouse_catalog::model::edition_service::AccountNeed;
use gatehouse_catalog::tables::edition_rev;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use sea_orm::{ExprTrait, QueryOrder, QuerySelect};

/// These licenses have one account more or less than before.
pub(crate) async fn connection_changed(cx: &Cx, tx: &Tx, licenses: &[Uuid]) -> Result<(), Fault> {
    let needing = Query::select()
        .column(edition_rev::Column::EditionId)
        .from(edition_rev::Entity)
        .and_where(
            Expr::col((edition_rev::Entity, edition_rev::Column::EditionId))
                .equals((license::Entity, license::Column::EditionId)),
        )
        .and_where(
            Expr::col((edition_rev::Entity, edition_rev::Column::Number))
                .equals((license::Entity, license::Column::EditionRev)),
        )
        .and_where(edition_rev::Column::AccountNeed.ne(AccountNeed::Never))
        .to_owned();
    let found: Vec<Uuid> = license::Entity::find()
        .filter(license::Column::Id.is_in(licenses.iter().copied()))
        .filter(license::Column::SeatsUsed.gt(0))
        .filter(Expr::exists(needing))
        .order_by_asc(license::Column::Id)
        .select_only()
        .column(license::Column::Id)
        .into_tuple()
        .all(&**tx)
        .await?;
    if found.is_empty() { Ok(()) } else { licenses_changed(cx, tx, &found).await }
}

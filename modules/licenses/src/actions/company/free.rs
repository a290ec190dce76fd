//! A company is gone for good (COM-11): its licenses are free for others, and nothing of it stays with them. Until then it keeps them, so
//! that support can restore it whole.

use crate::actions::detach::detach_all;
use crate::actions::verify;
use crate::model::holder::Holder;
use crate::tables::{company_trial, license_holder};
use crate::texts;
use gatehouse_companies::signals::{Goes, GoesLine};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

/// Frees its licenses.
pub(crate) async fn free(cx: &Cx, tx: &Tx, company: Uuid) -> Result<(), Fault> {
    let holder = Holder::Company(company);
    detach_all(cx, tx, holder).await?;
    verify::forget(tx, holder, None).await?;
    let trials = company_trial::Entity::delete_many().filter(company_trial::Column::CompanyId.eq(company));
    trials.exec(&**tx).await?;
    Ok(())
}

/// Tells the page of a deletion how many licenses go.
pub(crate) struct LicensesGo;

#[async_trait]
impl Goes for LicensesGo {
    async fn of(&self, cx: &Cx, company: Uuid) -> Result<Vec<GoesLine>, Fault> {
        let held = license_holder::Entity::find().filter(license_holder::of(Holder::Company(company)));
        let count = i64::try_from(held.count(cx.read()).await?).unwrap_or(i64::MAX);
        let t = texts(cx.lang);
        Ok(vec![GoesLine { what: t.msg_nav_licenses(), count, becomes: t.msg_company_licenses_go() }])
    }
}

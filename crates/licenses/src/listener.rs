//! What happens to licenses when an account is deleted (ACC-17): they stay issued and can be added anew; nothing in them
//! points at the person any more.

use crate::actions::remove_license::detach;
use crate::tables::license_holder::{Column, Entity};
use crate::tables::purchase;
use async_trait::async_trait;
use gatehouse_core::{Event, Fault, Uuid};
use gatehouse_db::{Cx, Listener, Tx};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;

/// Hears of deleted accounts.
#[derive(Clone, Copy, Debug, Default)]
pub struct DetachLicenses;

#[async_trait]
impl Listener for DetachLicenses {
    async fn hear(&self, _cx: &Cx, tx: &Tx, event: &Event) -> Result<(), Fault> {
        let Event::AccountDeleted { account } = event else { return Ok(()) };
        let licenses: Vec<Uuid> = Entity::find()
            .filter(Column::AccountId.eq(*account))
            .select_only()
            .column(Column::LicenseId)
            .into_tuple()
            .all(&**tx)
            .await?;
        for license in licenses {
            detach(tx, license, *account).await?;
        }
        forget_buyer(tx, *account).await
    }
}

/// The orders stay for the books; who bought is cleared (the order's number and partner say nothing about the person).
async fn forget_buyer(tx: &Tx, account: Uuid) -> Result<(), Fault> {
    use purchase::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::BuyerAccount, Expr::value(None::<Uuid>))
        .col_expr(Column::BuyerEmailSealed, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::BuyerLookup, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::BuyerLang, Expr::value(None::<String>))
        .filter(Column::BuyerAccount.eq(account))
        .exec(&**tx)
        .await?;
    Ok(())
}

//! Takes an account out of what it answered, when it is deleted (ACC-17, PRI-2): its answers go, and of the ledger stays which statement somebody
//! accepted when, without whom, for three years.

use crate::tables::{consent, consent_event};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

pub(crate) async fn forget_account(cx: &Cx, tx: &Tx, account: Uuid) -> Result<(), Fault> {
    use consent_event::{Column, Entity};
    consent::Entity::delete_many().filter(consent::Column::AccountId.eq(account)).exec(&**tx).await?;
    let update = Entity::update_many()
        .col_expr(Column::AccountId, Expr::value(None::<Uuid>))
        .col_expr(Column::ForgottenAt, Expr::value(cx.now()))
        .filter(Column::AccountId.eq(account));
    update.exec(&**tx).await?;
    Ok(())
}

//! Before their first file, a customer accepts the statement on the provision of data (SUP-5). Who has accepted the text that stands there is not
//! asked again; another text asks everybody once more.

use crate::events::PROVISION_ACCEPTED;
use crate::model::provision::{accepted, digest};
use crate::tables::provision_consent::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

/// Whether an account has accepted it, in whichever language.
pub async fn has_accepted<C: ConnectionTrait>(conn: &C, account: Uuid) -> Result<bool, Fault> {
    let Some(row) = Entity::find_by_id(account).one(conn).await? else { return Ok(false) };
    Ok(accepted(&row.lang, &row.text_digest).is_some())
}

/// Accepts it, in the language of the page. Once more changes nothing.
pub async fn accept_provision(cx: &Cx) -> Result<(), Fault> {
    let account = cx.actor.account().ok_or_else(|| Fault::new("a statement accepted by nobody"))?;
    let tx = cx.begin().await?;
    if has_accepted(&*tx, account).await? {
        return Ok(());
    }
    let row = Model {
        account_id: account,
        lang: cx.lang.tag().to_owned(),
        text_digest: digest(cx.lang),
        accepted_at: cx.now(),
    };
    let again = OnConflict::column(Column::AccountId)
        .update_columns([Column::Lang, Column::TextDigest, Column::AcceptedAt])
        .to_owned();
    Entity::insert(row.into_active_model()).on_conflict(again).exec_without_returning(&*tx).await?;
    cx.audit(&tx, PROVISION_ACCEPTED.about(account).of_account(account)).await?;
    tx.commit().await
}

//! Ends one kind of a company's notices by the link of such a mail (COM-13). Whoever reads the mail may: no session is asked for, and
//! nothing else changes. Once more is no mistake.

use super::lock::lock;
use crate::events::NOTICES_CHANGED;
use crate::model::notice::{NoticeKind, opened, switched};
use crate::tables::company_member::{Column, Entity};
use gatehouse_accounts::refusals::BadLink;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome};
use sea_orm::entity::prelude::*;
use serde_json::json;

/// Ends it; answers which. Of somebody who is no member any more there is nothing to end.
pub async fn stop_notice(cx: &Cx, token: &str) -> Outcome<NoticeKind, BadLink> {
    let (member, kind) = opened(cx, token).ok_or(BadLink::Expired).or_refuse()?;
    let Some(found) = Entity::find_by_id(member).one(cx.read()).await? else { return Ok(kind) };
    let tx = cx.begin().await?;
    let Some(company) = lock(cx, &tx, found.company_id).await? else { return Ok(kind) };
    let Some(row) = Entity::find_by_id(member).one(&*tx).await? else { return Ok(kind) };
    if !kind.is_off(row.notices_off) {
        let off = switched(row.notices_off, &[kind], &[]);
        Entity::update_many()
            .col_expr(Column::NoticesOff, Expr::value(off))
            .filter(Column::Id.eq(member))
            .exec(&*tx)
            .await?;
        let details = json!({ "member": member, "notices_off": [kind.word()] });
        cx.audit(&tx, NOTICES_CHANGED.about(company.id()).of_account(row.account_id).with(details)).await?;
    }
    tx.commit().await?;
    Ok(kind)
}

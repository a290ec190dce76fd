//! Who asks by SCIM, and what is written down of it (COM-14): changes and refusals, without a value; a read that was answered leaves nothing.

use crate::model::states::CompanyState;
use crate::queries::scim::TOKEN;
use crate::tables::{company, scim_call, scim_token};
use gatehouse_context::{Cx, peppers};
use gatehouse_core::{Fault, HOUR, Uuid};
use gatehouse_scim::Answer;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// A token that works.
#[derive(Clone, Copy, Debug)]
pub struct Caller {
    /// Its row.
    pub token: Uuid,
    /// The company.
    pub company: Uuid,
}

/// Whose a token is; `None` for one that does not work.
pub async fn caller(cx: &Cx, text: &str) -> Result<Option<Caller>, Fault> {
    use scim_token::{Column, Entity};
    let hashes = cx.app.keys.accepted(TOKEN, text.as_bytes());
    let found = Entity::find().filter(Column::TokenHash.is_in(hashes)).one(cx.read()).await?;
    let live = found.filter(|row| row.ends_at.is_none_or(|end| end > cx.now()));
    let Some(row) = live else { return Ok(None) };
    let company = company::Entity::find_by_id(row.company_id).one(cx.read()).await?;
    if company.is_none_or(|company| company.state == CompanyState::Deleted) {
        return Ok(None);
    }
    if row.used_at.is_none_or(|at| !at.was_within(cx.now(), HOUR)) {
        let tx = cx.begin().await?;
        // The hash lies under the pepper in use from now on.
        let version = peppers::writing(cx, &tx, TOKEN).await?;
        let hash = cx.app.keys.lookup_under(version, TOKEN, text.as_bytes())?.to_vec();
        Entity::update_many()
            .col_expr(Column::UsedAt, Expr::value(cx.now()))
            .col_expr(Column::TokenHash, Expr::value(hash))
            .col_expr(Column::PepperVersion, Expr::value(version))
            .filter(Column::Id.eq(row.id))
            .exec(&*tx)
            .await?;
        tx.commit().await?;
    }
    Ok(Some(Caller { token: row.id, company: row.company_id }))
}

/// The longest text of a line.
const LONGEST: usize = 500;

/// Writes a line, where there is something to tell.
pub async fn note(cx: &Cx, caller: Caller, method: &str, answer: &Answer) -> Result<(), Fault> {
    if method == "GET" && answer.status < 400 {
        return Ok(());
    }
    let cut = |text: String| text.chars().take(LONGEST).collect::<String>();
    let reading = &answer.reading;
    let request = if reading.what.is_empty() { method.to_owned() } else { reading.what.to_owned() };
    let row = scim_call::ActiveModel {
        id: Set(cx.id()),
        company_id: Set(caller.company),
        token_id: Set(caller.token),
        at: Set(cx.now()),
        request: Set(cut(request)),
        target: Set(reading.id.clone().map(cut)),
        effects: Set(cut(reading.effects.join(", "))),
        status: Set(i64::from(answer.status)),
        refusal: Set(reading.refusal.as_ref().map(|error| cut(error.detail.clone()))),
    };
    let tx = cx.begin().await?;
    scim_call::Entity::insert(row).exec_without_returning(&*tx).await?;
    tx.commit().await
}

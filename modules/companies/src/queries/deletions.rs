//! The mailed link by which a company is deleted (COM-11).

use crate::rights::{In, Owner};
use crate::tables::company_deletion::{Column, Entity, Model};
use gatehouse_accounts::refusals::BadLink;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome};
use gatehouse_signin::{bound_token, token};
use sea_orm::entity::prelude::*;

/// What keeps these links apart from others, and what they are for.
pub(crate) const LINK: &str = "companies.deletion";
pub(crate) const DELETE: &str = "delete";

/// The deletion that a link opens, for the owner who asked for it.
pub(crate) async fn of_link<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    by: &In<'_, Owner>,
    text: &str,
) -> Outcome<Model, BadLink> {
    let is_one = bound_token::is_plausible(text) && bound_token::is_for(cx, LINK, text, by.company(), DELETE);
    let found = if is_one {
        let own = Entity::find().filter(Column::CompanyId.eq(by.company())).filter(Column::AskedBy.eq(by.member()));
        own.filter(Column::TokenHash.is_in(token::hashes(cx, LINK, text))).one(conn).await?
    } else {
        None
    };
    let found = found.ok_or(BadLink::Unknown).or_refuse()?;
    // A link that ends later than any can was made by a clock that was ahead.
    if !found.ends_at.is_within(cx.now(), crate::model::states::LINK) {
        return Err(gatehouse_core::refuse(BadLink::Expired));
    }
    Ok(found)
}

/// The deletion of a company that its owner asked for and whose link still opens.
pub(crate) async fn waiting(cx: &Cx, by: &In<'_, Owner>) -> Result<Option<Model>, Fault> {
    let own = Entity::find().filter(Column::CompanyId.eq(by.company())).filter(Column::AskedBy.eq(by.member()));
    Ok(own.one(cx.read()).await?.filter(|row| row.ends_at > cx.now()))
}

//! What the link of a notification switches off (ACC-16).

use crate::refusals::BadLink;
use crate::tables::notification_choice::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid};
use gatehouse_mail::switch;
use sea_orm::PaginatorTrait as _;
use sea_orm::entity::prelude::*;

/// One kind of one account.
pub struct Stop {
    /// Whose.
    pub account: Uuid,
    /// The word of the kind.
    pub word: String,
}

/// What a link switches off.
pub fn to_stop(cx: &Cx, token: &str) -> Outcome<Stop, BadLink> {
    let (account, word) = switch::opened(cx, token).ok_or(BadLink::Expired).or_refuse()?;
    Ok(Stop { account, word })
}

/// Whether it is still on.
pub async fn is_on(cx: &Cx, stop: &Stop) -> Result<bool, Fault> {
    let own = Entity::find().filter(Column::AccountId.eq(stop.account)).filter(Column::Kind.eq(stop.word.as_str()));
    Ok(own.count(cx.read()).await? > 0)
}

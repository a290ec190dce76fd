//! Telling a member of a sign-in from somewhere new (ALL-8).

use crate::events;
use crate::mails;
use crate::queries::recipients::opened;
use crate::tables::staff;
use gatehouse_context::Cx;
use gatehouse_context::audit::table::{Column, Entity};
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

/// Mails the member when they never signed in from this network before; their very first sign-in is no news. To be called
/// before the line of this sign-in is written: the log is what remembers the networks.
/// `by_provider`: they came by the vendor's own provider.
pub(super) async fn tell_of_new_network(
    cx: &Cx,
    tx: &Tx,
    member: &staff::Model,
    by_provider: bool,
) -> Result<(), Fault> {
    let Some(network) = cx.network.as_deref() else { return Ok(()) };
    let before = Entity::find().filter(Column::SubjectId.eq(member.id)).filter(Column::Kind.eq(events::SIGNED_IN.word));
    let is_first = before.clone().one(&**tx).await?.is_none();
    if is_first || before.filter(Column::Network.eq(network)).one(&**tx).await?.is_some() {
        return Ok(());
    }
    mails::new_network(cx, tx, &opened(cx, &**tx, member.clone()).await?, by_provider).await
}

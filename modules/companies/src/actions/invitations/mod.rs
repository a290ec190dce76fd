//! Invitations into a company, with their whole life (COM-5).

pub mod accept;
pub mod ask_again;
pub mod decline;
pub mod fill_in;
pub mod invite;
pub mod invite_again;
pub mod withdraw;

use crate::tables::invitation::{Entity, Model};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_guard::{Budget, Limit};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// The ledger's word for mails that invite: the inviter is a stranger to the address (G5).
pub(crate) const MAIL: &str = "companies.invited";

/// What the holder of a link sends, from one network: 20 at once, then one each 10 seconds.
pub(crate) const BUDGET: Budget =
    Budget::of_bearer(Limit { action: "companies.invitation", burst: 20, seconds_each: 10 }, BY_LINK);
/// With one link: 20 at once, then one each minute.
const BY_LINK: Limit = Limit { action: "companies.invitation_link", burst: 20, seconds_each: 60 };

/// An invitation's row, held until the transaction ends.
pub(crate) async fn locked(tx: &Tx, id: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find_by_id(id).lock_exclusive().one(&**tx).await?)
}

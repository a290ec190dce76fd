//! What staff see of a customer; every look is in the audit log (ALL-8).

use crate::events;
use crate::queries::sealed::Person;
use crate::queries::{factors, identities};
use crate::rights::LookAtAccounts;
use crate::tables::{account, session};
use gatehouse_context::{AuditEntry, Cx, Look, LookUp, Looking, subject};
use gatehouse_core::{Fault, Moment, Uuid, async_trait};
use sea_orm::PaginatorTrait as _;
use sea_orm::entity::prelude::*;

/// An account as staff see it.
#[derive(Clone)]
pub struct Looked {
    /// Its row.
    pub row: account::Model,
    /// What the row holds under seal.
    pub person: Person,
    /// Live sessions.
    pub sessions: u64,
    /// Whether two-step verification is on.
    pub has_two_step: bool,
    /// What the services are called by which they sign in.
    pub services: Vec<String>,
    /// When the factors will be removed, if that was asked for.
    pub removal: Option<Moment>,
}

impl Look for Looked {
    type Right = LookAtAccounts;

    fn lines(&self) -> Vec<AuditEntry> {
        vec![events::VIEWED.about(self.row.id).of_account(self.row.id)]
    }
}

#[async_trait]
impl LookUp for Looked {
    async fn look_up(cx: &Cx, id: Uuid, _: &Looking) -> Result<Option<Self>, Fault> {
        let Some(row) = account::Entity::find_by_id(id).one(cx.read()).await? else { return Ok(None) };
        let sessions = session::Entity::find()
            .filter(session::Column::AccountId.eq(id))
            .filter(session::Column::ExpiresAt.gt(cx.now()))
            .count(cx.read())
            .await?;
        let person = Person::of(&subject::key(cx, cx.read(), id).await?, &row)?;
        let has_two_step = factors::has_any(cx.read(), id).await?;
        let removal = factors::removal(cx.read(), id).await?.map(|row| factors::due(&row));
        let attached = identities::of_account(cx.read(), id).await?;
        let mut services: Vec<String> = attached.iter().map(|one| identities::label(cx, &one.provider)).collect();
        services.sort();
        services.dedup();
        Ok(Some(Self { row, person, sessions, has_two_step, services, removal }))
    }
}

//! What ends by a rule (PRI-2) and has a key of its own, since a rule that only deletes rows would leave the keys and the mails under
//! them; and what has no id of its own.

use crate::inventory::{INVITATION_RULE, JOIN_RULE, OWNER_RULE, REGISTRATION_RULE, SESSION_RULE};
use crate::tables::{company_registration, company_session, invitation, join_request, owner_change};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_jobs::retention::Eraser;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use std::sync::Arc;

/// Rows of one transaction.
const PART: u64 = 100;

pub(super) fn erasers() -> Vec<Arc<dyn Eraser>> {
    vec![
        Arc::new(Forget::<company_registration::Entity> {
            rule: REGISTRATION_RULE,
            id: company_registration::Column::Id,
            anchor: company_registration::Column::EraseAt,
            has_key: true,
        }),
        Arc::new(Forget::<invitation::Entity> {
            rule: INVITATION_RULE,
            id: invitation::Column::Id,
            anchor: invitation::Column::EndsAt,
            has_key: true,
        }),
        Arc::new(Forget::<join_request::Entity> {
            rule: JOIN_RULE,
            id: join_request::Column::Id,
            anchor: join_request::Column::EndsAt,
            has_key: true,
        }),
        Arc::new(Forget::<owner_change::Entity> {
            rule: OWNER_RULE,
            id: owner_change::Column::Id,
            anchor: owner_change::Column::EndedAt,
            has_key: true,
        }),
        Arc::new(Forget::<company_session::Entity> {
            rule: SESSION_RULE,
            id: company_session::Column::SessionId,
            anchor: company_session::Column::EndsAt,
            has_key: false,
        }),
    ]
}

/// Erases the rows of a table by a rule.
struct Forget<E: EntityTrait> {
    rule: &'static str,
    id: E::Column,
    anchor: E::Column,
    /// Whether its rows have keys of their own.
    has_key: bool,
}

#[async_trait]
impl<E> Eraser for Forget<E>
where
    E: EntityTrait,
    E::Column: Send + Sync,
{
    fn rule(&self) -> &'static str {
        self.rule
    }

    async fn erase(&self, cx: &Cx, due: i64, most: i64) -> Result<u64, Fault> {
        let tx = cx.begin().await?;
        let old: Vec<Uuid> = E::find()
            .filter(self.anchor.lte(due))
            .order_by_asc(self.anchor)
            .limit(u64::try_from(most).unwrap_or(0).min(PART))
            .lock_exclusive()
            .select_only()
            .column(self.id)
            .into_tuple()
            .all(&*tx)
            .await?;
        E::delete_many().filter(self.id.is_in(old.iter().copied())).exec(&*tx).await?;
        // Each is an erasure of its own: those who keep something under a subject's key hear of each key.
        for row in old.iter().filter(|_| self.has_key) {
            gatehouse_mail::forget_subject(&tx, *row).await?;
            subject::destroy(cx, &tx, *row).await?;
        }
        tx.commit().await?;
        Ok(u64::try_from(old.len())?)
    }
}

//! The members of the staff who answer chats, as a page offers them. Whoever keeps the staff is asked inside a transaction: rarely, and what they say is
//! kept in memory, so that looking at a chat takes no turn of those who write. Who is chosen is judged by what is stored
//! ([`crate::actions::take::transfer`]).

use crate::rights::AGENTS;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, MINUTE, Moment, Uuid};
use gatehouse_mail::staff::with_roles;
use gatehouse_web::history::staff_names;
use std::sync::{Arc, Mutex, PoisonError};

/// For so long they are not asked for again.
const KEPT: i64 = MINUTE;

/// As it lies in the services.
pub(crate) type SharedColleagues = Arc<Colleagues>;

/// When this node asked, and who they were.
#[derive(Default)]
pub(crate) struct Colleagues(Mutex<Option<(Moment, Vec<Uuid>)>>);

impl Colleagues {
    async fn ids(&self, cx: &Cx) -> Result<Vec<Uuid>, Fault> {
        let now = cx.now();
        let before = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, ids)) = before.filter(|(asked_at, _)| asked_at.was_within(now, KEPT)) {
            return Ok(ids);
        }
        let tx = cx.begin().await?;
        let ids: Vec<Uuid> = with_roles(cx, &tx, AGENTS).await?.iter().map(|member| member.sealed_by).collect();
        tx.rollback().await?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, ids.clone()));
        Ok(ids)
    }
}

/// Them, by name.
pub(crate) async fn colleagues(cx: &Cx) -> Result<Vec<(Uuid, String)>, Fault> {
    let ids = cx.service::<SharedColleagues>()?.ids(cx).await?;
    let mut all: Vec<(Uuid, String)> = staff_names(cx, ids).await?.into_iter().collect();
    all.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(all)
}

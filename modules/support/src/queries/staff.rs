//! Requests as staff see them: whoever looks at one has a line in the log.

use super::conversation::{MOST, Said, Texts, said, texts_of};
use crate::events::VIEWED;
use crate::rights::RequestsRead;
use crate::tables::request::{Column, Entity, Model};
use gatehouse_context::{AuditEntry, Cx, Look, LookUp, Looking, May, Seen};
use gatehouse_core::{Fault, Moment, Uuid, async_trait};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, Select};

/// A request that a member of the staff looks at.
#[derive(Clone, Debug)]
pub struct Looked(Model);

impl Looked {
    /// It.
    #[must_use]
    pub const fn row(&self) -> &Model {
        &self.0
    }
}

impl Look for Looked {
    type Right = RequestsRead;

    fn lines(&self) -> Vec<AuditEntry> {
        vec![VIEWED.about(self.0.id)]
    }
}

#[async_trait]
impl LookUp for Looked {
    async fn look_up(cx: &Cx, id: Uuid, _looking: &Looking) -> Result<Option<Self>, Fault> {
        Ok(Entity::find_by_id(id).filter(kept(cx.now())).one(cx.read()).await?.map(Self))
    }
}

pub(crate) fn kept(now: Moment) -> Condition {
    Condition::all()
        .add(Column::ErasedAt.is_null())
        .add(Condition::any().add(Column::EraseAt.is_null()).add(Column::EraseAt.gt(now)))
}

/// The requests that staff see: every list of the console begins with this.
#[must_use]
pub fn requests(cx: &May<RequestsRead>) -> Select<Entity> {
    Entity::find().filter(kept(cx.now()))
}

/// Subject and form.
pub async fn texts(cx: &Cx, seen: &Seen<Looked>) -> Result<Texts, Fault> {
    texts_of(cx, seen.row()).await
}

/// Every message, notes and unconfirmed mails among them, and how many there are in all.
pub async fn messages(cx: &Cx, seen: &Seen<Looked>) -> Result<(Vec<Said>, u64), Fault> {
    said(cx, seen.row(), None, MOST).await
}

/// Those of requests that go on in this one, whose look it is.
pub async fn messages_of_merged(cx: &Cx, seen: &Seen<Looked>, merged: &[Model]) -> Result<Vec<Said>, Fault> {
    let mut all = Vec::new();
    // A handful: whoever asks the same twice is merged by hand, one by one.
    for row in merged.iter().filter(|row| row.merged_into == Some(seen.row().id)) {
        all.extend(said(cx, row, None, MOST).await?.0);
    }
    Ok(all)
}

/// The row alone, for who has changed it with this call.
pub(crate) async fn after_change(cx: &Cx, id: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find_by_id(id).filter(kept(cx.now())).one(cx.read()).await?)
}

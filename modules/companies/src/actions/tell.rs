//! Administrators are told of something by mail (COM-13): a step of the action that does it. Who is told is read when the mails leave: a
//! right that was taken in between, or a switch that was turned off, counts.

use crate::jobs::news;
pub use crate::model::notice::News;
use crate::tables::company_news::{ActiveModel, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// Where news is sealed.
pub(crate) const NEWS: &str = "company_news.news_sealed";

/// Has it told: at once, or what the directory does within some minutes together.
pub async fn tell(cx: &Cx, tx: &Tx, company: Uuid, news: &News) -> Result<(), Fault> {
    let id = write(cx, tx, company, news).await?;
    if news.is_of_directory() {
        return news::enqueue_gathering(cx, tx, company).await;
    }
    news::enqueue(cx, tx, id, Uuid::nil()).await
}

/// Writes it down; answers its row.
pub(super) async fn write(cx: &Cx, tx: &Tx, company: Uuid, news: &News) -> Result<Uuid, Fault> {
    let id = cx.id();
    let key = subject::key(cx, &**tx, company).await?;
    let row = ActiveModel {
        id: Set(id),
        company_id: Set(company),
        news_sealed: Set(key.seal(cx.app.random.as_ref(), NEWS, id, &serde_json::to_vec(news)?)?),
        made_at: Set(cx.now()),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(id)
}

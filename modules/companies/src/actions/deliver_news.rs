//! The mails about something that happened in a company (COM-13): a part of its readers, in the job's transaction, so that each gets one.

use super::tell::NEWS;
use crate::jobs::news;
use crate::mails;
use crate::model::notice::News;
use crate::model::states::CompanyState;
use crate::queries::recipients::to_tell;
use crate::tables::{company, company_news};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

/// Mails of one transaction.
const PART: u64 = 200;

/// Queues the mails of a part, and what follows. News that is gone, or of a company that is, is told to nobody.
pub(crate) async fn deliver_news(cx: &Cx, tx: &Tx, id: Uuid, after: Uuid) -> Result<(), Fault> {
    let Some(row) = company_news::Entity::find_by_id(id).one(&**tx).await? else { return Ok(()) };
    let company = company::Entity::find_by_id(row.company_id).one(&**tx).await?;
    let company = company.filter(|company| company.state != CompanyState::Deleted);
    let key = subject::keys(cx, &**tx, &[row.company_id]).await?.remove(&row.company_id);
    if let (Some(company), Some(key)) = (company, key) {
        let news: News = serde_json::from_slice(&key.open(NEWS, row.id, &row.news_sealed)?)?;
        let part = to_tell(cx, &**tx, &company, (news.kind(), news.owner()), after, PART).await?;
        for one in &part.all {
            mails::news::queue(cx, tx, &company, one, &news).await?;
        }
        if let Some(next) = part.next {
            return news::enqueue(cx, tx, id, next).await;
        }
    }
    company_news::Entity::delete_by_id(id).exec(&**tx).await?;
    Ok(())
}

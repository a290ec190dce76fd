//! What a company's directory did to its users becomes one piece of news for those who came, and one for those who went (COM-13), in the job's
//! transaction.

use super::lock::lock;
use super::tell::{NEWS, write};
use crate::jobs::news;
use crate::model::notice::{MOST_NAMES, News, Several};
use crate::tables::company_news::{Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

/// Rows of one reading.
const PART: u64 = 500;

/// What was gathered of one kind.
#[derive(Default)]
struct Gathered {
    first: Option<News>,
    several: Several,
}

impl Gathered {
    fn add(&mut self, name: &str, news: &News) {
        self.several.count += 1;
        if self.several.names.len() < MOST_NAMES && !name.is_empty() {
            self.several.names.push(name.to_owned());
        }
        self.first.get_or_insert_with(|| news.clone());
    }

    /// One is told of as ever.
    fn news(self, told: impl FnOnce(Several) -> News) -> Option<News> {
        if self.several.count > 1 { Some(told(self.several)) } else { self.first }
    }
}

/// Puts it together and queues it. Whoever changes users holds the company, so nothing comes between the reading and the end of the job.
pub(crate) async fn gather_news(cx: &Cx, tx: &Tx, company: Uuid) -> Result<(), Fault> {
    if lock(cx, tx, company).await?.is_none() {
        return Ok(());
    }
    let Some(key) = subject::keys(cx, &**tx, &[company]).await?.remove(&company) else { return Ok(()) };
    let (mut joined, mut gone, mut after) = (Gathered::default(), Gathered::default(), Uuid::nil());
    loop {
        let part = Entity::find().filter(Column::CompanyId.eq(company)).filter(Column::Id.gt(after));
        let rows = part.order_by_asc(Column::Id).limit(PART).all(&**tx).await?;
        let Some(last) = rows.last() else { break };
        after = last.id;
        let mut told = Vec::with_capacity(rows.len());
        for row in &rows {
            let news: News = serde_json::from_slice(&key.open(NEWS, row.id, &row.news_sealed)?)?;
            match &news {
                News::UserJoined { name, .. } if news.is_of_directory() => joined.add(name, &news),
                News::UserGone { name, .. } if news.is_of_directory() => gone.add(name, &news),
                _ => continue,
            }
            told.push(row.id);
        }
        Entity::delete_many().filter(Column::Id.is_in(told)).exec(&**tx).await?;
    }
    for news in [joined.news(News::UsersJoined), gone.news(News::UsersGone)].into_iter().flatten() {
        let id = write(cx, tx, company, &news).await?;
        news::enqueue(cx, tx, id, Uuid::nil()).await?;
    }
    Ok(())
}

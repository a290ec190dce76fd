//! How open pages hear what is said: the feed of the kit's hub ([`gatehouse_web::live`]). The numbers are those of messages.

use super::said::{Said, opened};
use crate::tables::{chat, chat_message};
use gatehouse_context::{App, Cx, subject};
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_db::Db;
use gatehouse_web::live::{Feed, Hub, Item};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use std::sync::Arc;

/// The topic of the news.
pub const TOPIC: &str = "chat";
/// What the console's list of chats listens to; no chat has this id.
pub const DESK: Uuid = Uuid::from_u128(0x6368_6174_2d64_4573_8b00_0000_0000_0001);
/// The word by which it is said that the list is another one.
pub(crate) const MOVED: &str = "moved";

/// The feed.
#[derive(Clone, Copy, Debug)]
pub struct Messages;

/// As it lies in the services.
pub type SharedHub = Arc<Hub<Messages>>;

#[async_trait]
impl Feed for Messages {
    type Item = Said;

    fn topic(&self) -> &'static str {
        TOPIC
    }

    async fn read(&self, app: &Arc<App>, of: Uuid, after: i64, most: u64) -> Result<Vec<Item<Said>>, Fault> {
        use chat_message::{Column, Entity};
        if of == DESK {
            return Ok(Vec::new());
        }
        let cx = Cx::program(app, "chat");
        let new = Entity::find().filter(Column::ChatId.eq(of)).filter(Column::Seq.gt(after));
        let rows = new.order_by_asc(Column::Seq).limit(most).all(cx.read()).await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let Some(key) = subject::keys(&cx, cx.read(), &[of]).await?.remove(&of) else { return Ok(Vec::new()) };
        let said = opened(&key, rows)?;
        Ok(said.into_iter().map(|one| Item { number: one.seq, item: Arc::new(one) }).collect())
    }

    async fn last(&self, app: &Arc<App>, of: &[Uuid]) -> Result<Vec<(Uuid, i64)>, Fault> {
        use chat::{Column, Entity};
        let found = Entity::find().select_only().columns([Column::Id, Column::LastSeq]);
        Ok(found.filter(Column::Id.is_in(of.iter().copied())).into_tuple().all(app.db.reader()).await?)
    }
}

/// Tells whoever listens to a chat a word that no table keeps.
pub(crate) fn whisper(db: &Db, chat: Uuid, word: &str) {
    db.news().tell(TOPIC, chat, word);
}

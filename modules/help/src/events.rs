//! What this module tells the audit log, and the words for it.

use crate::lists::Articles;
use crate::model::words::Audience;
use crate::rights::LOOKERS;
use crate::tables::{help_article, help_text};
use crate::texts;
use gatehouse_context::{Cx, events};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use gatehouse_web::list::List as _;
use gatehouse_web::{AuditGroup, AuditRecord, Declared, ModuleEvents, Words};
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// The module's events, for the log and its readers.
pub(crate) struct HelpEvents;

const GROUPS: &[AuditGroup] =
    &[AuditGroup { word: "help", name: |lang| texts(lang).msg_nav_help(), customers: None, starts: &["help"] }];

events! {
    texts;
    BROUGHT_IN = "help.brought_in" of "help_article", msg_event_brought_in, Neutral;
    MADE = "help.made" of "help_article", msg_event_made, Info;
    CHANGED = "help.changed" of "help_article", msg_event_changed, Info;
    WRITTEN = "help.written" of "help_article", msg_event_written, Neutral;
    SENT_TO_REVIEW = "help.sent_to_review" of "help_article", msg_event_sent_to_review, Neutral;
    GIVEN_BACK = "help.given_back" of "help_article", msg_event_given_back, Neutral;
    PUBLISHED = "help.published" of "help_article", msg_event_published, Good, for Systems;
    RESTORED = "help.restored" of "help_article", msg_event_restored, Info;
    READERS_PROPOSED = "help.readers_proposed" of "help_article", msg_event_readers_proposed, Info;
    READERS_APPROVED = "help.readers_approved" of "help_article", msg_event_readers_approved, Good;
    READERS_DECLINED = "help.readers_declined" of "help_article", msg_event_readers_declined, Warn;
    READERS_WITHDRAWN = "help.readers_withdrawn" of "help_article", msg_event_readers_withdrawn, Neutral;
    ARCHIVED = "help.archived" of "help_article", msg_event_archived, Warn, for Systems;
    PICTURE_ADDED = "help.picture_added" of "help_article", msg_event_picture_added, Neutral;
    PICTURE_REMOVED = "help.picture_removed" of "help_article", msg_event_picture_removed, Neutral;
    CATEGORY_SAVED = "help.category_saved" of "help_category", msg_event_category_saved, Info, for Systems;
}

const DETAILS: Words =
    &[("help_lang", |lang| texts(lang).msg_language()), ("help_audience", |lang| texts(lang).msg_audience())];

const RECORDS: Words =
    &[("help_article", |lang| texts(lang).msg_kind_article()), ("help_category", |lang| texts(lang).msg_category())];

#[async_trait]
impl ModuleEvents for HelpEvents {
    fn declared(&self) -> Declared {
        Declared { groups: GROUPS, events: EVENTS, details: DETAILS, record_kinds: RECORDS }
    }

    fn value(&self, cx: &Cx, detail: &str, value: &str) -> Option<String> {
        match detail {
            "help_lang" => Lang::from_tag(value).map(|lang| lang.name().to_owned()),
            "help_audience" => Audience::from_word(value).map(|audience| audience.name(cx.lang)),
            _ => None,
        }
    }

    async fn records(&self, cx: &Cx, kind: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, AuditRecord>, Fault> {
        if kind != "help_article" {
            return Ok(HashMap::new());
        }
        let of_these = help_article::Column::Id.is_in(ids.iter().copied());
        let found = help_article::Entity::find().filter(of_these).all(cx.read()).await?;
        let titles = help_text::Column::ArticleId.is_in(ids.iter().copied());
        let open = help_text::Column::State.ne(crate::model::words::State::Replaced);
        let titles = help_text::Entity::find().filter(titles).filter(open).all(cx.read()).await?;
        let record = |row: help_article::Model| {
            let mut of_it: Vec<&help_text::Model> = titles.iter().filter(|text| text.article_id == row.id).collect();
            of_it.sort_by_key(|text| (text.lang != cx.lang.tag(), text.lang != row.source_lang));
            let name = of_it.first().map_or_else(|| row.number.to_string(), |text| text.title.clone());
            (row.id, AuditRecord { name, page: Some((format!("{}/{}", Articles::AT, row.id), LOOKERS)) })
        };
        Ok(found.into_iter().map(record).collect())
    }
}

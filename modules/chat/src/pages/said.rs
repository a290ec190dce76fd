//! The messages of a chat as a page shows them: as markup, and as what its script is told of a new one.

use super::staff::DESK_PAGE;
use crate::model::files::FILE;
use crate::model::state::Author;
use crate::queries::said::{Said, files};
use crate::texts;
use askama::Template;
use askama::filters::HtmlSafe;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_files::{Files, StoredFile, has_scanner};
use gatehouse_l10n::Format;
use gatehouse_web::history::staff_names;
use gatehouse_web::view::*;
use serde::Serialize;
use std::collections::HashMap;

/// Who reads.
#[derive(Clone, Debug)]
pub(crate) struct Reader {
    /// The chat.
    pub chat: Uuid,
    /// Where its pages are, without a slash at the end.
    pub at: String,
    /// A member of the staff.
    pub is_staff: bool,
    /// What the customer is called by others.
    pub customer: String,
    /// Their language.
    pub lang: Lang,
    /// Their dates.
    pub format: Format,
}

/// A message, ready to be shown.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Shown {
    /// Its number.
    pub seq: i64,
    /// `own`, `other` or `note`.
    pub side: &'static str,
    /// Who wrote it; empty: the program.
    pub who: String,
    /// When.
    pub at: String,
    /// What.
    pub text: String,
    /// The file.
    pub file: Option<ShownFile>,
}

/// A file of a message.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ShownFile {
    /// Its name.
    pub name: String,
    /// Its length and what is known of harm in it.
    pub state: String,
    /// Where it is had by a post; empty: not yet.
    pub get: String,
    /// The word on the button.
    pub word: String,
}

impl Reader {
    /// Of these messages, in their order.
    pub async fn shown(&self, cx: &Cx, said: &[Said]) -> Result<Vec<Shown>, Fault> {
        let names = staff_names(cx, said.iter().filter_map(|one| one.staff)).await?;
        let files = files(cx, said).await?;
        Ok(said.iter().map(|one| self.one(cx, one, &names, &files)).collect())
    }

    fn one(&self, cx: &Cx, one: &Said, names: &HashMap<Uuid, String>, files: &HashMap<Uuid, StoredFile>) -> Shown {
        let t = texts(self.lang);
        let staff = one.staff.and_then(|id| names.get(&id).cloned()).unwrap_or_else(|| t.msg_support());
        let (side, who) = match (one.author, self.is_staff) {
            (Author::Machine, _) => ("note", String::new()),
            (Author::Customer, false) => ("own", t.msg_you()),
            (Author::Customer, true) => ("other", self.customer.clone()),
            (Author::Staff, true) => ("own", staff.clone()),
            (Author::Staff, false) => ("other", staff.clone()),
        };
        let text = match (one.notice, one.file) {
            (Some(notice), _) => notice.sentence(&staff, self.lang),
            (None, Some(file)) if !files.contains_key(&file) => t.msg_file_gone(),
            _ => one.text.clone(),
        };
        let file = one.file.and_then(|id| files.get(&id)).map(|file| self.file(cx, one.id, file));
        Shown { seq: one.seq, side, who, at: self.format.date_time(one.at), text, file }
    }

    fn file(&self, cx: &Cx, message: Uuid, file: &StoredFile) -> ShownFile {
        let state = file_text(self.lang, file, has_scanner(cx));
        ShownFile {
            name: file.name.as_str().to_owned(),
            state: format!("{} · {state}", sizes(self.lang, file.size)),
            get: if file.is_open() { format!("{}/files/{message}", self.at) } else { String::new() },
            word: texts(self.lang).msg_file_get(),
        }
    }
}

/// A message as it stands in the page.
#[derive(Template)]
#[template(
    source = r#"<div class="chat-one {{ shown.side }}" id="m{{ shown.seq }}" data-seq="{{ shown.seq }}"><p class="chat-who muted small">{% if !shown.who.is_empty() %}<b>{{ shown.who }}</b> {% endif %}{{ shown.at }}</p>{% if !shown.text.is_empty() %}<p class="chat-text">{{ shown.text }}</p>{% endif %}{% if let Some(file) = shown.file %}<p class="chat-text"><b class="wrap">{{ file.name }}</b> <span class="muted small">{{ file.state }}</span></p>{% endif %}{% if let Some(get) = get %}{{ get }}{% endif %}</div>"#,
    ext = "html"
)]
struct One {
    shown: Shown,
    get: Option<Button>,
}

impl HtmlSafe for One {}

/// The box of a chat: what was said, a line for who is typing, and the script that keeps it up to date. Without it the page is loaded anew.
#[derive(Template)]
#[template(
    source = r#"<section class="panel chat" data-chat="{{ at }}" data-last="{{ last }}" data-words="{{ words }}"{% if is_live %} data-live{% endif %}{% if is_staff %} data-staff="{{ desk }}"{% endif %}>{% if let Some(earlier) = earlier %}<p class="panel-body">{{ earlier }}</p>{% endif %}<div class="chat-said" role="log" aria-live="polite" aria-label="{{ label }}" tabindex="0" data-said>{% for one in said %}{{ one }}{% endfor %}</div>{% if is_live %}<noscript><p class="panel-body"><a href="{{ at }}">{{ reload }}</a></p></noscript>{% endif %}<p class="chat-typing muted small" role="status" data-typing></p></section><script type="module" src="{{ gatehouse_assets::asset_url("chat.js") }}"></script>"#,
    ext = "html"
)]
pub(crate) struct ChatBox {
    at: String,
    label: String,
    reload: String,
    last: i64,
    words: String,
    is_live: bool,
    is_staff: bool,
    desk: &'static str,
    earlier: Option<Button>,
    said: Vec<Markup>,
}

impl HtmlSafe for ChatBox {}

impl ChatBox {
    /// With these messages; `last`: the number of the last one that there is; `is_live`: it goes on.
    pub fn new(reader: &Reader, last: i64, is_live: bool, shown: Vec<Shown>) -> Self {
        let t = texts(reader.lang);
        let first = shown.first().map_or(1, |one| one.seq);
        let earlier = (first > 1).then(|| {
            Button::link(t.msg_earlier(), format!("{}?before={first}", reader.at)).small().icon(Icon::History)
        });
        let said = shown.into_iter().map(|shown| {
            let file = shown.file.as_ref().filter(|file| !file.get.is_empty());
            let get = file.map(|file| {
                Button::post(file.word.as_str(), file.get.as_str())
                    .icon(Icon::Download)
                    .small()
                    .about(file.name.as_str())
            });
            Markup::of(&One { shown, get })
        });
        let words = serde_json::json!({
            "sending": t.msg_js_sending(),
            "failed": t.msg_js_failed(),
            "lost": t.msg_js_lost(),
            "back": t.msg_js_back(),
            "news": t.msg_js_news(),
            "enter": t.msg_message_hint(),
        });
        Self {
            at: reader.at.clone(),
            label: t.msg_said_label(),
            reload: t.msg_reload(),
            last,
            words: words.to_string(),
            is_live,
            is_staff: reader.is_staff,
            desk: DESK_PAGE,
            earlier,
            said: said.collect(),
        }
    }
}

/// Leads to a file of a chat, by the caller's right.
pub(crate) async fn found(cx: &Cx, file: Uuid) -> Result<Option<gatehouse_files::Clean<StoredFile>>, Fault> {
    cx.service::<Files>()?.find(cx, &FILE, file).await
}

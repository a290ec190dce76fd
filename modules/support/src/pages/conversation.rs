//! The correspondence of a request as its people see it: who, when, the text, and the files.

use super::side::Side;
use crate::model::files::FILE;
use crate::model::message::Author;
use crate::queries::conversation::Said;
use crate::queries::people::names_in;
use crate::rights::Visible;
use crate::texts;
use askama::Template;
use askama::filters::HtmlSafe;
use gatehouse_core::Uuid;
use gatehouse_files::{Files, StoredFile, has_scanner};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Halt};
use std::collections::HashMap;

/// One message.
#[derive(Template)]
#[template(
    source = r#"<article class="panel" id="m{{ seq }}"><div class="panel-head"><h2>{{ who }}</h2><span class="muted small">{{ at }}</span></div><div class="panel-body stack">{% for part in parts %}<p>{% for line in part %}{% if !loop.first %}<br>{% endif %}{{ line }}{% endfor %}</p>{% endfor %}{% for file in files %}{{ file }}{% endfor %}</div></article>"#,
    ext = "html"
)]
pub(super) struct MessagePanel {
    seq: i64,
    who: String,
    at: Time,
    parts: Vec<Vec<String>>,
    files: Vec<Markup>,
}

impl HtmlSafe for MessagePanel {}

/// A file of a message: its name and size, what the scan says, and the button that gets it.
#[derive(Template)]
#[template(
    source = r#"<div class="row"><span><b>{{ name }}</b> <span class="muted">{{ size }}</span><br><span class="muted small">{{ state }}</span></span>{% if let Some(get) = get %}{{ get }}{% endif %}</div>"#,
    ext = "html"
)]
struct SentFile {
    name: String,
    size: String,
    state: String,
    get: Option<Button>,
}

impl HtmlSafe for SentFile {}

/// The messages in their order.
pub(super) async fn panels(
    customer: &Customer,
    side: &Side,
    seen: &Visible,
    said: Vec<Said>,
) -> Result<Vec<Markup>, Halt> {
    let (cx, lang, format) = (&customer.visit.cx, customer.visit.lang(), customer.visit.format());
    let t = texts(lang);
    let rows: Vec<_> = said.iter().map(|one| one.row.clone()).collect();
    let names = names_in(cx, cx.read(), seen.row(), &rows).await?;
    let ids: Vec<Uuid> = said.iter().flat_map(|one| one.files.iter().map(|file| file.file_id)).collect();
    let files = cx.service::<Files>()?.look_all(cx, &FILE, &ids).await?;
    let files: HashMap<Uuid, StoredFile> = files.into_iter().map(|file| (file.id, file)).collect();
    let has_scanner = has_scanner(cx);
    let panel = |one: Said| {
        let writer = one.row.member_id.or(one.row.account_id).and_then(|id| names.get(&id).cloned());
        let who = match one.row.author {
            Author::Customer => writer.unwrap_or_else(|| t.msg_req_customer()),
            _ => t.msg_support(),
        };
        let shown = one.files.iter().filter_map(|row| {
            let file = files.get(&row.file_id)?;
            let to = side.at(&format!("/{}/files/{}", seen.row().id, row.id));
            let get = Button::post(t.msg_req_file_get(), to).icon(Icon::Download).small().about(file.name.as_str());
            Some(Markup::of(&SentFile {
                name: file.name.as_str().to_owned(),
                size: sizes(lang, file.size),
                state: file_text(lang, file, has_scanner),
                get: Some(get).filter(|_| file.is_open()),
            }))
        });
        Markup::of(&MessagePanel {
            seq: one.row.seq,
            who,
            at: Time::date_time(&format, one.row.at),
            parts: paragraphs(&one.text),
            files: shown.collect(),
        })
    };
    Ok(said.into_iter().map(panel).collect())
}

/// The lines of each paragraph.
fn paragraphs(text: &str) -> Vec<Vec<String>> {
    let lines = |part: &str| part.lines().map(str::to_owned).collect::<Vec<_>>();
    text.split("\n\n").filter(|part| !part.trim().is_empty()).map(lines).collect()
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    /// SUP-12
    #[test]
    fn empty_lines_part_paragraphs() {
        assert_eq!(paragraphs("a\nb\n\n\n\nc"), [vec!["a", "b"], vec!["c"]]);
        assert!(paragraphs("").is_empty());
    }
}

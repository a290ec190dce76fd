//! The correspondence of a request as its people see it: who, when, the text, and the files.

use super::side::Side;
use crate::model::files::FILE;
use crate::model::message::Author;
use crate::queries::conversation::Said;
use crate::queries::people::names_in;
use crate::rights::Visible;
use crate::tables::{request, request_message};
use crate::texts;
use askama::Template;
use askama::filters::HtmlSafe;
use gatehouse_core::Uuid;
use gatehouse_files::{Files, StoredFile, has_scanner};
use gatehouse_web::frames::{Paragraph, Prose};
use gatehouse_web::history::staff_names;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Halt};
use std::collections::HashMap;

/// One message.
#[derive(Template)]
#[template(
    source = r#"<article class="panel" id="m{{ seq }}" aria-labelledby="m{{ seq }}-who"><div class="panel-head"><h2 id="m{{ seq }}-who">{{ who }}</h2><span class="muted small">{% if let Some(word) = solution %}{{ word }} · {% endif %}{{ at }}</span></div><div class="panel-body stack">{{ text }}{% for file in files %}{{ file }}{% endfor %}</div></article>"#,
    ext = "html"
)]
pub(super) struct MessagePanel {
    seq: i64,
    who: String,
    at: Time,
    solution: Option<String>,
    text: Prose,
    files: Vec<Markup>,
}

impl HtmlSafe for MessagePanel {}

/// A file of a message: its name and size, what the scan says, and the button that gets it.
#[derive(Template)]
#[template(
    source = r#"<div class="row"><span><b class="wrap">{{ name }}</b> <span class="muted">{{ size }}</span><br><span class="muted small">{{ state }}</span></span>{% if let Some(get) = get %}{{ get }}{% endif %}</div>"#,
    ext = "html"
)]
struct SentFile {
    name: String,
    size: String,
    state: String,
    get: Option<Button>,
}

impl HtmlSafe for SentFile {}

/// The messages in their order, with a line where a new day begins for the reader.
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
    let colleagues = staff_names(cx, rows.iter().filter_map(|one| one.staff_id)).await?;
    let panel = |one: &Said| {
        let who = match one.row.author {
            Author::Customer => writer(seen.row(), &one.row).and_then(|id| names.get(&id).cloned()),
            Author::Staff => one.row.staff_id.and_then(|id| colleagues.get(&id)).map(|name| t.msg_req_by_support(name)),
            Author::Machine => Some(t.msg_req_machine()),
        };
        let who = who.unwrap_or_else(|| match one.row.author {
            Author::Customer => t.msg_req_customer(),
            _ => t.msg_support(),
        });
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
            solution: one.row.is_solution.then(|| t.msg_req_solution()),
            text: Prose::with_links(seen.row().lang.as_str(), &one.text),
            files: shown.collect(),
        })
    };
    let mut all = Vec::with_capacity(said.len());
    let mut day = String::new();
    for one in &said {
        let of_this = format.plain_date(one.row.at);
        if of_this != day {
            all.push(Markup::of(&Paragraph::between(format.date(one.row.at))));
            day = of_this;
        }
        all.push(panel(one));
    }
    Ok(all)
}

/// Who wrote a customer's message. What somebody said on the phone was written down by staff, and is their own.
fn writer(request: &request::Model, message: &request_message::Model) -> Option<Uuid> {
    let own = message.member_id.or(message.account_id);
    own.or_else(|| request.member_id.or(request.account_id).filter(|_| message.seq == 1 && message.staff_id.is_some()))
}

//! The correspondence of a request as staff read it: messages, notes, mails of unconfirmed addresses, and those of requests that go on in it.

use crate::model::message::{Audience, Author};
use crate::queries::conversation::Said;
use crate::queries::people::names_in;
use crate::queries::staff::{Looked, messages, messages_of_merged};
use crate::queries::staff_request::{Belonging, Linked, merged, names_of_left};
use crate::texts;
use gatehouse_context::Seen;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{Panel, Paragraph, Prose};
use gatehouse_web::history::staff_names;
use gatehouse_web::query::address;
use gatehouse_web::view::*;
use gatehouse_web::{Halt, Staff};
use std::collections::HashMap;

/// Messages that the page shows at first.
const SHOWN: usize = 20;

/// The panels, oldest first; `all`: every one.
pub(super) async fn panels(
    staff: &Staff,
    seen: &Seen<Looked>,
    (people, links): (&[Belonging], &[Linked]),
    all: bool,
) -> Result<Vec<Panel>, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let (cx, row) = (&visit.cx, seen.row());
    let (mut said, total) = messages(cx, seen).await?;
    let taken_in: Vec<_> = merged(links, row.id).cloned().collect();
    if !taken_in.is_empty() {
        said.extend(messages_of_merged(cx, seen, &taken_in).await?);
        said.sort_by_key(|one| (one.row.at, one.row.id));
    }
    let rows: Vec<_> = said.iter().map(|one| one.row.clone()).collect();
    let mut names = names_in(cx, cx.read(), row, &rows).await?;
    names.extend(staff_names(cx, rows.iter().filter_map(|one| one.staff_id)).await?);
    names.extend(people.iter().map(|one| (one.row, one.person.name.clone())));
    names.extend(names_of_left(cx, seen).await?);
    let hidden = if all { 0 } else { said.len().saturating_sub(SHOWN) };
    let mut panels: Vec<Panel> = Vec::new();
    if hidden > 0 {
        let whole = address(&super::request::at(row.id, ""), &[("all", "true")]);
        let count = i64::try_from(total).unwrap_or(i64::MAX);
        panels.push(Panel::new("").with(&Button::link(t.msg_staff_show_all_messages(count), whole).quiet()));
    }
    let numbers: HashMap<Uuid, &str> = taken_in.iter().map(|one| (one.id, one.number.as_str())).collect();
    panels.extend(said.iter().skip(hidden).map(|one| panel(staff, one, (&names, &numbers), &row.lang)));
    Ok(panels)
}

fn panel(
    staff: &Staff,
    one: &Said,
    (names, numbers): (&HashMap<Uuid, String>, &HashMap<Uuid, &str>),
    written_in: &str,
) -> Panel {
    let (lang, format) = (staff.visit.lang(), staff.visit.format());
    let t = texts(lang);
    let row = &one.row;
    let known = [row.staff_id.filter(|_| row.author == Author::Staff), row.member_id, row.account_id, row.person_id];
    let who = known.into_iter().flatten().find_map(|id| names.get(&id).cloned()).filter(|name| !name.is_empty());
    let who = who.unwrap_or_else(|| match row.author {
        Author::Customer => t.msg_staff_former_user(),
        Author::Staff => t.msg_support(),
        Author::Machine => t.msg_staff_machine(),
    });
    let mut about = vec![format.date_time(row.at)];
    match (row.audience, row.author) {
        (Audience::Internal, _) => about.push(t.msg_staff_note()),
        (Audience::Public, Author::Staff) => about.push(t.msg_support()),
        (Audience::Public, _) => {}
    }
    if row.is_solution {
        about.push(t.msg_status_solution_provided());
    }
    if row.unconfirmed {
        about.push(t.msg_staff_unconfirmed());
    }
    // Messages are counted in each request of a merged conversation.
    let mut anchor = format!("m{}", row.seq);
    if let Some(number) = numbers.get(&row.request_id) {
        about.push((*number).to_owned());
        anchor = format!("{anchor}-{number}");
    }
    let why = row.raw_mail.map(|_| {
        let href = super::request::at(row.request_id, &format!("messages/{}/why", row.id));
        Button::link(t.msg_staff_mail_why(), href).small().quiet()
    });
    let files = i64::try_from(one.files.len()).unwrap_or(i64::MAX);
    let panel = Panel::new(who)
        .button(why)
        .id(anchor)
        .with(&Paragraph::muted(about.join(" · ")))
        .with(&Prose::with_links(written_in, &one.text));
    if files == 0 {
        return panel;
    }
    let href = super::request::at(row.request_id, "files");
    panel.with(&Button::link(t.msg_staff_files_count(files), href).icon(Icon::Download).small())
}

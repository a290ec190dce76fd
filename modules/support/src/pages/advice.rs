//! What may answer a question already: while it is asked (SUP-18), and right after it was sent (SUP-14). Chosen by a module above, where there is one.

use crate::model::category::Category;
use crate::model::status::Status;
use crate::rights::{LEADS, Visible};
use crate::signals::{Advice, Adviser};
use crate::texts;
use gatehouse_context::Cx;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::parts::HitList;
use gatehouse_web::frames::{Actions, Panel, Paragraph, Points};
use gatehouse_web::query::address;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Halt, Staff};

/// Characters of a subject from which on it says something: in Japanese fewer.
const ENOUGH: usize = 10;
const ENOUGH_JA: usize = 5;

fn hits(all: &[Advice]) -> HitList {
    let hit = |one: &Advice| (Icon::Info, one.title.clone(), one.href.clone(), one.about.clone(), None);
    HitList::new(all.iter().map(hit))
}

/// Below the subject of a form about a product, or about none; nothing while it says too little.
pub(super) async fn suggestions(
    cx: &Cx,
    subject: &str,
    product: Option<Uuid>,
    lang: Lang,
) -> Result<Option<Markup>, Halt> {
    let Some(adviser) = cx.app.services.find::<Adviser>() else { return Ok(None) };
    let least = if lang == Lang::Ja { ENOUGH_JA } else { ENOUGH };
    let says_something = subject.chars().nth(least - 1).is_some();
    let found = if says_something { adviser.0.suggests(cx, subject, product).await? } else { Vec::new() };
    let found = found.into_iter().map(|one| (one.title, one.href, one.about)).collect();
    let label = texts(lang).msg_ask_suggest();
    let product = product.map(|id| id.to_string()).unwrap_or_default();
    let place = address(adviser.0.place(), &[("product", &product)]);
    Ok(Some(Markup::of(&Suggestions::new(place, "subject", label, least, found))))
}

/// On the page of a request, until somebody of support has answered: what was advised, each with the button that closes the request by it, and what
/// support will ask for.
pub(super) async fn panel(customer: &Customer, seen: &Visible, here: &str) -> Result<Option<Panel>, Halt> {
    let (cx, row) = (&customer.visit.cx, seen.row());
    let t = texts(customer.visit.lang());
    let is_new = row.status == Status::Processing && row.first_answer_at.is_none() && row.merged_into.is_none();
    let Some(adviser) = cx.app.services.find::<Adviser>().filter(|_| is_new) else { return Ok(None) };
    let all = adviser.0.of_request(cx, row.id).await?;
    let mut panel = Panel::new(t.msg_req_advice());
    if !all.is_empty() {
        panel = panel.with(&Paragraph::new(t.msg_req_advice_text())).with(&hits(&all));
        if seen.manages().is_some() {
            let button = |one: &Advice| {
                let button = Button::post(t.msg_req_advice_solved(), format!("{here}/close"));
                button.with("solved_by", one.id.to_string()).about(one.title.as_str()).icon(Icon::Check).small()
            };
            panel = panel.with(&Actions::new(all.iter().map(button)));
        }
    }
    let prepares = row.category == Category::Technical;
    if prepares {
        let lines =
            [t.msg_req_prepare_error(), t.msg_req_prepare_steps(), t.msg_req_prepare_system(), t.msg_req_prepare_log()];
        panel = panel.with(&Points::new(t.msg_req_prepare(), lines));
    }
    Ok(Some(panel).filter(|_| prepares || !all.is_empty()))
}

/// The way from a request to an article that answers its question for everybody, for who writes them; none where nobody advises.
pub(super) fn article_of(staff: &Staff, request: Uuid) -> Option<Button> {
    let adviser = staff.visit.cx.app.services.find::<Adviser>().filter(|_| staff.is_any_of(LEADS))?;
    let label = texts(staff.visit.lang()).msg_staff_article();
    Some(Button::link(label, adviser.0.begins(request)).icon(Icon::Info))
}

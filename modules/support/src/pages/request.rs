//! `/requests/{request}`: a request with its correspondence, the answer, and what comes after its end (SUP-12).

use super::facts::{facts, turn};
use super::sheet::provision;
use super::side::Side;
use super::{advice, answer, conversation, people};
use crate::actions::accept_provision::has_accepted;
use crate::lists::status_badge;
use crate::model::status::Status;
use crate::model::transition::closing;
use crate::queries::conversation::{messages, texts as said_of};
use crate::queries::drafts;
use crate::queries::listed::rows;
use crate::queries::people::bounced;
use crate::rights::Visible;
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{Actions, Panel, PanelForm, Paragraph, Sheet, Split};
use gatehouse_web::query::{Asked, Ids, address};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.get("/requests/{request}", show).get("/c/{company}/requests/{request}", show))
}

async fn show(customer: Customer, Ids([id]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    let side = Side::of(&customer).await?;
    let cx = &customer.visit.cx;
    let Some(seen) = side.viewer(cx)?.see(cx, cx.read(), id).await? else { return elsewhere(&customer, id).await };
    let is_whole = asked.raw("all").is_some();
    let typed = drafts::answer(cx, side.account(), id).await?;
    let page = page(&customer, &side, &seen, (&typed, is_whole), &FormErrors::new()).await?;
    customer.visit.show(&page)
}

/// Mails name one address for all people of a request; who belongs to its company is led there.
async fn elsewhere(customer: &Customer, id: Uuid) -> Result<Done, Halt> {
    use sea_orm::EntityTrait as _;
    let company = customer.visit.company.as_ref().filter(|company| company.is_open);
    let (Some(company), None) = (company, customer.scope.company()) else { return Err(Halt::NotFound) };
    let row = crate::tables::request::Entity::find_by_id(id).one(customer.visit.cx.read()).await?;
    match row.filter(|row| row.company_id == Some(company.id)) {
        Some(_) => Ok(customer.visit.go(&format!("/c/{}/requests/{id}", company.word))),
        None => Err(Halt::NotFound),
    }
}

/// The page; with the answer that was typed, and every message or the latest.
pub(super) async fn page(
    customer: &Customer,
    side: &Side,
    seen: &Visible,
    (typed, is_whole): (&str, bool),
    errors: &FormErrors,
) -> Result<Sheet, Halt> {
    let (visit, lang, format) = (&customer.visit, customer.visit.lang(), customer.visit.format());
    let (t, cx, row) = (texts(lang), &visit.cx, seen.row());
    let said = said_of(cx, seen).await?;
    let listed = rows(cx, vec![row.clone()]).await?.pop().ok_or(Halt::NotFound)?;
    let (shown, total) = messages(cx, seen, is_whole).await?;
    let missing = total.saturating_sub(shown.len() as u64);
    let here = side.at(&format!("/{}", row.id));
    let title = if said.subject.is_empty() { row.number.clone() } else { said.subject.clone() };
    let head = PageHead::new(title.as_str())
        .badge(status_badge(row.status, lang))
        .crumbs(lang, [(t.msg_requests(), side.at(""))]);
    let mut split = Split::new();
    if missing > 0 && !is_whole {
        let all = Button::link(t.msg_req_show_all(total), format!("{here}?all=1")).icon(Icon::History);
        split = split.main(&Actions::new([all]));
    } else if missing > 0 {
        split = split.main(&Paragraph::muted(t.msg_req_earlier_left_out()));
    }
    if let Some(panel) = advice::panel(customer, seen, &here).await? {
        split = split.main(&panel);
    }
    for panel in conversation::panels(customer, side, seen, shown).await? {
        split = split.main(&panel);
    }
    let goes_on = match row.merged_into {
        Some(other) => side.viewer(cx)?.see(cx, cx.read(), other).await?,
        None => None,
    };
    let goes_on = goes_on.map(|other| {
        let there = Button::link(t.msg_req_goes_on_open(), side.at(&format!("/{}", other.row().id)));
        Notice::info(t.msg_req_goes_on(&other.row().number)).button(there)
    });
    split = if goes_on.is_some() {
        split
    } else if row.status.is_final() || row.merged_into.is_some() {
        split.main(&ended(side, seen, lang))
    } else if seen.by().is_some() {
        split.main(&answer_form(customer, side, seen, typed, errors).await?)
    } else {
        split.main(&Panel::new("").text(t.msg_req_only_seen()))
    };
    split = split
        .beside(&Panel::new("").with(&facts(&listed, &said, &format)))
        .beside(&people::panel(customer, side, seen).await?);
    if row.merged_into.is_none() && seen.manages().and_then(|by| closing(row.status, by)).is_some() {
        let close = Button::link(t.msg_req_close(), format!("{here}/close")).danger();
        split = split.beside(&Panel::new("").danger().with(&close));
    }
    let sheet = Sheet::new(visit, format!("{} · {title}", row.number), head).errors(errors);
    let bounced = bounced(cx, cx.read(), row.id).await?;
    let own = bounced.into_iter().find(|(person, _)| person.account_id == Some(side.account()));
    let own = own.map(|(_, since)| Notice::warn(t.msg_req_bounced(format.date(since))));
    // Who only reads along has nothing to do.
    let turn = turn(&listed, &format, cx.now()).filter(|_| seen.by().is_some() || row.status == Status::Processing);
    Ok(sheet.notices(turn).notices(goes_on).notices(own).with(&split))
}

/// What comes after the end: a new request that names the old number.
fn ended(side: &Side, seen: &Visible, lang: gatehouse_core::Lang) -> Panel {
    let (t, row) = (texts(lang), seen.row());
    let category = if row.category.is_offered(side.asker()) { row.category.word() } else { "" };
    let product = row.product_id.map(|id| id.to_string()).unwrap_or_default();
    let pairs = [("category", category), ("follows", row.number.as_str()), ("product", product.as_str())];
    let next = Button::link(t.msg_req_follow(), address(&side.at("/new"), &pairs)).icon(Icon::Plus).primary();
    Panel::new(t.msg_req_ended()).text(t.msg_req_ended_text()).with(&next)
}

async fn answer_form(
    customer: &Customer,
    side: &Side,
    seen: &Visible,
    typed: &str,
    errors: &FormErrors,
) -> Result<PanelForm, Halt> {
    let (cx, lang) = (&customer.visit.cx, customer.visit.lang());
    let t = texts(lang);
    let here = side.at(&format!("/{}", seen.row().id));
    let text = TextArea::new("text", t.msg_req_answer()).value(typed).rows(6).errors(errors);
    let form =
        PanelForm::new(format!("{here}/answer")).titled("answer", t.msg_req_answer_title()).unguarded().with_file();
    let form = form.field(&text);
    let form = if has_accepted(cx.read(), side.account()).await? {
        form.field(&answer::uploads(customer, side, seen, errors).await?)
    } else {
        form.fields(provision(lang))
    };
    let send = Button::submit(t.msg_req_answer_send()).value("act", "send").icon(Icon::Send).primary();
    Ok(form.button(send).button(Button::submit(t.msg_ask_save()).value("act", "save")))
}

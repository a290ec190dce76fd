//! `/requests` and `/c/NAME/requests`: the list (SUP-11).

use super::side::Side;
use crate::lists::{OfCompany, Own, Requests};
use crate::queries::drafts;
use crate::queries::listed::cut_at;
use crate::texts;
use gatehouse_web::frames::{Panel, Paragraph};
use gatehouse_web::list::{List, Listed, file as list_file, posted_file};
use gatehouse_web::query::{Asked, address};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| {
        doors
            .form(Requests::<Own>::AT, own, search_own)
            .form(Requests::<Own>::FILE, own_file, search_own_file)
            .form(Requests::<OfCompany>::AT, of_company, search_company)
            .form(Requests::<OfCompany>::FILE, company_file, search_company_file)
    })
}

type Typed = Posted<Vec<(String, String)>>;

async fn own(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    shown(&customer, Requests::<Own>::of, &asked, false).await
}

async fn search_own(customer: Customer, Posted(typed): Typed) -> Result<Done, Halt> {
    shown(&customer, Requests::<Own>::of, &Asked::from(typed), true).await
}

async fn own_file(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    list_file(&customer.visit, Requests::<Own>::of(Side::of(&customer).await?), &asked).await
}

async fn search_own_file(customer: Customer, Posted(typed): Typed) -> Result<Done, Halt> {
    posted_file(&customer.visit, Requests::<Own>::of(Side::of(&customer).await?), &Asked::from(typed)).await
}

async fn of_company(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    shown(&customer, Requests::<OfCompany>::of, &asked, false).await
}

async fn search_company(customer: Customer, Posted(typed): Typed) -> Result<Done, Halt> {
    shown(&customer, Requests::<OfCompany>::of, &Asked::from(typed), true).await
}

async fn company_file(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    list_file(&customer.visit, Requests::<OfCompany>::of(Side::of(&customer).await?), &asked).await
}

async fn search_company_file(customer: Customer, Posted(typed): Typed) -> Result<Done, Halt> {
    posted_file(&customer.visit, Requests::<OfCompany>::of(Side::of(&customer).await?), &Asked::from(typed)).await
}

async fn shown<L: List>(
    customer: &Customer,
    list: impl FnOnce(Side) -> L,
    asked: &Asked,
    is_posted: bool,
) -> Result<Done, Halt> {
    let (visit, t) = (&customer.visit, texts(customer.visit.lang()));
    let side = Side::of(customer).await?;
    let new = side.at("/new");
    let waiting = drafts(customer, &side).await?;
    let cut = cut_at(&visit.cx, &side.viewer(&visit.cx)?, &asked.get("q")).await?;
    let list = list(side);
    let listed = if is_posted {
        Listed::of_form(visit, list, asked).await?
    } else {
        Listed::of_address(visit, list, asked).await?
    };
    let mut head = PageHead::new(t.msg_requests()).lede(t.msg_reqs_lede());
    if !listed.is_blank() {
        head = head.action(Button::link(t.msg_ask_new(), new).icon(Icon::Plus).primary());
    }
    let mut sheet = listed.sheet(visit, head);
    if let Some(most) = cut {
        sheet = sheet.with(&Paragraph::muted(t.msg_search_cut(i64::try_from(most).unwrap_or(i64::MAX))));
    }
    if let Some(waiting) = waiting {
        sheet = sheet.with(&waiting);
    }
    listed.done(visit, &sheet)
}

/// Requests that are not sent yet; none: nothing is shown.
async fn drafts(customer: &Customer, side: &Side) -> Result<Option<Panel>, Halt> {
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let (t, format) = (texts(lang), visit.format());
    let found = drafts::of(&visit.cx, side.account(), side.company()).await?;
    if found.is_empty() {
        return Ok(None);
    }
    let heads = [Head::new(t.msg_mail_subject()), Head::new(t.msg_ask_saved_at()), Head::actions(lang)];
    let rows = found.into_iter().map(|draft| {
        let name = match (draft.subject.as_str(), draft.category) {
            ("", Some(category)) => category.name(lang),
            ("", None) => t.msg_request(),
            (subject, _) => subject.to_owned(),
        };
        let drop = Button::post(t.msg_ask_drop(), side.at("/new/drop")).with("draft", draft.id.to_string()).quiet();
        [
            Cell::link(&name, address(&side.at("/new"), &[("draft", &draft.id.to_string())])),
            Cell::time(&format, draft.updated_at),
            Cell::actions([drop.about(name)]),
        ]
    });
    Ok(Some(Panel::new(t.msg_ask_drafts()).id("drafts").table(Table::new(t.msg_ask_drafts(), heads).rows(rows))))
}

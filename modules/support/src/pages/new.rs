//! `/requests/new`: what somebody wants to ask about (SUP-1), and the form of it. A link from another page names the category and what is known
//! (SUP-21).

use super::form::{DraftToken, Form};
use super::narrowed::by_names;
use super::sheet::sheet;
use super::side::Side;
use crate::model::category::Category;
use crate::queries::{drafts, licensed};
use crate::texts;
use gatehouse_core::Lang;
use gatehouse_web::frames::parts::HitList;
use gatehouse_web::frames::{Panel, Sheet};
use gatehouse_web::query::{Asked, address};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.get("/requests/new", show).get("/c/{company}/requests/new", show))
}

async fn show(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let (visit, side) = (&customer.visit, Side::of(&customer).await?);
    let cx = &visit.cx;
    let token = DraftToken::of(cx, side.account(), asked.raw("draft").unwrap_or_default());
    let kept = match token {
        Some(token) => drafts::find(cx, side.account(), side.company(), token.id).await?,
        None => None,
    };
    let form = match &kept {
        Some(draft) => Form::of_draft(&draft.typed),
        None => by_names(cx, &side, Form::of_address(&asked)).await?,
    };
    let offered = form.category().filter(|category| category.is_offered(side.asker()));
    let Some(category) = offered else { return visit.show(&categories(&customer, &side, &form).await?) };
    // Whatever else stands in an address is no draft of theirs, and never becomes one.
    let token = token.filter(|token| token.begins || kept.is_some());
    let draft = token.unwrap_or_else(|| DraftToken::new(cx));
    visit.show(&sheet(&customer, &side, category, (&form, draft), &FormErrors::new()).await?)
}

/// What can be asked. More is offered where a license is attached, and what needs a running one says so (LIC-9).
async fn categories(customer: &Customer, side: &Side, form: &Form) -> Result<Sheet, Halt> {
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let t = texts(lang);
    let license = match form.id("license") {
        Some(license) if licensed::is_held(visit.cx.read(), side.holder(), license).await? => Some(license.to_string()),
        Some(_) => return Err(Halt::NotFound),
        None => None,
    };
    let kept = [
        ("license", license.as_deref().unwrap_or_default()),
        ("subject", form.get("subject")),
        ("description", form.get("description")),
    ];
    let hits = Category::offered(side.asker()).map(|category| {
        let mut pairs = vec![("category", category.word())];
        pairs.extend(kept);
        pairs.extend([("product", form.get("product")), ("version", form.get("version"))]);
        (icon(category), category.name(lang), address(&side.at("/new"), &pairs), category.hint(lang), None)
    });
    let head = PageHead::new(t.msg_ask_title()).lede(t.msg_ask_lede()).crumbs(lang, [(t.msg_requests(), side.at(""))]);
    let panel = Panel::new(t.msg_ask_which()).edge_to_edge(&HitList::new(hits));
    let page = Sheet::new(visit, t.msg_ask_title(), head).narrow();
    Ok(page.notices(license.map(|_| attached(lang))).with(&panel))
}

fn attached(lang: Lang) -> Notice {
    Notice::info(texts(lang).msg_ask_license_attached())
}

const fn icon(category: Category) -> Icon {
    match category {
        Category::Technical => Icon::Settings,
        Category::Portal => Icon::License,
        Category::Feedback => Icon::Good,
        Category::Threat => Icon::Shield,
        Category::Apns => Icon::Phone,
        Category::VirusLab => Icon::Archive,
        Category::Banner => Icon::Ban,
        Category::CompromisedCode => Icon::Key,
        Category::Access => Icon::Lock,
    }
}

//! `/licenses/{id}`: one license (LIC-6): what matters of it, its code, devices, seller and history.

mod code;
mod facts;
mod notices;
mod panels;

use super::seller_first::SellerFirst;
use super::{LIST, agreement, certificate, key_files};
use crate::lists::status_badge;
use crate::model::holder::Holder;
use crate::model::license::{Kind, Status, grouped, status};
use crate::pages::company::way_to_company;
use crate::pages::{block_steps, device_history, life};
use crate::queries::brings::{self, Brings};
use crate::queries::customer_license::{self, CustomerLicense};
use crate::queries::life::Life;
use crate::tables::license;
use crate::texts;
use code::Code;
pub(in crate::pages) use code::is_from_here;
use gatehouse_core::{Moment, Uuid};
use gatehouse_db::{ListKey, PageRequest};
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Panel, Paragraph, Sheet, Split};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.get("/licenses/{license}", show)).merge(code::doors())
}

/// A license that is their company's leads there: mails name one address for all holders.
async fn show(customer: Customer, Ids([id]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    let is_own = customer_license::held(&customer.visit.cx, customer.session.account, id).await?.is_some();
    if !is_own && let Some(way) = way_to_company(&customer, id).await? {
        return Ok(customer.visit.go(&way));
    }
    customer.visit.show(&page(&customer, id, &asked, &Code::Masked).await?)
}

/// What a page of a license is made of.
struct Shown<'a> {
    held: &'a CustomerLicense,
    format: &'a Format,
    now: Moment,
    /// What comes with it.
    brings: &'a Brings,
}

/// The whole page, with the code as far as it is shown.
async fn page(customer: &Customer, id: Uuid, asked: &Asked, code: &Code) -> Result<Sheet, Halt> {
    let (visit, account) = (&customer.visit, customer.session.account);
    let devices_of = ListKey::new(&visit.cx.app.keys, format!("{LIST}/{id}"));
    let size = asked.raw("size").and_then(|size| size.parse().ok());
    let request = PageRequest::parse(devices_of, asked.raw("after"), asked.raw("before"), size);
    let held = customer_license::find(&visit.cx, (Holder::Account(account), account), id, &request)
        .await?
        .ok_or(Halt::NotFound)?;
    let standing = agreement::standing_of(customer, &held.license, &held.product).await?;
    let life = crate::queries::life::life(&visit.cx, &held.license).await?;
    let told = device_history::for_holder(&visit.cx, &held.license, account).await?;
    let brand = gatehouse_brand::of(&visit.cx.app);
    let (lang, format) = (visit.lang(), visit.format());
    let brings = brings::of_license(&visit.cx, &held.license, lang).await?;
    let shown = Shown { held: &held, format: &format, now: visit.cx.now(), brings: &brings };
    let facts = agreement::row(facts::facts(&shown), standing.as_ref(), &format);
    let number = grouped(&held.license.number);
    let printed = texts(lang).msg_customer_printed(&brand.name, &number, format.date_time(shown.now));
    let title = format!("{} · {number}", held.product.name);
    let first = agreement::notice(standing.as_ref(), id, lang);
    Ok(Sheet::new(visit, title, head(&shown))
        .notices(first.into_iter().chain(notices::next_step(&shown)))
        .notices(life::notices(&life, &held.license, LIST, &format))
        .with(&facts::band(&shown))
        .with(&columns(&shown, code, &facts, told, (&life, certificate::panel(visit, &held.license))))
        .with(&Paragraph::printed(printed)))
}

/// The panels: what the license is and where it is used, and beside them who sold it and what happened.
fn columns(
    shown: &Shown<'_>,
    code: &Code,
    facts: &KeyValues,
    told: Vec<Entry>,
    (life, certificate): (&Life, Option<Panel>),
) -> Split {
    let (held, lang) = (shown.held, shown.format.lang());
    let split = Split::new().main(&code::panel(shown, code)).main(&panels::devices(shown));
    let split = life::old_devices(life, shown.format).iter().fold(split, Split::main);
    let split = split.main(&key_files::panel(held.license.id, lang));
    let of_life = life::panel(life, &held.license, LIST, may_change(&held.license), shown.format);
    let split = of_life.iter().fold(split, Split::main);
    let split = split.main(&panels::applications(held, lang)).main(&panels::brings(shown));
    let split = split.main(&Panel::new("").with(facts));
    let split = if held.features.is_empty() { split } else { split.main(&panels::features(held, lang)) };
    let remove = Button::link(texts(lang).msg_customer_remove(), format!("{LIST}/{}/remove", held.license.id)).danger();
    let split = block_steps::panel(&held.license, shown.now, shown.format).iter().fold(split, Split::beside);
    let split = panels::renewal(held, lang).iter().fold(split, Split::beside);
    let seller = SellerFirst::new(&held.sold_by).panel(lang).with(&panels::help(held, lang));
    let split = certificate.iter().fold(split.beside(&seller), Split::beside);
    split.beside(&panels::history(told, lang)).beside(&Panel::new("").danger().with(&remove))
}

/// A reserve and a merge are for what was bought and has an end.
pub(in crate::pages) fn may_change(license: &license::Model) -> bool {
    license.kind != Kind::Trial && license.ends_at.is_some()
}

/// Product, edition and status, and what can be done.
fn head(shown: &Shown<'_>) -> PageHead {
    let (held, lang) = (shown.held, shown.format.lang());
    let (license, t) = (&held.license, texts(lang));
    let picture = held.product.icon.as_ref().map(|name| format!("/_brand/{name}"));
    let mut head = PageHead::new(held.product.name.as_str())
        .lede(held.edition.name.as_str())
        .icon(ItemIcon::new(Icon::Box).picture(picture))
        .badge(status_badge(license, shown.now, lang))
        .crumbs(lang, [(t.msg_customer_title(), LIST)])
        .action(Button::link(t.msg_explain_open(), format!("{LIST}/{}/explain", license.id)).icon(Icon::Help).quiet())
        .action(Button::print(t.msg_customer_print()).quiet());
    if held.applications.iter().any(|application| !application.download_url.is_empty()) {
        head = head.action(Button::link(t.msg_customer_download(), "#applications").icon(Icon::Download));
    }
    // What is due stands as a button in its notice.
    if status(license, shown.now) == Status::Active
        && held.shop().due(license, lang, shown.now).is_none()
        && let Some(renew) = held.shop().renewal(license, lang)
    {
        head = head.action(Button::link(t.msg_customer_renew(), renew).icon(Icon::External).new_tab());
    }
    head
}

//! `/account/purchases/{order}`: one purchase, with its closing documents, and who holds them where none was uploaded (LIC-26, LIC-35).

use super::seller_first::SellerFirst;
use crate::actions::download_document::download_own_document;
use crate::lists::{Purchases, document_cells, line, payment_badge};
use crate::queries::documents::{Document, of_order};
use crate::queries::purchases::{Purchase, own};
use crate::queries::sellers::of_purchase;
use crate::texts;
use axum::http::HeaderMap;
use gatehouse_core::Uuid;
use gatehouse_files::{Cached, download};
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Panel, Paragraph, Sheet, Split};
use gatehouse_web::list::List as _;
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, UnlessBroken as _};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| {
        let doors = doors.get("/account/purchases/{order}", show);
        doors.get("/account/purchases/{order}/documents/{document}", file)
    })
}

/// The address of a purchase's page.
fn place(order: Uuid) -> String {
    format!("{}/{order}", Purchases::AT)
}

async fn show(customer: Customer, Ids([order]): Ids<1>) -> Result<Done, Halt> {
    let (visit, account) = (&customer.visit, customer.session.account);
    let (lang, format) = (visit.lang(), visit.format());
    let t = texts(lang);
    let bought = own(&visit.cx, account, order).await?.ok_or(Halt::NotFound)?;
    let held = of_order(&visit.cx, order).await?;
    let sold = of_purchase(&visit.cx, &bought.order).await?;
    let title = t.msg_purchase_title(&bought.order.number);
    let head = PageHead::new(&title).crumbs(lang, [(t.msg_purchases_title(), Purchases::AT)]);
    let split = Split::new()
        .main(&Panel::new("").with(&facts(&bought, &format)))
        .main(&documents(&held, order, &format))
        .beside(&SellerFirst::new(&sold).panel(lang));
    visit.show(&Sheet::new(visit, title, head).with(&split))
}

fn facts(bought: &Purchase, format: &Format) -> KeyValues {
    let (lang, t) = (format.lang(), texts(format.lang()));
    let lines: Vec<String> = bought.lines.iter().map(|bought| line(bought, lang)).collect();
    let products = if lines.is_empty() { t.msg_purchase_nothing_yet() } else { lines.join("; ") };
    let facts = KeyValues::new()
        .row(t.msg_purchase_products(), Cell::text(products))
        .row(t.msg_purchase_made(), Cell::date(format, bought.order.created_at))
        .row(t.msg_purchase_payment(), Cell::badge(&payment_badge(bought.order.payment, lang)));
    let facts = match &bought.money {
        Some(money) => facts.row(t.msg_purchase_amount(), Cell::text(money.shown(format))),
        None => facts,
    };
    match &bought.invoice {
        Some(url) => facts.row(t.msg_purchase_invoice(), Cell::link(t.msg_purchase_invoice_open(), url.as_str())),
        None => facts,
    }
}

/// The documents; where there is none, whoever sold it has them.
fn documents(held: &[Document], order: Uuid, format: &Format) -> Panel {
    let (lang, t) = (format.lang(), texts(format.lang()));
    let panel = Panel::new(t.msg_documents()).id("documents");
    if held.is_empty() {
        return panel.with(&Paragraph::new(t.msg_documents_at_seller()));
    }
    let heads = [t.msg_document_kind(), t.msg_document_number(), t.msg_document_date()].map(Head::new);
    let mut table = Table::new(t.msg_documents(), heads.into_iter().chain([Head::actions(lang)]));
    for document in held {
        let get = Button::link(t.msg_document_download(), format!("{}/documents/{}", place(order), document.id));
        let get = get.icon(Icon::Download).download().about(document.number.as_str());
        table.push(document_cells(document, format).into_iter().chain([Cell::actions([get])]));
    }
    panel.table(table)
}

async fn file(customer: Customer, Ids([order, document]): Ids<2>, headers: HeaderMap) -> Result<Done, Halt> {
    let cx = &customer.visit.cx;
    let file = download_own_document(cx, order, document).await.unless_broken()?.map_err(Halt::refused)?;
    Ok(Done::from(download(cx, &file, &headers, Cached::Never).await?))
}
